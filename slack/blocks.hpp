// SPDX-License-Identifier: Apache-2.0
// An Answer as Block Kit, keeping every limit of validate(). Foreign text is escaped and verbatim; nothing in
// it can notify anybody.
#pragma once

#include "commands/answer.hpp"
#include "core/json.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace slack {

struct RenderOptions {
    bool native_charts = true;  // data_visualization and data_table; else plain blocks
    bool in_channel = false;    // response_type of a slash command's answer
};

// {"text": …, "blocks": […]}: `text` carries the whole message for notifications and screen readers.
core::Json message(const commands::Answer& answer, const RenderOptions& options = {});
// The body of the 200 to a slash command: message() with response_type.
core::Json command_reply(const commands::Answer& answer, const RenderOptions& options = {});

// Escapes for mrkdwn: & < > exactly once; control and bidirectional characters removed; formatting characters
// defused.
std::string escape(std::string_view text);

// One finding for each broken rule, with a JSON pointer; empty = Slack takes it. Over everything that leaves
// for Slack.
struct BlockError {
    std::string pointer, message;
};
enum class Surface { message, modal, home };
std::vector<BlockError> validate(const core::Json& payload, Surface surface);

}  // namespace slack
