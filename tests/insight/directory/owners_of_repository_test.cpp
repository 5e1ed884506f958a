// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "insight/directory/owner_hints.hpp"
#include "insight/directory/presets.hpp"
#include "tests/insight/directory/directory_for_tests.hpp"

using namespace directory_for_tests;
using L = OwnerLink;

namespace {
Directory with(std::vector<Ownership> rows, Rules rules = {}) {
    return {{{}, {}, {}, std::move(rows)}, std::move(rules)};
}
}  // namespace

TEST_CASE("the first link of the chain that names an owner answers, and says that it did") {
    const std::vector<L> order = {L::mapping_file, L::custom_property, L::catalog,     L::codeowners,
                                  L::admin_team,   L::topic,           L::name_prefix, L::approver};
    for (std::size_t first = 0; first < order.size(); ++first) {
        std::vector<Ownership> rows;
        for (auto i = order.size(); i-- > first;)
            rows.push_back(owns(i == first ? "search" : "checkout", order[i]));
        const auto found = with(rows).owners_of("Acme/Shop", now);
        INFO(words_of(order[first]));
        CHECK(teams_of(found) == "search");
        CHECK(found.link == order[first]);
    }
    CHECK(with({}).owners_of("acme/shop", now).teams.empty());
    CHECK(with({owns("x", L::organisation)}).owners_of("acme/shop", now).teams.empty());
}

TEST_CASE("ownership holds from its first day to the one before its last") {
    const auto directory =
        with({owns("checkout", L::mapping_file, "", "2025-01-01", "2026-01-05"),
              owns("search", L::mapping_file, "", "2026-01-05"), owns("platform", L::codeowners)});
    CHECK(teams_of(directory.owners_of("acme/shop", day("2024-06-01"))) == "platform");
    CHECK(teams_of(directory.owners_of("acme/shop", day("2026-01-04"))) == "checkout");
    CHECK(teams_of(directory.owners_of("acme/shop", day("2026-01-05"))) == "search");
}

TEST_CASE("a part of a repository has its own owners") {
    struct Row {
        std::string why;
        std::vector<Ownership> rows;
        std::string path, owners;
    };
    const std::vector<Ownership> folders = {owns("all", L::mapping_file),
                                            owns("api", L::mapping_file, "api/"),
                                            owns("pay", L::mapping_file, "/api/pay")};
    const std::vector<Ownership> lines = {owns("all", L::codeowners, "*"),
                                          owns("docs", L::codeowners, "*.md"),
                                          owns("api", L::codeowners, "/api/")};
    const std::vector<Row> rows = {
        {"innermost folder", folders, "api/pay/x.go", "pay"},
        {"folder", folders, "api/other.go", "api"},
        {"no part of a word", folders, "apiary/x.go", "all"},
        {"the whole", folders, "", "all"},
        {"the folder itself", folders, "api", "api"},
        {"last line that fits", lines, "api/README.md", "api"},
        {"pattern", lines, "web/README.md", "docs"},
        {"default line", lines, "web/x.ts", "all"},
        {"several owners of one line",
         {owns("b", L::codeowners, "*"), owns("a", L::codeowners, "*"), owns("a", L::codeowners, "*")},
         "x",
         "a b"},
        {"no default line: the next link",
         {owns("api", L::codeowners, "/api/"), owns("admins", L::admin_team)},
         "web/x",
         "admins"},
        {"a pattern that no host reads", {owns("api", L::codeowners, "!x")}, "x", ""}};
    for (const auto& row : rows) {
        INFO(row.why);
        CHECK(teams_of(with(row.rows).owners_of("acme/shop", now, row.path)) == row.owners);
    }
    CHECK(teams_of(with(folders).owners_of_all_parts("acme/shop", now)) == "all api pay");
}

TEST_CASE("an owner in a catalogue that is a person owns nothing") {
    const auto directory =
        with({owns("user:mara", L::catalog), owns("team:user:mara", L::catalog), owns("web", L::codeowners)});
    CHECK(teams_of(directory.owners_of("acme/shop", now)) == "web");
}

TEST_CASE("hints name a team only where they are plain") {
    using P = Permission;
    CHECK(single_admin_team({{"web", P::admin}, {"all", P::write}, {"web", P::maintain}}) == "web");
    CHECK(single_admin_team({{"web", P::maintain}}) == "web");
    CHECK_FALSE(single_admin_team({{"web", P::admin}, {"sre", P::maintain}}));
    CHECK_FALSE(single_admin_team({{"all", P::write}}));
    CHECK_FALSE(single_admin_team({}));
    CHECK(team_in_topics({"go", "Team-Web"}) == "web");
    CHECK(team_in_topics({"team-web", "TEAM-WEB"}) == "web");
    CHECK_FALSE(team_in_topics({"team-web", "team-sre"}));
    CHECK_FALSE(team_in_topics({"team-", "steam-engine"}));
    CHECK(team_by_prefix("Acme/pay-api", {{"acme/", "all"}, {"acme/pay-", "pay"}}) == "pay");
    CHECK_FALSE(team_by_prefix("other/x", {{"acme/", "all"}}));
    CHECK(group_in("acme/commerce/shop") == "commerce");
    CHECK(group_in("acme/shop") == "acme");
    CHECK_FALSE(group_in("shop"));
    CHECK_FALSE(group_in("/srv/checkouts/shop"));
    CHECK(organisation_in("acme/commerce/shop") == "acme");
    CHECK_FALSE(organisation_in("/srv/shop"));
    CHECK(most_approving({{"a", 3}, {"b", 9}}) == "b");
    CHECK_FALSE(most_approving({{"a", 9}, {"b", 9}}));
    CHECK_FALSE(most_approving({{"a", 0}}));
    CHECK_FALSE(most_approving({}));
}

TEST_CASE("the presets ask the links that their table names, after the office's own files") {
    struct Row {
        std::string name;
        std::vector<int> people, owners;
    };
    const std::vector<Row> rows = {{"github-teams", {1, 4}, {1, 5, 4}},
                                   {"github-custom-properties", {1, 4}, {1, 2}},
                                   {"codeowners-monorepo", {1, 2, 4}, {1, 4}},
                                   {"org-chart-csv", {1, 2}, {1}},
                                   {"measure-innersource-org-data", {1, 3}, {1, 8}},
                                   {"gitlab-groups", {1, 5}, {1, 7}},
                                   {"backstage-catalog", {1, 2, 4}, {1, 3}},
                                   {"multi-org", {1, 9}, {1, 9}}};
    REQUIRE(presets().size() == rows.size());
    for (const auto& row : rows) {
        INFO(row.name);
        const auto* preset = preset_named(row.name);
        REQUIRE(preset != nullptr);
        CHECK_FALSE(preset->summary.empty());
        CHECK_FALSE(preset->watch.empty());
        const auto chains = chains_of(preset);
        std::vector<int> people, owners;
        for (const auto link : chains.people) people.push_back(static_cast<int>(link));
        for (const auto link : chains.owners) owners.push_back(static_cast<int>(link));
        CHECK(people == row.people);
        CHECK(owners == row.owners);
    }
    CHECK(preset_named("github") == nullptr);
    CHECK(chains_of(nullptr).people.size() == 8);
    CHECK(chains_of(nullptr).owners.size() == 8);
}
