// SPDX-License-Identifier: Apache-2.0
// An answer as one text: what a notification shows and a screen reader says instead of the blocks.
#pragma once

#include "commands/answer.hpp"

#include <string>

namespace slack {

inline constexpr std::size_t most_message_text = 12000;

// Never empty, escaped, unable to notify anybody; everything the answer holds, in its order.
std::string message_text(const commands::Answer& answer);
// The headline, or the outcome in a word when there is none.
std::string headline_of(const commands::Answer& answer);

}  // namespace slack
