// SPDX-License-Identifier: Apache-2.0
// How far a run through a source is, and what came of it.
#pragma once

#include "core/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bot {

// Where a run is, for whoever watches it.
struct SyncProgress {
    std::string source;                   // "github:acme"
    std::string doing;                    // "listing acme", "reading payments-api"; empty before and after
    std::int64_t listed = 0, judged = 0;  // repositories of this run
    std::int64_t to_judge = 0;            // still waiting for it
    std::int64_t items = 0;               // changes and issues of this run
    std::int64_t to_read = 0;             // lists of changes or issues that still wait
    std::int64_t calls = 0;
    std::int64_t points_left = -1;          // of GraphQL's hourly budget; -1 = not told
    std::optional<core::Time> waits_until;  // a limit of the host's
};

// What came of a run. Not all of it may have gone well: the rest is there all the same.
struct SyncReport {
    std::int64_t listed = 0, judged = 0, items = 0, calls = 0;
    std::vector<std::string> troubles;  // a sentence each
};

}  // namespace bot
