// SPDX-License-Identifier: Apache-2.0
#include "sources/directory/read.hpp"

#include "core/text.hpp"
#include "sources/directory/repository_name.hpp"

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <string>

using namespace sources::directory;

namespace {
std::string day_of(const std::optional<core::Time>& time) { return time ? core::to_date(*time) : "–"; }

std::vector<std::string> members(const FileRead& read) {
    std::vector<std::string> out;
    for (const auto& row : read.import.memberships)
        out.push_back(fmt::format("{} {} {} {}", row.person, row.team, day_of(row.from), day_of(row.to)));
    return out;
}
std::vector<std::string> owners(const FileRead& read) {
    std::vector<std::string> out;
    for (const auto& row : read.import.ownerships)
        out.push_back(fmt::format("{} {} {} {} {}", row.repository, row.path, row.team, day_of(row.from),
                                  day_of(row.to)));
    return out;
}
std::vector<std::string> teams(const FileRead& read) {
    std::vector<std::string> out;
    for (const auto& team : read.import.teams)
        out.push_back(fmt::format("{} {} {}", team.key, team.name, team.parent));
    return out;
}
using Lines = std::vector<std::string>;

bool says(const std::vector<std::string>& notes, const std::string& words) {
    return core::join(notes, "\n").find(words) != std::string::npos;
}

// The one fault of a file that is refused, and that it states nothing.
insight::Fault fault(ImportKind kind, const std::string& bytes) {
    const auto found = read(kind, bytes);
    INFO(bytes);
    REQUIRE(found.faults.told.size() >= 1);
    CHECK(found.import.people.empty());
    CHECK(found.import.memberships.empty());
    CHECK(found.import.ownerships.empty());
    CHECK(found.import.teams.empty());
    return found.faults.told.front();
}
}  // namespace

TEST_CASE("an org chart states people with all their names, teams and days") {
    const auto found =
        read(ImportKind::org_chart,
             "Employee ID;Name;E-mail;Other e-mails;GitHub;Jira;Slack;Manager;Team;From;To;Salary\r\n"
             "1;\"Lindgrau, Mara\";Mara@acme.example;m.l@acme.example, 7+mara-l@users.noreply.github.com;"
             "@Mara-L;712:x;U1;;Platform;2024-01-01;;9\r\n"
             "2;Noah;noah@acme.example;;noah;;;1;Check Out;2024-01-01;2025-07-01;9\r\n"
             "2;Noah F.;noah@acme.example;;noah;;;1;platform;2025-07-01;9999-12-31;9\r\n"
             "3;Zoë;zoe@acme.example;;;;;mara@ACME.example;;;;9\r\n");
    CHECK(found.faults.are_none());
    REQUIRE(found.import.people.size() == 3);
    const auto& mara = found.import.people[0];
    CHECK(mara.key == "org-chart:employee:1");
    CHECK(mara.name == "Lindgrau, Mara");
    Lines names;
    for (const auto& identity : mara.identities)
        names.push_back(fmt::format("{} {}", word_of(identity.kind), identity.value));
    CHECK(names == Lines{"employee 1", "email mara@acme.example", "email m.l@acme.example", "github mara-l",
                         "jira 712:x", "slack u1"});
    CHECK(found.import.people[1].name == "Noah F.");
    CHECK(found.import.people[1].manager == "org-chart:employee:1");
    CHECK(found.import.people[2].manager == "org-chart:employee:1");
    CHECK(members(found) == Lines{"org-chart:employee:1 team:platform 2024-01-01 –",
                                  "org-chart:employee:2 team:check-out 2024-01-01 2025-07-01",
                                  "org-chart:employee:2 team:platform 2025-07-01 –"});
    CHECK(teams(found) == Lines{"team:check-out Check Out ", "team:platform Platform "});
    CHECK(says(found.notes, "“Salary”"));
}

TEST_CASE("an org chart without teams puts people into their manager's") {
    const auto found =
        read(ImportKind::org_chart, "email,manager\nboss@a.example,\nmara@a.example,boss@a.example\n");
    CHECK(members(found) == Lines{"org-chart:email:boss@a.example team:led-by-boss – –",
                                  "org-chart:email:mara@a.example team:led-by-boss – –"});
    CHECK(says(found.notes, "no column “team”"));
}

TEST_CASE("what is wrong in an org chart is told by its line, and nothing of it is stated") {
    struct Row {
        std::string rows, says;
        int line;
    };
    const std::vector<Row> rows = {
        {"1,a@x.example,T,,,\n1,a@x.example,T,,,\n", "in line 2 already", 3},
        {"1,a@x.example,T,,2025-01-01,\n1,a@x.example,U,,2025-06-01,\n", "in line 2 already", 3},
        {"1,a@x.example,T,,2025-01-01,2025-06-02\n1,a@x.example,U,,2025-06-01,\n", "in line 2 already", 3},
        {"1,a@x.example,T,,,2025-01-01\n1,a@x.example,T,,2024-12-31,\n", "in line 2 already", 3},
        {"1,a@x.example,T,,2025-01-02,2025-01-01\n", "which is not after", 2},
        {"1,a@x.example,T,,2025-01-01,2025-01-01\n", "which is not after", 2},
        {"1,a@x.example,T,,31.01.2025,\n", "is no date", 2},
        {"1,a@x.example,T,,2025-02-30,\n", "is no date", 2},
        {"1,a@x.example,T,,,\n2,A@X.example,T,,,\n", "somebody else's in line 2", 3},
        {"1,nobody,T,,,\n", "is no email", 2},
        {",,T,,,\n", "says who it is about", 2},
        {"1,a@x.example,--,,,\n", "is no name of a team", 2}};
    for (const auto& row : rows) {
        const auto file = "employee id,email,team,manager,from,to\n" + row.rows;
        const auto found = fault(ImportKind::org_chart, file);
        CHECK(found.line == row.line);
        CHECK(found.what.find(row.says) != std::string::npos);
    }
    CHECK(fault(ImportKind::org_chart, "name,team\nMara,T\n").what.find("who somebody is") !=
          std::string::npos);
    CHECK(fault(ImportKind::org_chart, "email,name\na@x.example,A\n").what.find("no column “team”") !=
          std::string::npos);
    CHECK(fault(ImportKind::org_chart, "email,team,orgunit\na@x.example,A,B\n").what.find("Two columns") !=
          std::string::npos);
}

TEST_CASE("managers who are not there or stand in a circle are told and left out") {
    const auto found =
        read(ImportKind::org_chart, "employee id,manager,team\n1,2,T\n2,3,T\n3,1,T\n4,99,T\n5,1,T\n6,6,T\n");
    CHECK(found.faults.are_none());
    CHECK(says(found.notes, "Line 5: the manager “99” is not in the file."));
    CHECK(says(found.notes, "“1” → “2” → “3”"));
    CHECK(found.import.people[0].manager.empty());
    CHECK(found.import.people[1].manager == "org-chart:employee:3");
    CHECK(found.import.people[3].manager.empty());
    CHECK(found.import.people[4].manager == "org-chart:employee:1");
    CHECK(found.import.people[5].manager.empty());
}

TEST_CASE("overrides say who is where, also in two teams at once") {
    const auto found =
        read(ImportKind::overrides,
             "github,team,from,to\n@Mara,Search,2026-01-01,2026-02-01\nmara,Platform,2026-01-15,\n");
    CHECK(members(found) == Lines{"overrides:github:mara team:search 2026-01-01 2026-02-01",
                                  "overrides:github:mara team:platform 2026-01-15 –"});
    CHECK(found.import.people.size() == 1);
    CHECK(fault(ImportKind::overrides, "github,team\nmara,A\nMARA,a\n").line == 3);
    CHECK(fault(ImportKind::overrides, "github,team\nmara,\n").what == "This row names no team.");
    CHECK(fault(ImportKind::overrides, "team\nA\n").what.find("who somebody is") != std::string::npos);
}

TEST_CASE("teams stand under teams; what names no row is at the top, a circle is cut") {
    const auto found =
        read(ImportKind::teams, "team,name,parent\npay,Payments,commerce\nshop,,pay\na,,b\nb,,a\n");
    CHECK(teams(found) == Lines{"team:pay Payments team:commerce", "team:shop shop team:pay", "team:a a ",
                                "team:b b team:a", "team:commerce commerce "});
    CHECK(says(found.notes, "Line 2: the team “commerce” has no row of its own"));
    CHECK(says(found.notes, "“a” → “b”"));
    CHECK(fault(ImportKind::teams, "team\nA B\na-b\n").line == 3);
    CHECK(fault(ImportKind::teams, "team,parent\n!!,x\n").what.find("is no name of a team") !=
          std::string::npos);
}

TEST_CASE("owners of repositories and their folders, by whatever name the repository is written") {
    const auto found =
        read(ImportKind::owners,
             "Repository,Path,Owner,From,To\nhttps://github.example/acme/shop.git,,Check Out,,2026-01-01\n"
             "acme/shop,api/,Platform,2025-01-01,\nshop,,Search,,\n");
    CHECK(owners(found) == Lines{"acme/shop  team:check-out – 2026-01-01",
                                 "acme/shop api/ team:platform 2025-01-01 –", "shop  team:search – –"});
    CHECK(fault(ImportKind::owners, "repository,team\na/b,T\nA/B,t\n").line == 3);
    CHECK(fault(ImportKind::owners, "repository,team\n,T\n").what == "This row names no repository.");
    CHECK(fault(ImportKind::owners, "repository\na\n").what == "There is no column “team”.");
    const std::vector<std::pair<std::string, std::string>> names = {
        {"git@host:acme/shop.git", "acme/shop"},
        {"ssh://git@host/acme/sub/shop/", "acme/sub/shop"},
        {" /acme/shop ", "acme/shop"},
        {"https://host", ""},
        {"", ""}};
    for (const auto& [written, name] : names) CHECK(repository_in(written) == name);
}

TEST_CASE("org-data.json states managers in any letter case") {
    const auto found = read(ImportKind::org_data,
                            R"({"Boss": {}, "Mara": {"manager": "BOSS"}, "noah": {"manager": "gone"}})");
    CHECK(found.faults.are_none());
    CHECK(members(found) ==
          Lines{"org-data:boss team:led-by-boss – –", "org-data:mara team:led-by-boss – –"});
    CHECK(says(found.notes, "the manager “gone” has no entry"));
    CHECK(says(found.notes, "no dates"));
    const auto ring = read(ImportKind::org_data, R"({"a": {"manager": "b"}, "b": {"manager": "a"}})");
    CHECK(says(ring.notes, "“a” → “b”"));
    CHECK(fault(ImportKind::org_data, "{\"Mara\": {},\n \"mara\": {}}").line == 2);
    CHECK(fault(ImportKind::org_data, "{\n\"a\": {\"manager\": 7}}").line == 2);
    CHECK(fault(ImportKind::org_data, "{\"a\": \"b\"}").what.find("needs {\"manager\"") != std::string::npos);
    CHECK(fault(ImportKind::org_data, "{\"a b\": {}}").what.find("is no login") != std::string::npos);
    CHECK(fault(ImportKind::org_data, "[1]").line == 1);
    CHECK(fault(ImportKind::org_data, "{").line == 1);
    CHECK(fault(ImportKind::org_data, std::string(500, '[')).line == 1);
    CHECK(read(ImportKind::org_data, "{}").import.people.empty());
}

TEST_CASE("a software catalogue states owners of components, and groups") {
    const auto found = read(ImportKind::catalog, R"(
kind: Component
metadata:
  name: shop
  annotations: {github.com/project-slug: acme/shop}
spec: {owner: "group:default/check-out"}
---
kind: Component
metadata:
  name: api
  annotations: {backstage.io/source-location: "url:https://github.example/acme/mono/tree/main/api/"}
spec: {owner: guild/platform}
---
kind: API
metadata: {name: lone}
spec: {owner: user:default/Mara}
---
kind: Component
metadata: {name: nobodys}
---
kind: Group
metadata: {name: check-out}
spec: {parent: commerce, profile: {displayName: Check-Out}}
---
kind: System
metadata: {name: all}
spec: {owner: platform}
)");
    CHECK(found.faults.are_none());
    CHECK(owners(found) == Lines{"acme/mono api team:guild-platform – –", "acme/shop  team:check-out – –",
                                 "lone  user:mara – –"});
    CHECK(teams(found) ==
          Lines{"team:check-out Check-Out team:commerce", "team:guild-platform guild/platform "});
    CHECK(says(found.notes, "Line 16: the owner of “lone” is a person, “Mara”; name a group."));
    CHECK(says(found.notes, "“nobodys” names no owner"));
    CHECK(fault(ImportKind::catalog, "a: [").what.find("no YAML") != std::string::npos);
    CHECK(fault(ImportKind::catalog, "").line == 1);
    CHECK(fault(ImportKind::catalog, "- a\n- b\n").what.find("no component") != std::string::npos);
}

TEST_CASE("what a file is can be told by its name and its columns") {
    using K = ImportKind;
    const std::vector<std::tuple<std::string, std::string, std::optional<K>>> rows = {
        {"org-data.json", "{}", K::org_data},
        {"x/catalog-info.yaml", "a: b", K::catalog},
        {"hr.csv", "Employee ID,Team\n1,A\n", K::org_chart},
        {"hr.csv", "email,manager", K::org_chart},
        {"team-overrides.csv", "github,team\nmara,A\n", K::overrides},
        {"tree.csv", "team,parent\na,b\n", K::teams},
        {"map.csv", "repository,team\na/b,T\n", K::owners},
        {"map.csv", "\xEF\xBB\xBFrepository;owner\r\na/b;T\r\n", K::owners},
        {"x.csv", "colour,size\nred,1\n", {}},
        {"x.csv", "", {}}};
    for (const auto& [path, bytes, kind] : rows) {
        INFO(path << " " << bytes);
        CHECK((kind_of(path, bytes) == kind));
    }
}

TEST_CASE("an employee and a login of the same letters are two people") {
    const auto found = read(ImportKind::org_chart, "employee id,github,team\nmara,,A\n,mara,B\n");
    CHECK(found.faults.are_none());
    CHECK(members(found) == Lines{"org-chart:employee:mara team:a – –", "org-chart:github:mara team:b – –"});
    const auto ring = read(ImportKind::org_chart, "jira,manager,team\n7:a,7:b,T\n7:b,7:a,T\n");
    CHECK(says(ring.notes, "“7:a” → “7:b”"));
}
