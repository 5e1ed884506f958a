// SPDX-License-Identifier: Apache-2.0
// `ispo serve` and `ispo demo`: start, run until SIGTERM or SIGINT, stop within ten seconds.
#pragma once

#include "bot/config.hpp"
#include "bot/service.hpp"

namespace bot {

// Returns the exit code: 0 after a clean stop; 2 configuration; 3 world broken (port, disk); 4 lock held or
// newer schema. `say` gets sentences for the person who started it (demo only).
int serve(Config config, ServiceOptions options);

}  // namespace bot
