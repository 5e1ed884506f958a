// SPDX-License-Identifier: Apache-2.0
// The command line: one program, every command. Returns the exit code (docs/operations.md).
#pragma once

#include <string>
#include <string_view>

namespace bot {

// A completion script of "bash", "zsh" or "fish" for everything run_command_line takes.
std::string completion_for(std::string_view shell);

int run_command_line(int argc, const char* const* argv);

}  // namespace bot
