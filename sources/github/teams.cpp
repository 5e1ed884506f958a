// SPDX-License-Identifier: Apache-2.0
#include "sources/github/teams.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace sources::github {

namespace {

constexpr std::size_t longest_name = 255;

constexpr std::string_view query = R"(query Teams($organisation: String!, $size: Int!, $after: String) {
  rateLimit { cost remaining resetAt nodeCount }
  organization(login: $organisation) {
    teams(first: $size, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes {
        databaseId slug name
        parentTeam { databaseId }
        members(first: 100, membership: IMMEDIATE) {
          pageInfo { hasNextPage endCursor }
          edges { node { __typename databaseId login name } }
        }
        repositories(first: 100) {
          pageInfo { hasNextPage endCursor }
          edges { permission node { databaseId } }
        }
      }
    }
  }
})";

constexpr std::string_view one_query =
    R"(query Team($organisation: String!, $slug: String!, $members: Boolean!, $membersAfter: String, $repositories: Boolean!, $repositoriesAfter: String) {
  rateLimit { cost remaining resetAt nodeCount }
  organization(login: $organisation) {
    team(slug: $slug) {
      databaseId
      members(first: 100, after: $membersAfter, membership: IMMEDIATE) @include(if: $members) {
        pageInfo { hasNextPage endCursor }
        edges { node { __typename databaseId login name } }
      }
      repositories(first: 100, after: $repositoriesAfter) @include(if: $repositories) {
        pageInfo { hasNextPage endCursor }
        edges { permission node { databaseId } }
      }
    }
  }
})";

// Where the list goes on; empty at its end. Nothing when it did not say.
std::optional<std::string> next_of(const core::Json& list) {
    const auto& paging = core::member_of(list, "pageInfo");
    if (!paging.is_object()) return std::nullopt;
    if (!core::truth_of(paging, "hasNextPage")) return std::string();
    auto next = core::text_of(paging, "endCursor");
    return next.empty() ? std::nullopt : std::optional(std::move(next));
}

// What GitHub does not name is taken for the least.
std::string permission_of(const core::Json& edge) {
    constexpr std::array<std::string_view, 5> known = {"READ", "TRIAGE", "WRITE", "MAINTAIN", "ADMIN"};
    auto word = core::text_of(edge, "permission");
    return std::find(known.begin(), known.end(), word) == known.end() ? "READ" : word;
}

// Adds what came and moves `more`. False, and nothing is added, when some of it could not be read: a list of
// members with a hole is no list of members.
bool add_members(const core::Json& list, People& people, ListedTeam& team) {
    const auto next = next_of(list);
    const auto& edges = core::member_of(list, "edges");
    if (!next || !edges.is_array()) return false;
    std::vector<std::string> members;
    for (const auto& edge : edges) {
        members.push_back(people.key_of(core::member_of(edge, "node")));
        if (members.back().empty()) return false;
    }
    team.members.insert(team.members.end(), members.begin(), members.end());
    team.more_members = next->empty() ? std::nullopt : next;
    return true;
}

bool add_repositories(const core::Json& list, ListedTeam& team) {
    const auto next = next_of(list);
    const auto& edges = core::member_of(list, "edges");
    if (!next || !edges.is_array()) return false;
    std::vector<TeamRepository> repositories;
    for (const auto& edge : edges) {
        const auto id = core::number_of(core::member_of(edge, "node"), "databaseId");
        if (id <= 0) return false;
        repositories.push_back({id, permission_of(edge)});
    }
    team.repositories.insert(team.repositories.end(), repositories.begin(), repositories.end());
    team.more_repositories = next->empty() ? std::nullopt : next;
    return true;
}

std::optional<ListedTeam> team_in(const core::Json& node, People& people) {
    ListedTeam team;
    team.id = core::number_of(node, "databaseId");
    team.parent = core::number_of(core::member_of(node, "parentTeam"), "databaseId");
    team.slug = core::shorten(core::one_line(core::text_of(node, "slug")), longest_name);
    team.name = core::shorten(core::one_line(core::text_of(node, "name")), longest_name);
    if (team.id <= 0 || team.slug.empty() || team.name.empty()) return std::nullopt;
    // Each list by itself: one repository that cannot be read says nothing about the members.
    if (!add_members(core::member_of(node, "members"), people, team)) team.more_members.emplace();
    if (!add_repositories(core::member_of(node, "repositories"), team)) team.more_repositories.emplace();
    return team;
}

}  // namespace

std::string_view teams_query() { return query; }
std::string_view team_query() { return one_query; }

core::Json team_variables(std::string_view organisation, const ListedTeam& team) {
    const auto cursor = [](const std::optional<std::string>& more) {
        return more.value_or("").empty() ? core::Json() : core::Json(*more);
    };
    core::Json variables = {{"organisation", organisation}, {"slug", team.slug}};
    variables["members"] = team.more_members.has_value();
    variables["repositories"] = team.more_repositories.has_value();
    variables["membersAfter"] = cursor(team.more_members);
    variables["repositoriesAfter"] = cursor(team.more_repositories);
    return variables;
}

core::Result<TeamsPage> read_teams(const core::Json& data, std::string_view source) {
    const auto& organisation = core::member_of(data, "organization");
    if (data.is_object() && organisation.is_null())
        return core::not_found("There is no such organisation on GitHub, or it is not shown to this token.");
    const auto& connection = core::member_of(organisation, "teams");
    const auto& nodes = core::member_of(connection, "nodes");
    const auto next = next_of(connection);
    if (!nodes.is_array() || !next) return core::unavailable("GitHub did not list the teams.");
    TeamsPage page{.next = *next};
    People people{std::string(source)};
    for (const auto& node : nodes) {
        if (auto team = team_in(node, people))
            page.teams.push_back(std::move(*team));
        else
            ++page.holes;
    }
    page.people = people.all();
    return page;
}

core::Result<std::vector<insight::Person>> read_team(const core::Json& data, std::string_view source,
                                                     ListedTeam& team) {
    const auto& node = core::member_of(core::member_of(data, "organization"), "team");
    const auto members_at = team.more_members, repositories_at = team.more_repositories;
    People people{std::string(source)};
    const bool is_same = core::number_of(node, "databaseId") == team.id;
    const bool is_whole = is_same &&
                          (!members_at || add_members(core::member_of(node, "members"), people, team)) &&
                          (!repositories_at || add_repositories(core::member_of(node, "repositories"), team));
    const bool is_stuck = (team.more_members && team.more_members == members_at) ||
                          (team.more_repositories && team.more_repositories == repositories_at);
    if (!is_whole || is_stuck) return core::unavailable("GitHub did not list the whole team.");
    return people.all();
}

}  // namespace sources::github
