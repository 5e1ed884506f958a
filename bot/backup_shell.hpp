// SPDX-License-Identifier: Apache-2.0
// `ispo backup` and `ispo restore`. Each prints and returns the exit code.
#pragma once

#include "bot/shell.hpp"

#include <string>

namespace bot {

// Beside whatever runs on the data folder. `target`: a file that is not there yet; "-": the copy goes to
// standard output; empty: one more in the folder of backups, where the outdated ones go.
int backup_in_shell(const Config& config, const std::string& target, const ShellOptions& options);
// `backup`: a file; empty: the newest of the folder. With `only_verify` it is tried aside, and nothing is
// changed but its note; else it takes the place of the database, for which no service may run.
int restore_in_shell(const Config& config, const std::string& backup, bool only_verify,
                     const ShellOptions& options);

}  // namespace bot
