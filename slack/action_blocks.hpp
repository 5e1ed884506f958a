// SPDX-License-Identifier: Apache-2.0
// Actions as buttons: the first three in a row, what asks a question first too, the rest in an overflow menu.
#pragma once

#include "commands/answer.hpp"

#include <functional>
#include <vector>

namespace slack {

using NextId = std::function<std::string()>;

// A line of at most 75 units fits a button; a longer one is shown to be typed.
bool fits_button(const commands::Action& action);
core::Json button(const commands::Action& action, const NextId& next_id);
// An array of blocks: one of actions, and one with the lines to type when some fit no button. Empty without
// actions.
core::Json action_blocks(const std::vector<commands::Action>& actions, const NextId& next_id);

}  // namespace slack
