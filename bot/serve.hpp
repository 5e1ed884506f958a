// SPDX-License-Identifier: Apache-2.0
// `ispo serve` and `ispo demo`: start, run until SIGTERM or SIGINT, stop within ten seconds.
#pragma once

#include "bot/config.hpp"
#include "bot/service.hpp"

namespace bot {

// Returns the exit code: 0 after a clean stop; 2 configuration; 3 world broken (disk); 4 refused (lock held,
// port in use, newer schema). What a person must know is printed; the demo also says what to try.
int serve(Config config, ServiceOptions options);

}  // namespace bot
