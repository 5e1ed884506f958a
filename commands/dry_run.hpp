// SPDX-License-Identifier: Apache-2.0
// How a deed that was only tried is told.
#pragma once

#include "commands/answer.hpp"

namespace commands {

// The headline, which is notified and read aloud, claims nothing; what the deed would have said follows.
// Buttons that would change something are left out: they rest on what was not done. Answers that are not done
// stay as they are.
void tell_as_dry_run(Answer& answer);

}  // namespace commands
