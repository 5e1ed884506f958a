// SPDX-License-Identifier: Apache-2.0
// The command line: one program, every command. Returns the exit code (docs/operations.md).
#pragma once

namespace bot {

int run_command_line(int argc, const char* const* argv);

}  // namespace bot
