// SPDX-License-Identifier: Apache-2.0
// A sentence that names two repositories is answered for one: the other is not passed over in silence.
#pragma once

#include "commands/answer.hpp"
#include "commands/command.hpp"

namespace commands {

// Adds to the answer of `command`, which was given one of the names, what it says of the others that every
// colleague may hear; of private ones nothing, whoever asks.
void name_the_others(Answer& answer, const Command& command, const Context& context);

}  // namespace commands
