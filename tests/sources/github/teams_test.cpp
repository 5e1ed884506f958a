// SPDX-License-Identifier: Apache-2.0
#include "sources/github/teams.hpp"
#include "sources/github/properties.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace sources::github;

namespace {

const std::string source = "github:acme";
core::Json json(std::string_view text) { return core::parse_json(text).value(); }

core::Json team() {
    return json(
        R"({"databaseId": 501, "slug": "payments", "name": "Payments", "parentTeam": {"databaseId": 500},
        "members": {"pageInfo": {"hasNextPage": false}, "edges": [{"node": {"__typename": "User", "databaseId": 7, "login": "ada", "name": "Ada"}}]},
        "repositories": {"pageInfo": {"hasNextPage": true, "endCursor": "r"}, "edges": [{"permission": "ADMIN", "node": {"databaseId": 17}},
            {"permission": "SOMETHING_NEW", "node": {"databaseId": 18}}]}})");
}
core::Json page_of(core::Json nodes) {
    core::Json data;
    data["organization"]["teams"] = {{"pageInfo", {{"hasNextPage", false}}}, {"nodes", std::move(nodes)}};
    return data;
}

}  // namespace

TEST_CASE("a team has its parent, its own members and what it may do where") {
    const auto page = read_teams(page_of(core::Json::array({team()})), source);
    REQUIRE(page.has_value());
    REQUIRE(page->teams.size() == 1);
    const auto& found = page->teams[0];
    CHECK(found.id == 501);
    CHECK(found.parent == 500);
    CHECK(found.slug == "payments");
    CHECK(found.members == std::vector<std::string>{"github:acme:7"});
    REQUIRE(found.repositories.size() == 2);
    CHECK(found.repositories[0].permission == "ADMIN");
    CHECK(found.repositories[1].permission == "READ");  // a word nobody knows grants the least
    CHECK_FALSE(found.more_members.has_value());
    CHECK(found.more_repositories == "r");
    REQUIRE(page->people.size() == 1);
    CHECK(page->people[0].name == "Ada");
    CHECK(page->next.empty());
}

TEST_CASE("half a list is none: it is read from its beginning, and the other list stays") {
    for (const auto* path : {"/members/edges/0/node", "/members/edges/0", "/members/pageInfo", "/members"}) {
        INFO(path);
        auto node = team();
        node[core::Json::json_pointer(path)] = nullptr;
        const auto page = read_teams(page_of(core::Json::array({node})), source);
        REQUIRE(page.has_value());
        REQUIRE(page->teams.size() == 1);
        CHECK(page->holes == 0);
        CHECK(page->teams[0].members.empty());
        CHECK(page->teams[0].more_members == "");
        CHECK(page->teams[0].repositories.size() == 2);
        CHECK(page->teams[0].more_repositories == "r");
    }
    for (const auto* path : {"/repositories/edges/1/node/databaseId", "/repositories/edges/1",
                             "/repositories/pageInfo", "/repositories"}) {
        INFO(path);
        auto node = team();
        node[core::Json::json_pointer(path)] = nullptr;
        const auto page = read_teams(page_of(core::Json::array({node})), source);
        REQUIRE(page.has_value());
        REQUIRE(page->teams.size() == 1);
        CHECK(page->teams[0].members.size() == 1);
        CHECK_FALSE(page->teams[0].more_members.has_value());
        CHECK(page->teams[0].repositories.empty());
        CHECK(page->teams[0].more_repositories == "");
        const auto variables = team_variables("acme", page->teams[0]);
        CHECK(variables["repositories"] == true);
        CHECK(variables["repositoriesAfter"].is_null());
    }
}

TEST_CASE("a team that nobody can tell is a hole, and no list of teams is no empty one") {
    auto node = team();
    node["slug"] = nullptr;
    const auto page = read_teams(page_of(core::Json::array({node, nullptr})), source);
    REQUIRE(page.has_value());
    CHECK(page->teams.empty());
    CHECK(page->holes == 2);
    CHECK(read_teams(json(R"({"organization": null})"), source).error().code == core::Errc::not_found);
    CHECK(read_teams(json("[]"), source).has_error());
    CHECK(read_teams(json(R"({"organization": {"teams": {"nodes": []}}})"), source).has_error());
}

TEST_CASE("what follows of a team is added to it, from the same team only") {
    auto listed = read_teams(page_of(core::Json::array({team()})), source)->teams[0];
    const auto variables = team_variables("acme", listed);
    CHECK(variables["members"] == false);
    CHECK(variables["repositories"] == true);
    CHECK(variables["repositoriesAfter"] == "r");
    CHECK(variables["membersAfter"].is_null());
    auto data = json(
        R"({"organization": {"team": {"databaseId": 501, "repositories": {"pageInfo": {"hasNextPage": false},
        "edges": [{"permission": "WRITE", "node": {"databaseId": 19}}]}}}})");
    auto other = data;
    other["organization"]["team"]["databaseId"] = 502;
    auto copy = listed;
    CHECK(read_team(other, source, copy).has_error());
    auto stuck = data;
    stuck["organization"]["team"]["repositories"]["pageInfo"] = {{"hasNextPage", true}, {"endCursor", "r"}};
    copy = listed;
    CHECK(read_team(stuck, source, copy).has_error());
    REQUIRE(read_team(data, source, listed).has_value());
    CHECK(listed.repositories.size() == 3);
    CHECK_FALSE(listed.more_repositories.has_value());
}

TEST_CASE("a property's values, one, several or none; what is not told is no value, and no row") {
    const auto rows = read_properties(json(R"([
        {"repository_id": 17, "properties": [{"property_name": "lifecycle", "value": "x"}, {"property_name": "owner-team", "value": "payments"}]},
        {"repository_id": 18, "properties": [{"property_name": "Owner-Team", "value": ["a", "", 4, "b"]}]},
        {"repository_id": 19, "properties": [{"property_name": "owner-team", "value": null}]},
        {"repository_id": 20, "properties": []},
        {"repository_id": 21}, {"repository_id": 22, "properties": null},
        {"repository_id": 23, "properties": [{"property_name": "owner-team", "value": 4}]}])"),
                                      "Owner-Team");
    REQUIRE(rows.has_value());
    REQUIRE(rows->size() == 4);
    CHECK((*rows)[0].values == std::vector<std::string>{"payments"});
    CHECK((*rows)[1].values == std::vector<std::string>{"a", "b"});
    CHECK((*rows)[2].values.empty());
    CHECK((*rows)[3].values.empty());
    CHECK(read_properties(json("{}"), "x").has_error());
    CHECK(read_properties(json("[null]"), "x").has_error());
    CHECK(properties_path("acme") == "/orgs/acme/properties/values?per_page=100");
}
