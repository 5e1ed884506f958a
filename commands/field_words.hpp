// SPDX-License-Identifier: Apache-2.0
// Named values in a typed line: `settings save --home full`, as a form would send them.
#pragma once

#include "commands/command.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace commands {

using Fields = std::map<std::string, std::string>;

// A word without the dashes in front, as many and of whatever kind: phones make one long one of two.
std::string_view without_dashes(std::string_view word);

// Takes --dry-run away; true when it was there. A word that was meant so must never be overlooked, so one
// dash of any kind is enough.
bool take_dry_run(std::vector<std::string>& arguments);

// Moves --name value and --name=value of the fields that `command` declares from `arguments` to `fields`.
// What a form already gave stays. An option of another name stays a word, and so does one whose value was
// forgotten: an empty value is said (--name "").
void take_field_words(const Command& command, std::vector<std::string>& arguments, Fields& fields);

}  // namespace commands
