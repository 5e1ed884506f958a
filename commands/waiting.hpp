// SPDX-License-Identifier: Apache-2.0
// What people read while an answer is not there yet, came too late for its place, or is their first.
#pragma once

#include "commands/answer.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace commands {

// "Looking …": the answer follows.
Answer looking();
// What would change something could not be recorded first.
Answer not_kept();
// A form did not open: its answer, which leads to the form again. `code` is Slack's, empty when it was too
// late or nobody said why; `wait`: so long it asks to wait.
Answer press_again(Answer answer, std::string_view code = {}, std::optional<std::chrono::seconds> wait = {});
// The first thing that a person sees on their page. `may_choose`: repositories; guests may not.
Answer introduction(bool may_choose = true);
// In its place while Slack does not say who they are.
Answer not_known_yet();

}  // namespace commands
