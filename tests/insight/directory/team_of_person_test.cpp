// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "tests/insight/directory/directory_for_tests.hpp"

using namespace directory_for_tests;
using L = PersonLink;

namespace {
const std::vector<Team> teams = {{"team:commerce", "Commerce", "", ""},
                                 {"team:checkout", "Checkout", "team:commerce", ""},
                                 {"team:payments", "Payments", "team:checkout", ""},
                                 {"team:search", "Search", "team:commerce", ""},
                                 {"github:55", "Chat: Lunch", "", ""}};

Directory with(std::vector<Membership> rows, Rules rules = {}, std::vector<Person> people = {}) {
    if (people.empty()) people = {person("mara"), person("noah"), person("zoe")};
    return {{teams, std::move(people), std::move(rows), {}}, std::move(rules)};
}
}  // namespace

TEST_CASE("the first link of the chain that names a team answers, and says that it did") {
    const std::vector<L> order = {L::overrides,     L::org_chart,  L::org_data,   L::github_teams,
                                  L::gitlab_groups, L::jira_field, L::slack_group};
    for (std::size_t first = 0; first < order.size(); ++first) {
        std::vector<Membership> rows;
        for (auto i = order.size(); i-- > first;)
            rows.push_back(in("mara", i == first ? "team:search" : "team:checkout", order[i]));
        const auto found = with(rows).team_of("mara", now);
        INFO(words_of(order[first]));
        CHECK(teams_of(found) == "search");
        CHECK(found.link == order[first]);
    }
    const auto by_domain = with({}, {.domains = {{"acquired.example", "Search"}}},
                                {person("mara", {"email:mara@mail.acquired.example"})});
    CHECK(teams_of(by_domain.team_of("mara", now)) == "search");
    CHECK(by_domain.team_of("mara", now).link == L::email_domain);
    CHECK(with({}).team_of("mara", now).teams.empty());
    CHECK_FALSE(with({}).team_of("mara", now).link);
}

TEST_CASE("a link that is off is not asked") {
    const std::vector<Membership> rows = {in("mara", "team:search", L::org_chart),
                                          in("mara", "team:checkout", L::github_teams)};
    Rules rules{.chains = {{L::github_teams}, {}}};
    CHECK(teams_of(with(rows, rules).team_of("mara", now)) == "checkout");
    rules.chains.people = {L::github_teams, L::org_chart};
    CHECK(teams_of(with(rows, rules).team_of("mara", now)) == "checkout");
    CHECK_FALSE(with({in("mara", "team:search", L::organisation)}).team_of("mara", now).link);
}

TEST_CASE("memberships hold from their first day to the one before their last") {
    const auto directory = with({in("mara", "team:checkout", L::org_chart, "2025-01-01", "2026-01-15"),
                                 in("mara", "team:search", L::org_chart, "2026-01-15")});
    CHECK(directory.team_of("mara", day("2024-12-31")).teams.empty());
    CHECK_FALSE(directory.team_of("mara", day("2024-12-31")).has_left);  // a joiner before the mapping
    CHECK(teams_of(directory.team_of("mara", day("2025-01-01"))) == "checkout");
    CHECK(teams_of(directory.team_of("mara", day("2026-01-15") - std::chrono::seconds{1})) == "checkout");
    CHECK(teams_of(directory.team_of("mara", day("2026-01-15"))) == "search");
    const auto left = with({in("mara", "team:checkout", L::org_chart, "2025-01-01", "2026-01-05")});
    CHECK(left.team_of("mara", now).teams.empty());
    CHECK(left.team_of("mara", now).has_left);
}

TEST_CASE("an override holds for its days only") {
    const auto directory = with({in("mara", "team:checkout", L::org_chart),
                                 in("mara", "team:search", L::overrides, "2026-01-01", "2026-01-05")});
    CHECK(teams_of(directory.team_of("mara", day("2026-01-04"))) == "search");
    CHECK(teams_of(directory.team_of("mara", day("2026-01-05"))) == "checkout");
}

TEST_CASE("of several teams the deepest counts, then the smallest that day, then the first by name") {
    struct Row {
        std::string why;
        std::vector<Membership> rows;
        std::string team;
    };
    const std::vector<Row> rows = {
        {"deepest",
         {in("mara", "team:checkout", L::github_teams), in("mara", "team:payments", L::github_teams),
          in("noah", "team:payments", L::github_teams)},
         "payments"},
        {"smallest",
         {in("mara", "team:checkout", L::github_teams), in("mara", "team:search", L::github_teams),
          in("noah", "team:checkout", L::github_teams)},
         "search"},
        {"who left does not count",
         {in("mara", "team:checkout", L::github_teams), in("mara", "team:search", L::github_teams),
          in("noah", "team:search", L::github_teams),
          in("zoe", "team:checkout", L::github_teams, "2020-01-01", "2025-01-01")},
         "checkout"},
        {"by name",
         {in("mara", "team:search", L::github_teams), in("mara", "team:checkout", L::github_teams)},
         "checkout"}};
    for (const auto& [why, members, team] : rows) {
        INFO(why);
        const auto found = with(members).team_of("mara", now);
        CHECK(teams_of(found) == team);
        CHECK(found.among.size() == 2);
    }
}

TEST_CASE("several teams may share somebody") {
    const auto directory =
        with({in("mara", "team:checkout", L::github_teams), in("mara", "team:search", L::github_teams)},
             {.several = SeveralTeams::fractional});
    const auto found = directory.team_of("mara", now);
    REQUIRE(found.teams.size() == 2);
    CHECK(found.teams[0].team == "checkout");
    CHECK(found.teams[0].share == 0.5);
    CHECK(found.teams[1].share == 0.5);
}

TEST_CASE("teams that only chat, and those above others, may be left out") {
    const std::vector<Membership> rows = {in("mara", "github:55", L::github_teams),
                                          in("mara", "team:commerce", L::github_teams)};
    const auto found = [&](Rules rules) {
        return teams_of(with(rows, std::move(rules)).team_of("mara", now));
    };
    CHECK(found({.without = {"chat:*"}}) == "commerce");
    CHECK(found({.without = {"Commerce"}}) == "chat-lunch");
    CHECK(found({.only = {"comm*"}}) == "commerce");
    CHECK(found({.leaf_only = true}) == "chat-lunch");
    CHECK(found({.only = {"nothing"}}).empty());
    const auto chart =
        with({in("mara", "team:commerce", L::org_chart)}, {.without = {"*"}, .leaf_only = true});
    CHECK(teams_of(chart.team_of("mara", now)) == "commerce");  // the HR system's teams are as they are
}

TEST_CASE("a team may be counted as the one above it or at the top") {
    const std::vector<Membership> rows = {in("mara", "team:payments", L::org_chart),
                                          in("noah", "team:commerce", L::org_chart)};
    const auto found = [&](TeamLevel level, const char* who) {
        return teams_of(with(rows, {.level = level}).team_of(who, now));
    };
    CHECK(found(TeamLevel::parent, "mara") == "checkout");
    CHECK(found(TeamLevel::department, "mara") == "commerce");
    CHECK(found(TeamLevel::parent, "noah") == "commerce");
}

TEST_CASE("a membership holds for every record of the person") {
    auto account = person("github:7");
    account.login = "mara-l";
    const auto directory =
        with({in("org-chart:1", "team:search", L::org_chart)}, {},
             {person("org-chart:1", {"employee:1", "github:mara-l", "email:m@acme.example"}), account});
    CHECK(teams_of(directory.team_of("github:7", now)) == "search");
    CHECK(teams_of(directory.team_of(named("email:7+mara-l@users.noreply.github.com"), now)) == "search");
    CHECK(teams_of(directory.team_of(named("email:M@ACME.example"), now)) == "search");
    CHECK(directory.team_of("ghost", now).teams.empty());  // a deleted user
}

TEST_CASE("an address in a commit that nobody has is mapped by its domain alone") {
    const auto directory = with({}, {.domains = {{"Acquired.example", "Checkout"}}});
    CHECK(teams_of(directory.team_of(named("email:x@acquired.example"), now)) == "checkout");
    CHECK(directory.team_of(named("email:x@notacquired.example"), now).teams.empty());
    CHECK(directory.team_of(named("github:x"), now).teams.empty());
    const auto off =
        with({}, {.chains = {{L::org_chart}, {}}, .domains = {{"acquired.example", "Checkout"}}});
    CHECK(off.team_of(named("email:x@acquired.example"), now).teams.empty());
}

TEST_CASE("teams of several sources are one by their id") {
    CHECK(id_of({"sample:team:platform", "platform", "", ""}) == "platform");
    CHECK(id_of({"github:55", "Dev Experience", "", ""}) == "dev-experience");
    CHECK(id_of({"git:@acme/Pay_ments", "@acme/Pay_ments", "", ""}) == "acme-pay-ments");
    CHECK(id_of_team_named(" Größe & Maß ") == "größe-maß");
    const Directory directory({{{"team:pay", "Payments", "", ""}, {"github:pay", "pay", "", ""}}, {}, {}, {}},
                              {});
    CHECK(directory.team_name("pay") == "Payments");
    CHECK(directory.team_name("other") == "other");
}
