// SPDX-License-Identifier: Apache-2.0
// Changes and issues of one repository, week by week.
#pragma once

#include "insight/company.hpp"
#include "sources/sample/people.hpp"
#include "sources/sample/projects.hpp"

#include <cstdint>
#include <map>
#include <vector>

namespace sources::sample {

// What every repository shares: people by number, and who was in which team at the start of each week.
struct Cast {
    std::uint64_t seed = 0;
    Time from{};
    Time to{};
    std::vector<insight::Person> people;
    std::int64_t first_week = 0;
    std::vector<Roster> rosters;  // from first_week on

    const Roster& roster(std::int64_t week) const {
        return rosters[static_cast<std::size_t>(week - first_week)];
    }
};
Cast cast_for(std::uint64_t seed, Time from, Time to, const std::vector<Stay>& stays);

std::string repository_key(std::string_view name);

// Of [from, to), the oldest first, numbered from 1. What happens at `to` or later is left out; the rest does
// not depend on `to`.
std::vector<insight::Item> items_of(const Project& project, const Cast& cast);

}  // namespace sources::sample
