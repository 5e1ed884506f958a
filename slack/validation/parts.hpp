// SPDX-License-Identifier: Apache-2.0
// Each kind of thing that Block Kit has, by its own rules. `at` is the JSON pointer of `value`.
#pragma once

#include "slack/validation/checker.hpp"

#include <string>

namespace slack::validation {

void block(Checker& check, const Json& value, const std::string& at);    // any block that this product uses
void element(Checker& check, const Json& value, const std::string& at);  // buttons, menus, inputs
void rich_text(Checker& check, const Json& value, const std::string& at);
void table(Checker& check, const Json& value, const std::string& at);
void data_table(Checker& check, const Json& value, const std::string& at);
void chart(Checker& check, const Json& value, const std::string& at);

}  // namespace slack::validation
