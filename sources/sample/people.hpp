// SPDX-License-Identifier: Apache-2.0
// Who works at Examplia: eight teams in three departments, 120 people, bots and an AI agent among them, and
// who moved when.
#pragma once

#include "insight/company.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sources::sample {

using core::Time;

inline constexpr std::array<std::string_view, 8> team_names = {"platform", "checkout", "search", "identity",
                                                               "design",   "data",     "mobile", "sre"};
// Place of a team in `team_names`; −1 for none.
int find_team(std::string_view name);
std::string team_key(std::string_view name);

std::vector<insight::Team> teams();

// People first (the last two work for a contractor and have no team), then bots, then the agent.
std::vector<insight::Person> people();
inline constexpr int human_count = 115;
inline constexpr int contractor_count = 2;

// Team changes fall on Mondays at 00:00 UTC. Rows that start at `until` or later are left out, ends at
// `until` or later are open.
struct Stay {
    int person = 0;
    int team = 0;
    Time from{};
    std::optional<Time> to;
};
std::vector<Stay> stays(std::uint64_t seed, Time until);

// For each team its people at `at`, by number.
using Roster = std::array<std::vector<int>, team_names.size()>;
Roster roster_at(const std::vector<Stay>& stays, Time at);

}  // namespace sources::sample
