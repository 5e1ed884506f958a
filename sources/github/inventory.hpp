// SPDX-License-Identifier: Apache-2.0
// The repositories of an organisation, a page at a time: what they are, how they are set up, at which commit
// they stand. Source: docs.github.com, GraphQL objects Organization and Repository.
#pragma once

#include "core/json.hpp"
#include "core/result.hpp"
#include "insight/company.hpp"
#include "insight/facts.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sources::github {

// One repository as a page of the inventory tells of it. Texts are cleaned, of one line and bounded.
struct Listed {
    std::int64_t id = 0;             // GitHub's own; names change, it does not
    insight::Repository repository;  // key and source are for the caller, who knows which GitHub it is
    insight::Settings settings;      // what was not told stays unknown
    std::string branch, commit;      // the default branch and its head; empty in an empty repository
    bool is_fork = false;
};

struct InventoryPage {
    std::vector<Listed> repositories;
    std::string next;                       // cursor of the next page; empty at the end
    std::int64_t cost = 0, node_count = 0;  // as GitHub reckons
    int holes = 0;                          // repositories of which nothing could be read
};

// The query, and its variables for the page of `size` (1 to 100) behind `cursor`; empty = the first. By the
// day they were made: in any other order a repository could move in front of the cursor, and would seem gone.
std::string_view inventory_query();
core::Json inventory_variables(std::string_view organisation, std::string_view cursor, int size);

// `data` of the answer. Errc::not_found when there is no such organisation, or not for this credential;
// Errc::unavailable when it is not what was asked for.
core::Result<InventoryPage> read_inventory(const core::Json& data);

}  // namespace sources::github
