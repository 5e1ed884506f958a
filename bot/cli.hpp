// SPDX-License-Identifier: Apache-2.0
// The command line: one program, every command. Returns the exit code (docs/operations.md).
#pragma once

#include <string>
#include <string_view>

namespace bot {

// A completion script of "bash", "zsh" or "fish" for everything run_command_line takes.
std::string completion_for(std::string_view shell);

// How the program that was started as `started` is typed: "ispo" where the shell finds it by that name in the
// folders of `search_path` (PATH), else as it was started.
std::string typed_program(std::string_view started, std::string_view search_path);

int run_command_line(int argc, const char* const* argv);

}  // namespace bot
