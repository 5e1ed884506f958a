// SPDX-License-Identifier: Apache-2.0
// `ispo sync`: by the running service, else here under the data folder's lock. Shows where it is on a
// terminal, prints the answer and returns the exit code: 0 all of it, 3 not all of it, 2 and 4 nothing.
#pragma once

#include "bot/shell.hpp"
#include "bot/sync.hpp"

namespace bot {

int sync_in_shell(const Config& config, const SyncOrder& order, const ShellOptions& options);

}  // namespace bot
