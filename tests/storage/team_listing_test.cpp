// SPDX-License-Identifier: Apache-2.0
#include "storage/team_listing.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

using namespace storage;
using core::Days;
using insight::directory::OwnerLink;

namespace {

const Time day = std::chrono::floor<Days>(core::from_unix(1'767'600'000));
const Time now = day + std::chrono::hours{9};
const std::string source = "github:acme";

insight::Person person(int number) {
    return {
        .key = "github:acme:" + std::to_string(number), .login = "p" + std::to_string(number), .name = "P"};
}
TeamAsListed team(int number, std::vector<int> members,
                  std::vector<std::pair<std::string, std::string>> repositories = {}) {
    TeamAsListed out{
        .team = {.key = "github:acme:" + std::to_string(number), .name = "Team " + std::to_string(number)}};
    out.slug = "team-" + std::to_string(number);
    for (const auto each : members) out.members.push_back(person(each).key);
    out.repositories = std::move(repositories);
    return out;
}
const std::vector<insight::Person> people = {person(1), person(2), person(3)};

std::vector<insight::Membership> memberships(const Reader& reader) {
    auto rows = reader.directory().memberships;
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
        return std::tie(a.team, a.person, a.from) < std::tie(b.team, b.person, b.from);
    });
    return rows;
}
std::vector<insight::Ownership> owners(const Reader& reader, OwnerLink link) {
    auto rows = reader.directory().ownerships;
    std::erase_if(rows, [&](const auto& row) { return row.link != link; });
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
        return std::tie(a.repository, a.from, a.team) < std::tie(b.repository, b.from, b.team);
    });
    return rows;
}
void repository(Writer& writer, std::string key) {
    insight::Repository row{.key = key, .name = "r" + key, .full_name = "acme/r" + key};
    row.source = source;
    writer.put_repository(row);
}

}  // namespace

TEST_CASE("what a first listing shows was always so; later ones begin and end on their day") {
    Store store(":memory:");
    TeamWriter writer(store.writer(), source, "acme");
    writer.put_team(team(501, {1, 2}), people, true, now);
    writer.put_team(team(501, {1, 2}), people, true, now);
    auto rows = memberships(writer);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].from == Time{});
    CHECK_FALSE(rows[0].to.has_value());
    CHECK(rows[0].link == insight::directory::PersonLink::github_teams);
    CHECK(writer.counts().people == 2);  // who is in no team was not stated

    writer.put_team(team(501, {2, 3}), people, false, now + Days{5});
    rows = memberships(writer);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].person == person(1).key);
    CHECK(rows[0].to == day + Days{5});
    CHECK_FALSE(rows[1].to.has_value());
    CHECK(rows[2].person == person(3).key);
    CHECK(rows[2].from == day + Days{5});

    // Joined and left on one day: it was never so.
    writer.put_team(team(501, {2}), people, false, now + Days{5});
    CHECK(memberships(writer).size() == 2);
}

TEST_CASE("a team that is not shown any more is empty from then on, of its own organisation only") {
    Store store(":memory:");
    TeamWriter writer(store.writer(), source, "acme"), other(store.writer(), source, "acme-labs");
    writer.put_team(team(501, {1}), people, true, now);
    other.put_team(team(601, {2}), people, true, now);
    writer.put_team(team(502, {3}), people, false, now + Days{3});
    writer.end_unseen(now + Days{2}, now + Days{3});
    const auto rows = memberships(writer);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].to == day + Days{3});
    CHECK_FALSE(rows[1].to.has_value());
    CHECK_FALSE(rows[2].to.has_value());
}

TEST_CASE("a team whose lists go on is shown, and stays as it was until they are read") {
    Store store(":memory:");
    TeamWriter writer(store.writer(), source, "acme");
    writer.put_team(team(501, {1}), people, true, now);
    auto part = team(501, {2});
    part.is_whole = false;
    writer.put_team(part, people, false, now + Days{1});
    CHECK(writer.has_partial_teams());
    writer.end_unseen(now + Days{1}, now + Days{1});
    CHECK(memberships(writer).size() == 1);
    CHECK_FALSE(memberships(writer)[0].to.has_value());
    writer.put_team(team(501, {1, 2}), people, false, now + Days{1});
    CHECK_FALSE(writer.has_partial_teams());
}

TEST_CASE("one single team with admin or maintain owns a repository; of two, neither does") {
    Store store(":memory:");
    TeamWriter writer(store.writer(), source, "acme");
    repository(writer, "17");
    repository(writer, "18");
    writer.put_team(team(501, {}, {{"17", "ADMIN"}, {"18", "MAINTAIN"}, {"99", "ADMIN"}}), people, true, now);
    writer.put_team(team(502, {}, {{"17", "WRITE"}, {"18", "ADMIN"}}), people, true, now);
    writer.put_single_hosts(true, now);
    auto rows = owners(writer, OwnerLink::admin_team);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].repository == "r1");
    CHECK(rows[0].team == "github:acme:501");
    CHECK(rows[0].from == Time{});

    writer.put_team(team(501, {}, {{"17", "READ"}, {"18", "MAINTAIN"}}), people, false, now + Days{4});
    writer.put_team(team(502, {}, {{"17", "ADMIN"}}), people, false, now + Days{4});
    for (int time = 0; time < 2; ++time) writer.put_single_hosts(false, now + Days{4});
    rows = owners(writer, OwnerLink::admin_team);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].to == day + Days{4});
    CHECK(rows[1].team == "github:acme:502");
    CHECK(rows[1].from == day + Days{4});
    CHECK(rows[2].repository == "r2");
    CHECK(rows[2].team == "github:acme:501");
}

TEST_CASE("a property names owners beside what teams may do, and another value ends the first") {
    Store store(":memory:");
    TeamWriter writer(store.writer(), source, "acme");
    repository(writer, "17");
    writer.put_team(team(501, {}, {{"17", "ADMIN"}}), people, true, now);
    writer.put_single_hosts(true, now);
    writer.put_named_owners("17", {"team-501"}, true, now);
    writer.put_named_owners("99", {"team-501"}, true, now);
    CHECK(owners(writer, OwnerLink::admin_team).size() == 1);
    CHECK(owners(writer, OwnerLink::custom_property).size() == 1);
    writer.put_named_owners("17", {"search"}, false, now + Days{2});
    writer.put_named_owners("17", {"search"}, false, now + Days{3});
    const auto rows = owners(writer, OwnerLink::custom_property);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].to == day + Days{2});
    CHECK(rows[1].team == "github:acme:search");
    CHECK_FALSE(rows[1].to.has_value());
    // The value is the team of that name, whichever source names it.
    insight::directory::Directory directory(writer.directory(), writer.directory_rules());
    CHECK(directory.owners_of("r1", now).teams == std::vector<std::string>{"team-501"});
}
