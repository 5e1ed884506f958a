// SPDX-License-Identifier: Apache-2.0
// What people read while an answer is not there yet, came too late for its place, or is their first.
#pragma once

#include "commands/answer.hpp"

#include <string>

namespace commands {

// "Looking …": the answer follows.
Answer looking();
// What would change something could not be recorded first.
Answer not_kept();
// A form could not be opened in time: its answer, which leads to the form again.
Answer press_again(Answer answer);
// The first thing that a person sees on their page. `may_choose`: repositories; guests may not.
Answer introduction(bool may_choose = true);

}  // namespace commands
