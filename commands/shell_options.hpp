// SPDX-License-Identifier: Apache-2.0
// Options of the shell that are typed elsewhere. The shell takes them out of a line before anybody is asked.
#pragma once

#include <string_view>

namespace commands {

// --json and --details, with whatever a phone makes of the hyphens.
bool is_shell_option(std::string_view word);

}  // namespace commands
