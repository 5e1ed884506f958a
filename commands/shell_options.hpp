// SPDX-License-Identifier: Apache-2.0
// Options of the shell that are typed elsewhere. The shell takes them out of a line before anybody is asked.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace commands {

// --json, --details and those of the shell's `ready`, with whatever a phone makes of the hyphens: the name of
// the first, in small letters and without them.
std::optional<std::string> shell_option_in(const std::vector<std::string>& words);

// `words` without such options and without what belongs to them: "--assume visibility=internal".
std::vector<std::string> without_shell_options(const std::vector<std::string>& words);

}  // namespace commands
