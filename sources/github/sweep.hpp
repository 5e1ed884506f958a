// SPDX-License-Identifier: Apache-2.0
// Where something has happened: of each repository of an organisation when a pull request and when an issue
// was last changed. Two points for a hundred repositories. Source: docs.github.com, GraphQL object
// Organization.
#pragma once

#include "core/json.hpp"
#include "core/result.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sources::github {

// One list of a repository. No time: it is empty.
struct Newest {
    std::int64_t total = 0;
    std::optional<core::Time> at;
};
struct Swept {
    std::int64_t id = 0;  // GitHub's own number of the repository
    Newest changes, issues;
};
struct SweepPage {
    std::vector<Swept> repositories;
    std::string next;
    int holes = 0;
};

std::string_view sweep_query();  // its variables are inventory_variables()
// Errc::not_found, Errc::unavailable: as read_inventory().
core::Result<SweepPage> read_sweep(const core::Json& data);

}  // namespace sources::github
