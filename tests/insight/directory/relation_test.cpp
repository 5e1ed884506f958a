// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "insight/directory/relation.hpp"
#include "insight/directory/tracker_teams.hpp"
#include "tests/insight/directory/directory_for_tests.hpp"

using namespace directory_for_tests;
using P = PersonLink;
using O = OwnerLink;

namespace {
const std::vector<Team> teams = {{"team:company", "Company", "", ""},
                                 {"team:a", "A", "team:company", ""},
                                 {"team:b", "B", "team:company", ""}};

// Team A: a1, a2; B: b1; b2 in A until the 15th, then B. c1 is unknown. The shop belongs to A.
Directory example(std::vector<Ownership> owners = {owns("team:a", O::mapping_file)}) {
    return {{teams,
             {person("a1"), person("a2"), person("b1"), person("b2"), person("c1"), person("ab")},
             {in("a1", "team:a", P::org_chart), in("a2", "team:a", P::org_chart),
              in("b1", "team:b", P::org_chart), in("b2", "team:a", P::org_chart, "2020-01-01", "2026-01-15"),
              in("b2", "team:b", P::org_chart, "2026-01-15"), in("ab", "team:a", P::org_chart),
              in("ab", "team:b", P::org_chart)},
             std::move(owners)},
            {}};
}
Side side_of(const Directory& directory, const char* who, const std::string& at,
             const std::vector<std::string>& paths = {}, SeveralOwners several = SeveralOwners::any) {
    return relation_of(directory, who, "acme/shop", paths, day(at), several).side;
}
}  // namespace

TEST_CASE("the worked example: dated membership, not that of today, says who is a guest") {
    const auto directory = example();
    struct Row {
        const char* author;
        std::string ready;
        Side side;
    };
    const std::vector<Row> rows = {
        {"a1", "2026-01-05", Side::internal}, {"b1", "2026-01-04", Side::cross},
        {"b1", "2026-01-05", Side::cross},    {"c1", "2026-01-06", Side::unmapped},
        {"b2", "2026-01-10", Side::internal},  // still in A
        {"b1", "2026-01-12", Side::cross},    {"b2", "2026-01-15", Side::cross},
        {"b2", "2026-02-01", Side::cross},    {"ghost", "2026-01-05", Side::unmapped}};
    for (const auto& row : rows) {
        INFO(row.author << " on " << row.ready);
        CHECK(side_of(directory, row.author, row.ready) == row.side);
    }
    const auto guest = relation_of(directory, "b1", "acme/shop", {}, day("2026-01-05"));
    CHECK(guest.distance == 1);
    CHECK(guest.by_person == P::org_chart);
    CHECK(guest.by_owner == O::mapping_file);
    CHECK(relation_of(directory, "a1", "acme/shop", {}, now).distance == 0);
}

TEST_CASE("a member of host and guest is at home, and counted as shared") {
    const auto relation = relation_of(example(), "ab", "acme/shop", {}, now);
    CHECK(relation.side == Side::internal);
    CHECK(relation.is_shared);
    CHECK_FALSE(relation_of(example(), "a1", "acme/shop", {}, now).is_shared);
    CHECK(relation_of(example({owns("team:b", O::mapping_file)}), "ab", "acme/shop", {}, now).side ==
          Side::internal);
}

TEST_CASE("nobody is a guest where nobody owns") {
    CHECK(side_of(example({}), "a1", "2026-01-05") == Side::unowned);
    CHECK(side_of(example({}), "c1", "2026-01-05") == Side::unmapped);
}

TEST_CASE("a change in a repository of many parts counts by any owner, all of them, or by files") {
    const auto directory =
        example({owns("team:a", O::codeowners, "/api/"), owns("team:b", O::codeowners, "/web/")});
    const std::vector<std::string> both = {"api/x", "web/y", "web/z"};
    CHECK(side_of(directory, "a1", "2026-01-05", both) == Side::internal);
    CHECK(side_of(directory, "a1", "2026-01-05", both, SeveralOwners::all) == Side::cross);
    CHECK(side_of(directory, "a1", "2026-01-05", {"api/x"}, SeveralOwners::all) == Side::internal);
    CHECK(side_of(directory, "a1", "2026-01-05", {"web/y"}) == Side::cross);
    CHECK(side_of(directory, "a1", "2026-01-05", {"docs/y"}) == Side::unowned);
    const auto split = relation_of(directory, "a1", "acme/shop", both, now, SeveralOwners::by_files);
    CHECK(split.internal == Approx(1.0 / 3));
    CHECK(split.side == Side::cross);
    CHECK(relation_of(directory, "b1", "acme/shop", both, now, SeveralOwners::by_files).side ==
          Side::internal);
    CHECK(side_of(directory, "b1", "2026-01-05") == Side::internal);  // paths unknown: any part
}

TEST_CASE("contractors and people of an acquired company are teams of their own") {
    Rules rules{.domains = {{"contractor.example", "Contractors"}}};
    const Directory directory(
        {teams, {person("k1", {"email:k@contractor.example"})}, {}, {owns("team:a", O::mapping_file)}},
        rules);
    const auto relation = relation_of(directory, "k1", "acme/shop", {}, now);
    CHECK(relation.side == Side::cross);
    CHECK(relation.by_person == P::email_domain);
    CHECK(relation.distance == 2);
}

TEST_CASE("an issue of Jira is its Team field's, then a component's, a label's, the project's") {
    using T = TrackerLink;
    const std::vector<TrackerRow> rows = {
        {T::project, "PAY", "", "checkout", day("2020-01-01"), day("2026-01-01")},
        {T::project, "PAY", "", "money", day("2026-01-01")},
        {T::component, "PAY", "Refunds", "refunds", day("2020-01-01")},
        {T::component, "PAY", "Refunds", "risk", day("2020-01-01")},
        {T::component, "", "Docs", "writers", day("2020-01-01")},
        {T::label, "", "team-web", "web", day("2020-01-01")},
        {T::team_field, "", "Web Guild", "web", day("2020-01-01")}};
    struct Row {
        TrackerIssue issue;
        std::vector<std::string> teams;
        std::optional<T> link;
    };
    const std::vector<Row> cases = {
        {{"pay"}, {"money"}, T::project},
        {{"OPS"}, {}, {}},
        {{.project = "PAY", .components = {"refunds"}}, {"refunds", "risk"}, T::component},
        {{.project = "OPS", .components = {"Refunds"}}, {}, {}},
        {{.project = "OPS", .components = {"docs"}}, {"writers"}, T::component},
        {{.project = "PAY", .labels = {"Team-Web"}}, {"web"}, T::label},
        {{.project = "PAY", .components = {"Refunds"}, .labels = {"team-web"}},
         {"refunds", "risk"},
         T::component},
        {{.project = "PAY", .team_field = "web guild", .components = {"Refunds"}}, {"web"}, T::team_field},
        {{.project = "PAY", .team_field = "Newcomers"}, {"Newcomers"}, T::team_field}};
    for (const auto& [issue, wanted, link] : cases) {
        INFO(issue.project << " " << issue.team_field);
        const auto found = owners_of(issue, rows, now);
        CHECK(found.teams == wanted);
        CHECK(found.link == link);
    }
    CHECK(owners_of({"PAY"}, rows, day("2025-12-31")).teams == std::vector<std::string>{"checkout"});
}
