// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "insight/directory/hierarchy.hpp"
#include "insight/directory/manager_teams.hpp"

#include <algorithm>
#include <set>

using insight::directory::Hierarchy;

namespace {
// company: commerce > (checkout > (payments, refunds), search); foundations > platform; lone
const Hierarchy teams({{"commerce", ""},
                       {"checkout", "commerce"},
                       {"payments", "checkout"},
                       {"refunds", "checkout"},
                       {"search", "commerce"},
                       {"foundations", ""},
                       {"platform", "foundations"},
                       {"lone", ""}});
}  // namespace

TEST_CASE("distance counts the levels from the owner up to what stands above both") {
    struct Row {
        std::string owner, guest;
        int levels;
    };
    const std::vector<Row> rows = {
        {"payments", "payments", 0}, {"payments", "refunds", 1},  {"payments", "search", 2},
        {"search", "payments", 1},   {"payments", "checkout", 1},  // the team above
        {"checkout", "payments", 1},                               // a team below is not the team
        {"payments", "commerce", 2}, {"payments", "platform", 3}, {"lone", "payments", 1},
        {"payments", "lone", 3},     {"nowhere", "payments", 1},  {"payments", "nowhere", 3},
        {"nowhere", "nowhere", 0}};
    for (const auto& row : rows) {
        INFO(row.owner << " ← " << row.guest);
        CHECK(teams.distance(row.owner, row.guest) == row.levels);
    }
}

TEST_CASE("depth and what is below are told") {
    CHECK(teams.depth("commerce") == 0);
    CHECK(teams.depth("refunds") == 2);
    CHECK(teams.depth("nowhere") == 0);
    CHECK(teams.top("refunds") == "commerce");
    CHECK(teams.top("lone") == "lone");
    CHECK(teams.top("nowhere") == "nowhere");
    CHECK(teams.has_child("checkout"));
    CHECK_FALSE(teams.has_child("refunds"));
    CHECK(teams.circles().empty());
    CHECK(teams.unknown().empty());
}

TEST_CASE("a circle is told and cut at its first name, and nothing is endless") {
    const Hierarchy ring({{"c", "a"}, {"a", "b"}, {"b", "c"}, {"x", "b"}, {"self", "self"}, {"y", "gone"}});
    REQUIRE(ring.circles().size() == 2);
    CHECK(ring.circles()[0] == std::vector<std::string>{"a", "b", "c"});
    CHECK(ring.circles()[1] == std::vector<std::string>{"self"});
    CHECK(ring.parent("a").empty());
    CHECK(ring.parent("b") == "c");
    CHECK(ring.depth("x") == 3);
    CHECK(ring.distance("x", "a") == 3);
    CHECK(ring.depth("self") == 0);
    CHECK(ring.unknown() == std::vector<std::string>{"gone"});
}

TEST_CASE("a long line of managers is walked once") {
    insight::directory::Parents line;
    for (int i = 0; i < 50'000; ++i) line[std::to_string(i)] = std::to_string(i + 1);
    const Hierarchy tall(std::move(line));
    CHECK(tall.circles().empty());
    CHECK(tall.depth("0") == 50'000);
    CHECK(tall.top("0") == "50000");
    CHECK(tall.distance("1", "0") == 1);
    CHECK(tall.distance("0", "50000") == 50'000);
    // Asked of everybody, which would never end if each question walked the line.
    std::int64_t levels = 0;
    for (int i = 0; i < 50'000; ++i) levels += tall.depth(std::to_string(i));
    CHECK(levels == 50'000LL * 50'001 / 2);
}

TEST_CASE("who leads somebody is in the team that they lead, others in their manager's") {
    std::vector<insight::Person> people(4);
    people[0].key = "boss";
    people[1].key = "mara";
    people[1].manager = "boss";
    people[2].key = "noah";
    people[2].manager = "mara";
    people[3].key = "lone";
    const auto out = insight::directory::teams_of_managers(people);
    REQUIRE(out.teams.size() == 2);
    CHECK(out.teams[0].key == "team:led-by-boss");
    CHECK(out.teams[0].name == "boss's team");
    CHECK(out.teams[1].parent == "team:led-by-boss");
    const std::vector<std::pair<std::string, std::string>> members = {
        {"boss", "team:led-by-boss"}, {"mara", "team:led-by-mara"}, {"noah", "team:led-by-mara"}};
    CHECK(out.members == members);
}

TEST_CASE("a manager's team tells no address, and two who are called the same lead two") {
    using insight::directory::IdentityKind;
    struct Row {
        std::string why;
        insight::Person boss;
        std::string key, name;
    };
    const auto boss = [](const std::string& key, std::vector<insight::directory::Identity> names,
                         const std::string& login = "", const std::string& name = "") {
        insight::Person out;
        out.key = key;
        out.login = login;
        out.name = name;
        out.identities = std::move(names);
        return out;
    };
    const insight::directory::Identity address{IdentityKind::email, "mara@acme.example"};
    const std::vector<Row> rows = {
        {"an address alone", boss("x:email:mara@acme.example", {address}), "team:led-by-mara", "mara's team"},
        {"a name too", boss("x:email:mara@acme.example", {address}, "", "Mara L."), "team:led-by-mara",
         "Mara L.'s team"},
        {"a login", boss("x:email:mara@acme.example", {address, {IdentityKind::github, "m-l"}}),
         "team:led-by-m-l", "m-l's team"},
        {"an employee who is an address",
         boss("x:employee:mara@acme.example", {{IdentityKind::employee, "mara@acme.example"}}),
         "team:led-by-mara", "mara's team"},
        {"only the key", boss("x:email:mara@acme.example", {}), "team:led-by-mara", "mara's team"},
        {"no letter", boss("x:employee:--", {{IdentityKind::employee, "--"}}), "team:led-by-somebody",
         "--'s team"},
        {"nothing at all", boss("x:", {}), "team:led-by-somebody", "Somebody's team"}};
    for (const auto& row : rows) {
        INFO(row.why);
        std::vector<insight::Person> people = {row.boss, boss("x:github:noah", {})};
        people[1].manager = row.boss.key;
        const auto out = insight::directory::teams_of_managers(people);
        REQUIRE(out.teams.size() == 1);
        CHECK(out.teams[0].key == row.key);
        CHECK(out.teams[0].name == row.name);
    }
    std::vector<insight::Person> people = {
        boss("x:email:mara@b.example", {{IdentityKind::email, "mara@b.example"}}),
        boss("x:email:mara@c.example", {{IdentityKind::email, "mara@c.example"}}), boss("x:one", {}),
        boss("x:two", {})};
    people[2].manager = people[0].key;
    people[3].manager = people[1].key;
    const auto before = insight::directory::teams_of_managers(people).members;
    REQUIRE(before.size() == 4);
    CHECK(before[0].second != before[1].second);
    CHECK(before[0].second == before[2].second);
    CHECK(before[1].second == before[3].second);
    for (const auto& [who, team] : before) {
        INFO(team);
        CHECK(team.starts_with("team:led-by-mara-"));
        CHECK(team.find("example") == std::string::npos);
    }
    // One whose key comes first takes nobody's team.
    people.push_back(boss("x:email:mara@a.example", {{IdentityKind::email, "mara@a.example"}}));
    people.push_back(boss("x:three", {}));
    people.back().manager = people[4].key;
    const auto after = insight::directory::teams_of_managers(people).members;
    REQUIRE(after.size() == 6);
    CHECK(std::equal(before.begin(), before.end(), after.begin()));
}

TEST_CASE("a great many managers called the same are told apart") {
    std::vector<insight::Person> people;
    for (int i = 0; i < 20'000; ++i) {
        insight::Person boss;
        boss.key = "x:" + std::to_string(i);
        boss.login = "mara";
        if (i > 0) boss.manager = people.back().key;
        people.push_back(std::move(boss));
    }
    const auto out = insight::directory::teams_of_managers(people);
    std::set<std::string> keys;
    for (const auto& team : out.teams) keys.insert(team.key);
    CHECK(out.teams.size() == 19'999);  // the last leads nobody
    CHECK(keys.size() == out.teams.size());
}
