// SPDX-License-Identifier: Apache-2.0
// docs/commands.md, written from the commands themselves.
#pragma once

#include <string>
#include <string_view>

namespace commands {

// Text for one cell of a table, also within `…`: a bar there would begin the next cell.
std::string markdown_cell(std::string_view text);

// A Markdown page: a table of every command with usage, role and summary, then their examples.
std::string commands_markdown();

}  // namespace commands
