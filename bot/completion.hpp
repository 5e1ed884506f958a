// SPDX-License-Identifier: Apache-2.0
// Completion scripts for bash, zsh and fish, made from the list of commands.
#pragma once

#include <string>
#include <string_view>

namespace bot {

std::string completion_script(std::string_view shell);  // "bash", "zsh" or "fish"

}  // namespace bot
