// SPDX-License-Identifier: Apache-2.0
// Modals: a form to fill in, an answer to read, and what stands there meanwhile. Within the limits of views
// (docs.slack.dev/reference/views): what has no room is said to be missing or cut, never dropped silently.
#pragma once

#include "commands/answer.hpp"
#include "slack/interaction.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace slack {

// The view of a form. `intro` stands above its fields, as do the form's errors beside theirs. The metadata
// carries the command line alone; whoever reads it back judges it like words that somebody typed.
core::Json form_view(const commands::Form& form, std::string_view intro = {});
core::Json answer_view(const commands::Answer& answer);
core::Json loading_view();

// The answer to a submission: a sentence under each field that is wrong. Nothing when an error belongs to a
// field that the view does not have, or there is none.
std::optional<core::Json> error_reply(const commands::Form& form, const Interaction& submission);
// The answer to a submission that shows another view in its place.
core::Json update_reply(core::Json view);

// {"options": …}, at most a hundred.
core::Json options_reply(const std::vector<commands::Option>& options);

}  // namespace slack
