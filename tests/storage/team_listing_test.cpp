// SPDX-License-Identifier: Apache-2.0
#include "storage/team_listing.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
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
using Repositories = std::vector<std::pair<std::string, std::string>>;
TeamAsListed team(int number, std::vector<int> members, Repositories repositories = {}) {
    TeamAsListed out{
        .team = {.key = "github:acme:" + std::to_string(number), .name = "Team " + std::to_string(number)}};
    out.slug = "team-" + std::to_string(number);
    out.lists.members.emplace();
    for (const auto each : members) out.lists.members->push_back(person(each).key);
    out.lists.repositories = std::move(repositories);
    return out;
}
const std::vector<insight::Person> people = {person(1), person(2), person(3)};

TeamWriter listing(Store& store, Time began, std::string subject = "acme") {
    return {store.writer(), source, std::move(subject), began};
}
// A whole listing of these teams. Its sentence when it cannot be believed.
std::string list(Store& store, Time began, const std::vector<TeamAsListed>& teams, bool is_whole = true) {
    auto writer = listing(store, began);
    for (const auto& each : teams) writer.put_team(each, people);
    return writer.end_listing(is_whole);
}

std::vector<insight::Membership> memberships(Store& store) {
    auto rows = store.reader().directory().memberships;
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
        return std::tie(a.team, a.person, a.from) < std::tie(b.team, b.person, b.from);
    });
    return rows;
}
std::size_t open_memberships(Store& store) {
    const auto rows = memberships(store);
    return static_cast<std::size_t>(
        std::count_if(rows.begin(), rows.end(), [](const auto& row) { return !row.to; }));
}
std::vector<insight::Ownership> owners(Store& store, OwnerLink link) {
    auto rows = store.reader().directory().ownerships;
    std::erase_if(rows, [&](const auto& row) { return row.link != link; });
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
        return std::tie(a.repository, a.from, a.team) < std::tie(b.repository, b.from, b.team);
    });
    return rows;
}
void repository(Store& store, std::string key, std::string subject = "acme", Time created_at = {}) {
    insight::Repository row{.key = key, .name = "r" + key, .full_name = subject + "/r" + key};
    row.source = source;
    row.created_at = created_at;
    store.writer().put_hosted(row, {.subject = subject, .branch = "main", .head = "a", .settings = "{}"},
                              now);
}

}  // namespace

TEST_CASE("what a first listing shows was always so; later ones begin and end on their day") {
    Store store(":memory:");
    auto first = listing(store, now);
    first.put_team(team(501, {1, 2}), people);
    first.put_team(team(501, {1, 2}), people);
    CHECK(first.end_listing(true).empty());
    auto rows = memberships(store);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].from == Time{});
    CHECK_FALSE(rows[0].to.has_value());
    CHECK(rows[0].link == insight::directory::PersonLink::github_teams);
    CHECK(store.reader().counts().people == 2);  // who is in no team was not stated

    list(store, now + Days{5}, {team(501, {2, 3}), team(502, {1})});
    rows = memberships(store);
    REQUIRE(rows.size() == 4);
    CHECK(rows[0].person == person(1).key);
    CHECK(rows[0].to == day + Days{5});
    CHECK_FALSE(rows[1].to.has_value());
    CHECK(rows[2].person == person(3).key);
    CHECK(rows[2].from == day + Days{5});
    CHECK(rows[3].from == day + Days{5});  // a team that is new, too

    // Joined and left on one day: it was never so.
    list(store, now + Days{5}, {team(501, {2}), team(502, {1})});
    CHECK(memberships(store).size() == 3);
}

TEST_CASE("who comes back begins anew, and what has ended stays ended") {
    Store store(":memory:");
    list(store, now, {team(501, {1, 2})});
    list(store, now + Days{2}, {team(501, {2})});
    list(store, now + Days{4}, {team(501, {1, 2})});
    const auto rows = memberships(store);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].from == Time{});
    CHECK(rows[0].to == day + Days{2});
    CHECK(rows[1].from == day + Days{4});
    CHECK_FALSE(rows[1].to.has_value());
}

TEST_CASE("an empty listing, or one of fewer than half of the teams, ends nothing and says so") {
    Store store(":memory:");
    repository(store, "17");
    list(store, now, {team(501, {1}, {{"17", "ADMIN"}}), team(502, {2}), team(503, {3})});
    for (int time = 1; time < 4; ++time) {
        CHECK_FALSE(list(store, now + Days{time}, {}).empty());
        CHECK_FALSE(list(store, now + Days{time} + std::chrono::hours{1}, {team(502, {2})}).empty());
    }
    CHECK(open_memberships(store) == 3);
    listing(store, now + Days{4}).put_single_hosts();
    CHECK(owners(store, OwnerLink::admin_team).size() == 1);
    // What is shown again had no gap.
    CHECK(list(store, now + Days{5}, {team(501, {1}), team(502, {2}), team(503, {3})}).empty());
    CHECK(memberships(store).size() == 3);
}

TEST_CASE("a listing that shows nothing is no first one: what comes later was always so") {
    Store store(":memory:");
    CHECK(list(store, now, {}).empty());
    list(store, now + Days{3}, {team(501, {1})});
    CHECK(memberships(store).at(0).from == Time{});
}

TEST_CASE("a team is gone when two whole listings in a row do not show it, since the first of them") {
    Store store(":memory:");
    auto other = listing(store, now, "acme-labs");
    other.put_team(team(601, {2}), people);
    list(store, now, {team(501, {1}), team(502, {3})});
    list(store, now + Days{2}, {team(502, {3})});
    CHECK(open_memberships(store) == 3);
    list(store, now + Days{3}, {team(502, {3})}, false);  // it may be in the hole
    CHECK(open_memberships(store) == 3);
    list(store, now + Days{4}, {team(502, {3})});
    const auto rows = memberships(store);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].to == day + Days{2});
    CHECK_FALSE(rows[1].to.has_value());
    CHECK_FALSE(rows[2].to.has_value());  // of its own organisation only

    // Not in a row: nothing ends.
    list(store, now + Days{5}, {team(502, {3}), team(503, {1})});
    list(store, now + Days{6}, {team(502, {3})});
    auto part = team(503, {});
    part.lists = {};
    list(store, now + Days{7}, {team(502, {3}), part});
    list(store, now + Days{8}, {team(502, {3})});
    CHECK(open_memberships(store) == 3);
}

TEST_CASE("a list of members that is empty all at once is believed at the second time") {
    Store store(":memory:");
    repository(store, "17");
    const auto full = team(501, {1, 2}, {{"17", "ADMIN"}});
    list(store, now, {full});
    for (int time = 0; time < 2; ++time) list(store, now + Days{1}, {team(501, {})});
    CHECK(open_memberships(store) == 2);
    list(store, now + Days{2}, {full});
    list(store, now + Days{3}, {team(501, {})});
    CHECK(open_memberships(store) == 2);
    list(store, now + Days{4}, {team(501, {})});
    CHECK(open_memberships(store) == 0);
    CHECK(memberships(store).at(0).to == day + Days{3});
}

TEST_CASE("a clock that is set during a listing ends nobody, and its day is that of its beginning") {
    Store store(":memory:");
    list(store, now, {team(501, {1}), team(502, {2})});
    // Later by the calendar, earlier by the clock: it is another listing all the same.
    list(store, now - std::chrono::hours{1}, {team(501, {1}), team(502, {2})});
    CHECK(open_memberships(store) == 2);
    CHECK(memberships(store).size() == 2);
}

TEST_CASE("a team whose lists go on is shown, and stays as it was until they are read") {
    Store store(":memory:");
    repository(store, "17");
    list(store, now, {team(501, {1}, {{"17", "ADMIN"}}), team(502, {2})});
    auto part = team(501, {2});
    part.lists = {};
    auto members_only = team(502, {2, 3});
    members_only.lists.repositories.reset();
    list(store, now + Days{1}, {part, members_only});
    CHECK(open_memberships(store) == 3);

    auto writer = listing(store, now + Days{1});
    const auto incomplete = [&](std::int64_t after) {
        return incomplete_teams(store.reader(), source, "acme", now + Days{1}, after, 10);
    };
    const auto waiting = incomplete(0);
    REQUIRE(waiting.size() == 2);
    CHECK(waiting[0].key == "github:acme:501");
    CHECK(waiting[0].slug == "team-501");
    CHECK(waiting[0].wants_members);
    CHECK(waiting[0].wants_repositories);
    CHECK_FALSE(waiting[1].wants_members);
    CHECK(waiting[1].wants_repositories);
    CHECK(incomplete(waiting[0].id).size() == 1);
    writer.put_lists("github:acme:501", team(501, {1, 2}, {{"17", "ADMIN"}}).lists, people);
    writer.put_lists("github:acme:999", team(999, {1}).lists, people);
    writer.put_lists("github:acme:502", {.members = {}, .repositories = Repositories{}}, people);
    CHECK(incomplete(0).empty());
    CHECK(open_memberships(store) == 4);
}

TEST_CASE("a team that was never read whole begins as the listing did that showed it first") {
    Store store(":memory:");
    auto part = team(501, {});
    part.lists = {};
    list(store, now, {part, team(502, {2})});
    // The run was killed here; another day goes on.
    listing(store, now).put_lists("github:acme:501", team(501, {1}).lists, people);
    list(store, now + Days{1}, {team(501, {1, 3}), team(502, {2})});
    const auto rows = memberships(store);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].from == Time{});
    CHECK(rows[1].from == day + Days{1});
}

TEST_CASE("one single team with admin or maintain owns a repository; of two, neither does") {
    Store store(":memory:");
    repository(store, "17");
    repository(store, "18");
    list(store, now,
         {team(501, {}, {{"17", "ADMIN"}, {"18", "MAINTAIN"}, {"99", "ADMIN"}}),
          team(502, {}, {{"17", "WRITE"}, {"18", "ADMIN"}})});
    listing(store, now).put_single_hosts();
    auto rows = owners(store, OwnerLink::admin_team);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].repository == "r1");
    CHECK(rows[0].team == "github:acme:501");
    CHECK(rows[0].from == Time{});

    repository(store, "19", "acme", now + Days{1});
    list(store, now + Days{4},
         {team(501, {}, {{"17", "READ"}, {"18", "MAINTAIN"}}),
          team(502, {}, {{"17", "ADMIN"}, {"19", "ADMIN"}})});
    for (int time = 0; time < 2; ++time) listing(store, now + Days{4}).put_single_hosts();
    rows = owners(store, OwnerLink::admin_team);
    REQUIRE(rows.size() == 4);
    CHECK(rows[0].to == day + Days{4});
    CHECK(rows[1].team == "github:acme:502");
    CHECK(rows[1].from == day + Days{4});
    CHECK(rows[2].repository == "r2");
    CHECK(rows[2].team == "github:acme:501");
    CHECK(rows[2].from == day + Days{4});
    CHECK(rows[3].from == Time{});  // of a new repository it is the first

    // Somebody else's for a day, and back: what has ended stays so.
    list(store, now + Days{6},
         {team(501, {}, {{"17", "ADMIN"}, {"18", "ADMIN"}}), team(502, {}, {{"19", "ADMIN"}})});
    listing(store, now + Days{6}).put_single_hosts();
    CHECK(owners(store, OwnerLink::admin_team).size() == 5);
}

TEST_CASE("hosts are those of the organisation that was listed, when all of its teams were read") {
    Store store(":memory:");
    repository(store, "17");
    repository(store, "18", "acme-labs");
    auto labs = listing(store, now, "acme-labs");
    labs.put_team(team(601, {}, {{"18", "ADMIN"}}), people);
    auto part = team(501, {}, {});
    part.lists.repositories.reset();
    list(store, now, {part, team(502, {}, {{"17", "ADMIN"}})});
    listing(store, now).put_single_hosts();
    CHECK(owners(store, OwnerLink::admin_team).empty());

    list(store, now + Days{1}, {team(501, {}, {{"17", "READ"}}), team(502, {}, {{"17", "ADMIN"}})});
    listing(store, now + Days{1}).put_single_hosts();
    REQUIRE(owners(store, OwnerLink::admin_team).size() == 1);
    CHECK(owners(store, OwnerLink::admin_team)[0].from == Time{});

    // One that is deleted while it was read in part keeps nobody's hosts from changing.
    list(store, now + Days{2}, {part, team(502, {}, {{"17", "READ"}})});
    list(store, now + Days{3}, {team(502, {}, {{"17", "READ"}})});
    listing(store, now + Days{3}).put_single_hosts();
    CHECK(owners(store, OwnerLink::admin_team)[0].to == day + Days{3});
}

TEST_CASE("a repository that is out of sight keeps its host") {
    Store store(":memory:");
    repository(store, "17");
    list(store, now, {team(501, {}, {{"17", "ADMIN"}})});
    listing(store, now).put_single_hosts();
    store.writer().mark_gone(source, "acme", now + Days{1}, now + Days{1});
    list(store, now + Days{1}, {team(501, {}, {{"18", "ADMIN"}})});
    listing(store, now + Days{1}).put_single_hosts();
    repository(store, "17");
    const auto rows = owners(store, OwnerLink::admin_team);
    REQUIRE(rows.size() == 1);
    CHECK_FALSE(rows[0].to.has_value());
}

TEST_CASE("a property names owners beside what teams may do, and another value ends the first") {
    Store store(":memory:");
    repository(store, "17");
    repository(store, "18");
    list(store, now, {team(501, {}, {{"17", "ADMIN"}})});
    auto writer = listing(store, now);
    writer.put_single_hosts();
    writer.put_named_owners("Owner", "17", {"team-501"});
    writer.put_named_owners("Owner", "99", {"team-501"});
    CHECK(owners(store, OwnerLink::admin_team).size() == 1);
    CHECK(owners(store, OwnerLink::custom_property).size() == 1);

    // It was not read to its end: the rest of the first reading was always so.
    auto later = listing(store, now + Days{2});
    later.put_named_owners("Owner", "17", {"search"});
    later.put_named_owners("Owner", "18", {"search"});
    later.mark_named("owner");
    listing(store, now + Days{3}).put_named_owners("Owner", "17", {"search"});
    const auto rows = owners(store, OwnerLink::custom_property);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].to == day + Days{2});
    CHECK(rows[1].team == "github:acme:property:search");
    CHECK(rows[1].from == day + Days{2});
    CHECK_FALSE(rows[1].to.has_value());
    CHECK(rows[2].from == Time{});
    // The value is the team that is listed under that slug or name, else that of the name, whoever names it.
    CHECK(rows[0].team == "github:acme:501");
    insight::directory::Directory directory(store.reader().directory(), store.reader().directory_rules());
    CHECK(directory.owners_of("r1", now).teams == std::vector<std::string>{"team-501"});
}

TEST_CASE("how far the teams are is known after a stop") {
    Store store(":memory:");
    CHECK_FALSE(team_progress(store.reader(), source, "acme").listed.has_value());
    list(store, now, {team(501, {1})});
    auto progress = team_progress(store.reader(), source, "acme");
    CHECK(progress.listed == now);
    CHECK_FALSE(progress.done.has_value());
    listing(store, now).mark_done();
    CHECK(team_progress(store.reader(), source, "acme").done == now);
    CHECK_FALSE(team_progress(store.reader(), source, "acme-labs").listed.has_value());
}

TEST_CASE("an owners file that mentions a team that is listed means that team, whatever it is called") {
    Store store(":memory:");
    repository(store, "7");
    list(store, now, {team(501, {1})});
    auto writer = store.writer();
    const auto id = writer.repositories(now).at(0).id;
    const auto put = [&](std::vector<StatedOwner> stated, Time at) {
        writer.put_owners(id, stated, source + ":codeowners", at, source);
    };
    put({{"@acme/Team-501", true}, {"@acme/other", true}}, now);
    CHECK(writer.repository(id, now)->owner == "@acme/other, Team 501");
    const auto rows = owners(store, OwnerLink::codeowners);
    REQUIRE(rows.size() == 2);
    CHECK(
        std::any_of(rows.begin(), rows.end(), [](const auto& row) { return row.team == "github:acme:501"; }));
    put({{"@acme/other", true}, {"@acme/team-501", true}}, now + Days{1});
    CHECK(owners(store, OwnerLink::codeowners).size() == 2);  // the same begins nothing
    // Another host's team of that name is another team.
    writer.put_owners(id, {{"@acme/team-501", true}}, "github:other:codeowners", now, "github:other");
    CHECK(writer.repository(id, now)->owner == "@acme/other, @acme/team-501, Team 501");
}

TEST_CASE("a login that was given up and taken by somebody else is no name of the first any more") {
    Store store(":memory:");
    list(store, now, {team(501, {1, 2})});
    auto taker = person(2);
    taker.login = "P1";
    listing(store, now + Days{1}).put_team(team(501, {1, 2}), {taker});
    const auto directory = store.reader().directory();
    REQUIRE(directory.people.size() == 2);
    for (const auto& each : directory.people) CHECK(each.login == (each.key == taker.key ? "P1" : ""));
}

TEST_CASE("a mention of a team that was not listed yet becomes that team's, with its days") {
    Store store(":memory:");
    repository(store, "7");
    auto writer = store.writer();
    const auto id = writer.repositories(now).at(0).id;
    writer.put_owners(id, {{"@Acme/team-501", true}}, source + ":codeowners", now, source);
    CHECK(writer.team_names() == std::vector<std::string>{"@Acme/team-501"});
    list(store, now + Days{1}, {team(501, {1})});
    writer.put_owners(id, {{"@acme/team-501", true}}, source + ":codeowners", now + Days{2}, source);
    const auto rows = owners(store, OwnerLink::codeowners);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].team == "github:acme:501");
    CHECK(rows[0].from == Time{});
    CHECK_FALSE(rows[0].to.has_value());
    CHECK(writer.team_names() == std::vector<std::string>{"Team 501"});
}

TEST_CASE("of two teams with one address in mentions the one that was listed last counts") {
    Store store(":memory:");
    repository(store, "7");
    list(store, now, {team(501, {1}), team(503, {2})});
    auto anew = team(502, {1});
    anew.slug = "team-501";
    list(store, now + Days{1}, {anew, team(503, {2})});
    auto writer = store.writer();
    const auto id = writer.repositories(now).at(0).id;
    writer.put_owners(id, {{"@acme/team-501", true}}, source + ":codeowners", now, source);
    CHECK(owners(store, OwnerLink::codeowners).at(0).team == "github:acme:502");
}

TEST_CASE("what a first listing with a hole left out was always so, too") {
    Store store(":memory:");
    list(store, now, {team(501, {1})}, false);
    list(store, now + Days{1}, {team(501, {1}), team(502, {2})});
    list(store, now + Days{2}, {team(501, {1}), team(502, {2}), team(503, {3})});
    std::map<std::string, Time> since;
    for (const auto& row : memberships(store)) since[row.team] = row.from;
    CHECK(since["github:acme:501"] == Time{});
    CHECK(since["github:acme:502"] == Time{});
    CHECK(since["github:acme:503"] == day + Days{2});
}

TEST_CASE("a team that owns nothing open is named to nobody by its host") {
    Store store(":memory:");
    repository(store, "7");
    list(store, now, {team(501, {1}), team(502, {2})});
    auto writer = store.writer();
    const auto names = [&] { return writer.team_names(Reach::open); };
    CHECK(names().empty());
    auto row = writer.repositories(now).at(0);
    writer.put_owners(row.id, {{"@acme/team-501", true}}, source + ":codeowners", now, source);
    CHECK(names().empty());  // private
    insight::Repository open{.key = "8", .name = "r8", .full_name = "acme/r8"};
    open.source = source;
    open.visibility = insight::Visibility::internal;
    writer.put_owners(writer.put_repository(open), {{"@acme/team-502", true}}, source + ":codeowners", now,
                      source);
    CHECK(names() == std::vector<std::string>{"Team 502"});
}
