// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "insight/directory/team_sizes.hpp"
#include "tests/insight/directory/directory_for_tests.hpp"

using namespace directory_for_tests;
using L = PersonLink;

TEST_CASE("a team is as large as the people who are in it that day, each once") {
    const auto one = day("2025-01-01"), two = day("2025-02-01"), three = day("2025-03-01");
    const TeamSizes sizes({{7, L::org_chart, 1, one, three},
                           {7, L::org_chart, 1, two, {}},     // overlaps
                           {7, L::org_chart, 2, two, three},  // leaves
                           {7, L::org_chart, 2, three, two},  // never was
                           {7, L::github_teams, 3, one, {}},
                           {8, L::org_chart, 1, two, three},
                           {8, L::org_chart, 1, three, {}}});  // goes on the same day
    struct Row {
        std::size_t team;
        L link;
        Time at;
        std::size_t people;
    };
    const std::chrono::seconds moment{1};
    const std::vector<Row> rows = {{7, L::org_chart, one - moment, 0}, {7, L::org_chart, one, 1},
                                   {7, L::org_chart, two, 2},          {7, L::org_chart, three - moment, 2},
                                   {7, L::org_chart, three, 1},        {7, L::github_teams, two, 1},
                                   {7, L::gitlab_groups, two, 0},      {8, L::org_chart, three, 1},
                                   {8, L::org_chart, one, 0},          {9, L::org_chart, two, 0}};
    for (const auto& row : rows) {
        INFO(row.team << " " << core::to_rfc3339(row.at));
        CHECK(sizes.at(row.team, row.link, row.at) == row.people);
    }
}

TEST_CASE("everybody in one large team and a team of their own is placed, each in their own") {
    constexpr int people = 20'000;
    std::vector<Person> everybody;
    std::vector<Membership> rows;
    for (int i = 0; i < people; ++i) {
        const auto key = "p" + std::to_string(i);
        everybody.push_back(person(key));
        rows.push_back(in(key, "team:all", L::org_chart));
        rows.push_back(in(key, "team:own-" + std::to_string(i / 8), L::org_chart));
    }
    const Directory directory({{}, everybody, rows, {}}, {});
    int in_own = 0;
    for (int i = 0; i < people; ++i)
        in_own += directory.team_of_person(static_cast<std::size_t>(i), now).teams.at(0).team ==
                  "own-" + std::to_string(i / 8);
    CHECK(in_own == people);
}
