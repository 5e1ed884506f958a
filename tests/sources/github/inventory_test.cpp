// SPDX-License-Identifier: Apache-2.0
#include "sources/github/inventory.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace sources::github;
using insight::Visibility;

namespace {

core::Json node() {
    return core::parse_json(R"({
        "databaseId": 17, "name": "payments-api", "nameWithOwner": "acme/payments-api",
        "description": "Takes payments", "visibility": "INTERNAL", "isArchived": false, "isFork": false,
        "createdAt": "2024-01-02T03:04:05Z", "pushedAt": "2026-01-05T08:00:00Z",
        "forkingAllowed": true, "hasIssuesEnabled": true, "viewerCanAdminister": true, "primaryLanguage": {"name": "C++"},
        "defaultBranchRef": {"name": "main", "target": {"oid": "0123456789012345678901234567890123456789"}},
        "repositoryTopics": {"nodes": [{"topic": {"name": "innersource"}}, {"topic": {"name": "payments"}}]},
        "branchProtectionRules": {"totalCount": 0, "nodes": []}, "rulesets": {"totalCount": 0}})")
        .value();
}
core::Json page_of(core::Json nodes, const std::string& next = {}) {
    core::Json data;
    data["rateLimit"] = {{"cost", 3}, {"nodeCount", 4600}};
    data["organization"]["repositories"] = {
        {"pageInfo", {{"hasNextPage", !next.empty()}, {"endCursor", next}}}, {"nodes", std::move(nodes)}};
    return data;
}
Listed listed(core::Json changed) {
    const auto page = read_inventory(page_of(core::Json::array({std::move(changed)})));
    REQUIRE(page.has_value());
    REQUIRE(page->repositories.size() == 1);
    return page->repositories.front();
}
core::Json rule(const std::string& pattern, int approvals) {
    return {{"pattern", pattern},
            {"requiresApprovingReviews", approvals > 0},
            {"requiredApprovingReviewCount", approvals},
            {"allowsForcePushes", false}};
}
core::Json with_rules(core::Json rules, std::int64_t all, std::int64_t rulesets = 0) {
    auto changed = node();
    changed["branchProtectionRules"] = {{"totalCount", all}, {"nodes", std::move(rules)}};
    changed["rulesets"]["totalCount"] = rulesets;
    return changed;
}

}  // namespace

TEST_CASE("a page of the inventory becomes repositories with their settings") {
    const auto page = read_inventory(page_of(core::Json::array({node()}), "Y3Vyc29yOjE="));
    REQUIRE(page.has_value());
    CHECK(page->next == "Y3Vyc29yOjE=");
    CHECK(page->cost == 3);
    CHECK(page->node_count == 4600);
    CHECK(page->holes == 0);
    const auto& found = page->repositories.at(0);
    CHECK(found.id == 17);
    CHECK(found.branch == "main");
    CHECK(found.commit == "0123456789012345678901234567890123456789");
    CHECK(found.repository.full_name == "acme/payments-api");
    CHECK(found.repository.visibility == Visibility::internal);
    CHECK(found.repository.topics == std::vector<std::string>{"innersource", "payments"});
    CHECK(found.repository.language == "C++");
    CHECK(core::to_date(found.repository.pushed_at) == "2026-01-05");
    CHECK(found.settings.visibility->where == "visibility = internal");
    CHECK(found.settings.readers_can_propose->value);
    CHECK(found.settings.issues_enabled->value);
    CHECK_FALSE(found.settings.can_ask_for_access.has_value());
    REQUIRE(found.settings.default_branch_guard.has_value());
    CHECK_FALSE(found.settings.default_branch_guard->value.change_required);
}

TEST_CASE("what GitHub does not name counts as the narrowest, and what it leaves out is unknown") {
    auto changed = node();
    changed["visibility"] = "SECRET";
    CHECK(listed(changed).repository.visibility == Visibility::private_);
    changed.erase("visibility");
    CHECK(listed(changed).repository.visibility == Visibility::private_);
    for (const auto* key : {"hasIssuesEnabled", "forkingAllowed", "branchProtectionRules"})
        changed.erase(key);
    changed["defaultBranchRef"] = nullptr;
    const auto found = listed(changed);
    CHECK(found.commit.empty());
    CHECK_FALSE(found.settings.issues_enabled.has_value());
    CHECK_FALSE(found.settings.readers_can_propose.has_value());
    CHECK_FALSE(found.settings.default_branch_guard.has_value());
}

TEST_CASE("the rules of the default branch are told only where they are whole") {
    const auto guard = [](core::Json changed) {
        return listed(std::move(changed)).settings.default_branch_guard;
    };
    const auto by_name = guard(with_rules(core::Json::array({rule("release", 1), rule("main", 2)}), 2));
    REQUIRE(by_name.has_value());
    CHECK(by_name->value.change_required);
    CHECK(by_name->value.approvals == 2);
    CHECK_FALSE(by_name->value.force_push_allowed);
    CHECK(by_name->where == "branch protection of main");
    CHECK(guard(with_rules(core::Json::array({rule("*", 1)}), 1))->value.approvals == 1);
    CHECK(guard(with_rules(core::Json::array({rule("*", 1), rule("main", 2)}), 2))->value.approvals == 2);
    // Whoever may not administer it is shown no rules, whatever there are.
    auto as_reader = with_rules(core::Json::array(), 0);
    as_reader["viewerCanAdminister"] = false;
    CHECK_FALSE(guard(as_reader).has_value());
    CHECK_FALSE(guard(with_rules(core::Json::array({rule("release", 1)}), 1))->value.change_required);
    // A pattern that only GitHub can match, more rules than were read, and rulesets beside them.
    CHECK_FALSE(guard(with_rules(core::Json::array({rule("ma*", 1)}), 1)).has_value());
    CHECK_FALSE(guard(with_rules(core::Json::array({rule("release", 1)}), 9)).has_value());
    CHECK_FALSE(guard(with_rules(core::Json::array(), 0, 1)).has_value());
}

TEST_CASE("hostile texts come as one clean line, and what is none is a hole") {
    auto changed = node();
    changed["description"] = "a\n\xE2\x80\xAE" + std::string(5'000, 'b');
    const auto text = listed(changed).repository.description;
    CHECK(text.find('\n') == std::string::npos);
    CHECK(text.find("\xE2\x80\xAE") == std::string::npos);
    CHECK(text.size() < 400);
    auto nodes = core::Json::array({nullptr, 7, core::Json::object(), node()});
    nodes[2] = node();
    nodes[2]["databaseId"] = "17";
    const auto page = read_inventory(page_of(nodes));
    REQUIRE(page.has_value());
    CHECK(page->repositories.size() == 1);
    CHECK(page->holes == 3);
}

TEST_CASE("an answer that is no list is no empty list") {
    CHECK(read_inventory(core::parse_json(R"({"organization": null})").value()).error().code ==
          core::Errc::not_found);
    for (const auto* text :
         {"null", "[]", R"({"organization": 7})", R"({"organization": {"repositories": null}})",
          R"({"organization": {"repositories": {"nodes": null}}})",
          R"({"organization": {"repositories": {"nodes": [], "pageInfo": {"hasNextPage": true}}}})"}) {
        INFO(text);
        const auto page = read_inventory(core::parse_json(text).value());
        REQUIRE(page.has_error());
        CHECK(page.error().code == core::Errc::unavailable);
    }
}

TEST_CASE("the variables of a page keep its bounds") {
    CHECK(inventory_variables("acme", "", 100)["after"].is_null());
    CHECK(inventory_variables("acme", "x", 1000)["size"] == 100);
    CHECK(inventory_variables("acme", "x", 0)["size"] == 1);
    CHECK(inventory_variables("acme", "x", 50)["after"] == "x");
}
