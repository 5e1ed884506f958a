// SPDX-License-Identifier: Apache-2.0
// Named values in a typed line: `settings save --home full`, as a form would send them.
#pragma once

#include "commands/command.hpp"

#include <map>
#include <string>
#include <vector>

namespace commands {

using Fields = std::map<std::string, std::string>;

// Moves --name value and --name=value of the fields that `command` declares from `arguments` to `fields`.
// What a form already gave stays. An option of another name stays a word.
void take_field_words(const Command& command, std::vector<std::string>& arguments, Fields& fields);

}  // namespace commands
