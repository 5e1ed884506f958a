// SPDX-License-Identifier: Apache-2.0
// The facts of one repository on GitHub, from the files of its default branch and its settings.
#pragma once

#include "insight/facts.hpp"
#include "net/worker.hpp"
#include "sources/github/api.hpp"
#include "sources/github/inventory.hpp"
#include "sources/github/tree.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>

namespace sources::github {

struct ReadingLimits {
    std::size_t files = 100'000;           // more: the tree is marked truncated
    std::size_t documents = 400;           // texts read in all
    std::size_t text_bytes = 512U << 10U;  // of one document; GitHub shows about as much
    std::size_t query_bytes = 1U << 20U;   // of texts asked for in one query
    std::size_t query_files = most_contents;
};

// What came of it. Without facts `outcome` says why, and whether it may be tried again.
struct Read {
    std::optional<insight::Facts> facts;
    Outcome outcome;
    int calls = 0;
};

// One call for the list of files, then one for up to fifty files each, until nothing is wanted any more:
// links and guides are known only once the files that name them were read. Parsing runs on `worker`. `listed`
// is as the inventory told. Errc::unavailable: GitHub cannot be reached; Errc::denied: no token.
boost::asio::awaitable<core::Result<Read>> read_repository(Api& api, net::Worker& worker, Listed listed,
                                                           core::Time now, ReadingLimits limits = {});

}  // namespace sources::github
