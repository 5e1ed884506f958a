// SPDX-License-Identifier: Apache-2.0
// Each part of an answer, laid on the canvas as blocks.
#pragma once

#include "commands/answer.hpp"
#include "slack/canvas.hpp"

namespace slack {

// `native`: charts and tables as Slack's own blocks while the message has room for one; else as text.
void lay_part(Canvas& canvas, const commands::Part& part, bool native);

}  // namespace slack
