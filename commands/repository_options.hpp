// SPDX-License-Identifier: Apache-2.0
// Repositories to pick from: as a menu that is asked with every letter, and as a form with that menu.
#pragma once

#include "commands/command.hpp"

namespace commands {

// At most `most_options` names that the asker may hear here and that fit what is typed: those that start with
// it first, then those that hold it.
std::vector<Option> repository_options(const Context& context, std::string_view prefix);

// Asks for one repository as the field `repository` of `line`.
Form repository_form(std::string title, std::string line);

}  // namespace commands
