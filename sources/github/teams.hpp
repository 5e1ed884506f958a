// SPDX-License-Identifier: Apache-2.0
// Teams of an organisation with their parents, members and repositories, and the organisation's members.
// Pure. Source: docs.github.com, GraphQL objects Team and Organization.
#pragma once

#include "core/json.hpp"
#include "core/result.hpp"
#include "sources/github/actor.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sources::github {

// A word of GitHub's for what a team may do: "READ", "TRIAGE", "WRITE", "MAINTAIN", "ADMIN".
struct TeamRepository {
    std::int64_t repository = 0;  // GitHub's own number
    std::string permission;
};
struct ListedTeam {
    std::int64_t id = 0, parent = 0;  // GitHub's own numbers; no parent: 0
    std::string slug, name;
    std::vector<std::string> members;  // keys of people, without those of the teams below
    std::vector<TeamRepository> repositories;
    // Where its lists go on: at their beginning (empty) when some of what came could not be read, as half a
    // list is none. Nothing: they are whole.
    std::optional<std::string> more_members, more_repositories;
};
struct TeamsPage {
    std::vector<ListedTeam> teams;
    std::vector<insight::Person> people;
    std::string next;
    int holes = 0;
};

// One point and 10,050 nodes a page of fifty; its variables are inventory_variables().
inline constexpr int teams_page_size = 50;
std::string_view teams_query();
core::Result<TeamsPage> read_teams(const core::Json& data, std::string_view source);

// What follows of one team's lists, a hundred of each: one point. A list that is whole is left out.
std::string_view team_query();
core::Json team_variables(std::string_view organisation, const ListedTeam& team);
// Adds to `team` what came, and moves its cursors. Errc::unavailable when it is not what was asked for.
core::Result<std::vector<insight::Person>> read_team(const core::Json& data, std::string_view source,
                                                     ListedTeam& team);

}  // namespace sources::github
