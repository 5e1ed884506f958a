// SPDX-License-Identifier: Apache-2.0
// docs/commands.md, written from the commands themselves.
#pragma once

#include <string>

namespace commands {

// A Markdown page: a table of every command with usage, role and summary, then their examples.
std::string commands_markdown();

}  // namespace commands
