// SPDX-License-Identifier: Apache-2.0
// The company's directory in the store: imports, what they keep, and whose a repository is by them.
#include <catch2/catch.hpp>

#include "storage/database.hpp"
#include "storage/migrations.hpp"
#include "tests/storage/examples.hpp"

#include <fmt/format.h>

using namespace examples;
using namespace insight::directory;

namespace {
Time on(const char* text) { return *core::parse_time(text); }

insight::Person person(const std::string& key, const std::string& login) {
    insight::Person out;
    out.key = key;
    out.name = login;
    out.identities = {{IdentityKind::github, login}};
    return out;
}

Import chart() {
    Import import{.kind = ImportKind::org_chart};
    import.teams = {{"team:pay", "Payments", "", ""}, { "team:web", "Web", "", "" }};
    import.people = {person("org-chart:1", "mara"), person("org-chart:2", "noah")};
    import.memberships = {{"org-chart:1", "team:pay", on("2025-01-01"), on("2025-07-01")},
                          {"org-chart:1", "team:web", on("2025-07-01"), {}},
                          { "org-chart:2",
                            "team:pay",
                            {},
                            {} }};
    return import;
}

Import owners() {
    Import import{.kind = ImportKind::owners};
    import.teams = {{ "team:pay", "Payments", "", "" }};
    import.ownerships = {{"Sample/Payments-API", "", "team:pay", {}, {}},
                         { "later",
                           "",
                           "team:pay",
                           {},
                           {} }};
    return import;
}

std::vector<std::string> rows_of(const storage::Reader& reader) {
    std::vector<std::string> out;
    for (const auto& row : reader.directory().memberships)
        out.push_back(fmt::format("{} {} {} {} {}", row.person, row.team,
                                  row.from == Time{} ? "ever" : core::to_date(row.from),
                                  row.to ? core::to_date(*row.to) : "still", static_cast<int>(row.link)));
    std::sort(out.begin(), out.end());
    return out;
}
using Rows = std::vector<std::string>;
}  // namespace

TEST_CASE("an import is kept as it is stated, and the same again changes nothing") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    const auto first = writer.put_directory(chart(), now);
    CHECK(first.people == 2);
    CHECK(first.new_people == 2);
    CHECK(first.memberships.added == 3);
    const Rows rows = {"org-chart:1 team:pay 2025-01-01 2025-07-01 2",
                       "org-chart:1 team:web 2025-07-01 still 2", "org-chart:2 team:pay ever still 2"};
    CHECK(rows_of(writer) == rows);
    const auto again = writer.put_directory(chart(), now + day);
    CHECK(again.new_people + again.changed_people + again.gone_people == 0);
    CHECK(again.memberships.is_none());
    CHECK(rows_of(writer) == rows);
    CHECK(writer.directory().people[0].identities == std::vector<Identity>{{IdentityKind::github, "mara"}});
    REQUIRE(writer.directory_imports().size() == 1);
    CHECK(writer.directory_imports()[0].at == now + day);
    CHECK(writer.team_names() == Rows{"Payments", "Web"});
}

TEST_CASE("what the next file leaves out ends, and what was is kept") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    writer.put_directory(chart(), now);
    auto next = chart();
    next.people.pop_back();
    next.memberships.pop_back();
    next.people[0].name = "Mara L.";
    const auto out = writer.put_directory(next, now);
    CHECK(out.changed_people == 1);
    CHECK(out.memberships.ended == 1);
    CHECK(out.gone_people == 0);
    CHECK(rows_of(writer).back() == "org-chart:2 team:pay ever 2026-01-05 2");
    CHECK(writer.directory().people.size() == 2);
    auto newcomer = chart();
    newcomer.people.push_back(person("org-chart:3", "zoe"));
    writer.put_directory(newcomer, now);
    CHECK(writer.put_directory(chart(), now).gone_people == 1);  // nothing is left to tell of them
}

TEST_CASE("a name that went on to another employee is theirs, and who left keeps the others") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    const auto employee = [](const std::string& id, const std::string& login, const std::string& other) {
        auto out = person("org-chart:employee:" + id, login);
        out.identities.push_back({IdentityKind::employee, id});
        out.identities.push_back({IdentityKind::email, other + "@acme.example"});
        return out;
    };
    Import before{.kind = ImportKind::org_chart};
    before.people = {employee("c1", "mara", "contractor"), employee("2", "noah", "noah")};
    before.memberships = {{"org-chart:employee:c1", "team:pay", {}, {}},
                          {"org-chart:employee:2", "team:pay", {}, {}}};
    writer.put_directory(before, now - day);
    Import after{.kind = ImportKind::org_chart};
    after.people = {employee("7", "mara", "mara")};
    after.memberships = {{"org-chart:employee:7", "team:web", {}, {}}};
    writer.put_directory(after, now);
    const Directory directory(writer.directory(), {});
    CHECK(directory.join().clashes().empty());
    CHECK(directory.team_of({IdentityKind::github, "mara"}, now).teams.at(0).team == "web");
    CHECK(directory.team_of({IdentityKind::email, "contractor@acme.example"}, now - day).teams.size() == 1);
    CHECK(directory.team_of({IdentityKind::github, "noah"}, now - day).teams.size() == 1);
    CHECK(directory.team_of({IdentityKind::github, "noah"}, now).has_left);
    CHECK(writer.put_directory(after, now).changed_people == 0);
    // Whoever comes back is stated with what they have then.
    writer.put_directory(before, now);
    CHECK(Directory(writer.directory(), {}).join().clashes().empty());
}

TEST_CASE("one source's rows are replaced and another's stay") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    writer.put_company(company());
    writer.put_directory(chart(), now);
    Import overrides{.kind = ImportKind::overrides};
    overrides.people = {person("overrides:github:mara", "mara")};
    overrides.memberships = {{"overrides:github:mara", "team:pay", on("2026-01-01"), on("2026-02-01")}};
    writer.put_directory(overrides, now);
    CHECK(rows_of(writer).size() == 6);
    const Directory directory(writer.directory(), {});
    const auto found = directory.team_of({IdentityKind::github, "mara"}, now);
    REQUIRE(found.teams.size() == 1);
    CHECK(found.teams[0].team == "pay");
    CHECK(found.link == PersonLink::overrides);
    CHECK(directory.team_of({IdentityKind::github, "mara"}, on("2026-02-01")).teams[0].team == "web");
    writer.put_directory({.kind = ImportKind::overrides}, now);
    CHECK(rows_of(writer).size() == 6);  // ended, not forgotten
    CHECK(writer.directory().people.size() == 6);
}

TEST_CASE("owners by a file come before others, and only where one repository is called so") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    writer.put_company(company());
    const auto id = writer.repositories_named("payments-api", now).at(0).id;
    writer.put_owners(id, {{"@acme/old", true}}, "git", now - day);
    const auto out = writer.put_directory(owners(), now);
    CHECK(out.ownerships.added == 2);
    CHECK(out.unknown_repositories == Rows{"later"});
    // The sample states its owners by a mapping too.
    CHECK(writer.repository(id, now)->owner == "Payments, platform");
    const auto late = writer.put_repository(repository("later"));
    CHECK(writer.repository(late, now)->owner == "Payments");
    const auto rows = writer.repositories(now);
    CHECK(std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.id == late; })->owner ==
          "Payments");
    auto other = repository("later");
    other.key = "other";
    other.full_name = "other/later";
    const auto twin = writer.put_repository(other);
    CHECK(writer.repository(late, now)->owner.empty());  // two are called so
    CHECK(writer.repository(twin, now)->owner.empty());
    CHECK(writer.put_directory(owners(), now).ownerships.is_none());
    // One that its source does not show any more is none of the two.
    const storage::Hosted hosted{.subject = "acme", .branch = "main", .head = "", .settings = "{}"};
    writer.put_hosted(other, hosted, now - day);
    writer.mark_gone(other.source, "acme", now, now);
    CHECK(writer.repository(late, now)->owner == "Payments");
    CHECK(writer.put_directory(owners(), now).unknown_repositories.empty());
}

TEST_CASE("teams that are called after people, or own only what few may read, are known to few") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    Import import = chart();
    import.teams.push_back({"team:led-by-mara", "Mara's team", "", ""});
    import.memberships.push_back({"org-chart:1", "team:led-by-mara", {}, {}});
    writer.put_directory(import, now);
    CHECK(writer.team_names(storage::Reach::open) == Rows{"Payments", "Web"});
    CHECK(writer.team_names(storage::Reach::all) == Rows{"Mara's team", "Payments", "Web"});
    // Its owners were told before the repository was known, and that is private.
    writer.put_directory(owners(), now);
    auto secret = repository("later");
    secret.visibility = insight::Visibility::private_;
    const auto id = writer.put_repository(secret);
    CHECK(writer.repository(id, now)->owner == "Payments");
    CHECK(writer.team_names(storage::Reach::open) == Rows{"Web"});
}

TEST_CASE("an owner follows a repository that is renamed") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    auto row = repository("shop");
    const auto id = writer.put_repository(row);
    Import import{.kind = ImportKind::owners};
    import.ownerships = {{ "sample/shop", "", "team:pay", {}, {} }};
    writer.put_directory(import, now);
    row.name = "store";
    row.full_name = "moved/store";
    CHECK(writer.put_repository(row) == id);
    CHECK(writer.put_directory(import, now).unknown_repositories.empty());
    CHECK(writer.repository(id, now)->owner == "team:pay");
    const Directory directory(writer.directory(), {});
    CHECK(directory.owners_of(fmt::format("r{}", id), now).teams == Rows{"pay"});
}

TEST_CASE("a repository that is deleted and made anew is the owners' again") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    const storage::Hosted hosted{.subject = "acme", .branch = "main", .head = "", .settings = "{}"};
    writer.put_hosted(repository("shop"), hosted, now - day);
    Import import{.kind = ImportKind::owners};
    import.ownerships = {{ "sample/shop", "", "team:pay", {}, {} }};
    writer.put_directory(import, now - day);
    writer.mark_gone("sample", "acme", now, now);
    CHECK(writer.put_directory(import, now).unknown_repositories == Rows{"sample/shop"});
    auto anew = repository("shop");
    anew.key = "another";
    const auto id = writer.put_repository(anew);
    const auto out = writer.put_directory(import, now);
    CHECK(out.unknown_repositories.empty());
    CHECK(out.ownerships.is_none());
    CHECK(writer.repository(id, now)->owner == "team:pay");
    // Called otherwise, and another one takes its name: the file means what is called so.
    auto old = anew;
    old.name = "shop-old";
    old.full_name = "sample/shop-old";
    writer.put_repository(old);
    writer.put_directory(import, now);
    CHECK(writer.repository(id, now)->owner == "team:pay");
    auto next = repository("shop");
    next.key = "next";
    const auto taker = writer.put_repository(next);
    writer.put_directory(import, now);
    CHECK(writer.repository(taker, now)->owner == "team:pay");
    CHECK(writer.repository(id, now)->owner.empty());
}

TEST_CASE("another spelling of a repository goes on with its owners") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    const auto owned = [](const std::string& name, const std::string& team) {
        Import import{.kind = ImportKind::owners};
        import.ownerships = {{ name, "", team, {}, {} }};
        return import;
    };
    writer.put_directory(owned("shop", "team:pay"), now - 3 * day);
    const auto id = writer.put_repository(repository("shop"));
    writer.put_directory(owned("sample/shop", "team:web"), now);
    CHECK(writer.repository(id, now - 2 * day)->owner == "team:pay");
    CHECK(writer.repository(id, now)->owner == "team:web");
    auto moved = repository("shop");
    moved.name = "store";
    moved.full_name = "sample/store";
    writer.put_repository(moved);
    CHECK(writer.put_directory(owned("sample/shop", "team:web"), now).ownerships.is_none());
    CHECK(writer.put_directory(owned("store", "team:web"), now).ownerships.is_none());
    CHECK(writer.repository(id, now - 2 * day)->owner == "team:pay");
}

TEST_CASE("two names that turn out to be one repository's are one row") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    Import import{.kind = ImportKind::owners};
    import.ownerships = {{"shop", "", "team:pay", {}, {}}, { "sample/shop", "", "team:pay", {}, {} }};
    CHECK(writer.put_directory(import, now).ownerships.added == 2);
    const auto id = writer.put_repository(repository("shop"));
    CHECK(writer.put_directory(import, now).unknown_repositories.empty());
    CHECK(writer.put_directory(import, now).ownerships.is_none());
    CHECK(writer.repository(id, now)->owner == "team:pay");
    CHECK(writer.directory().ownerships.size() == 2);  // the organisation is the other
}

TEST_CASE("repositories of rows that ended long ago are not told as unknown") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    CHECK(writer.put_directory(owners(), now).unknown_repositories.size() == 2);
    CHECK(writer.put_directory({.kind = ImportKind::owners}, now).unknown_repositories.empty());
}

TEST_CASE("a name that two hosts have is neither's, by whatever way it is asked") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    Import import{.kind = ImportKind::owners};
    import.ownerships = {{"sample/shop", "", "team:pay", {}, {}}, { "lone", "", "team:web", {}, {} }};
    writer.put_directory(import, now);  // before any is known
    auto other = repository("shop");
    other.source = "another host";
    const std::vector<std::int64_t> twins = {writer.put_repository(repository("shop")),
                                             writer.put_repository(other)};
    // One is called so in full, another only by its name.
    auto full = repository("lone");
    full.key = "full";
    full.full_name = "lone";
    const auto lone = writer.put_repository(full), not_it = writer.put_repository(repository("lone"));
    const auto check = [&] {
        const Directory directory(writer.directory(), {});
        for (const auto id : twins) {
            CHECK(writer.repository(id, now)->owner.empty());
            CHECK(directory.owners_of(fmt::format("r{}", id), now).teams.empty());
        }
        CHECK(writer.repository(lone, now)->owner == "team:web");
        CHECK(directory.owners_of(fmt::format("r{}", lone), now).teams == Rows{"web"});
        CHECK(writer.repository(not_it, now)->owner.empty());
        CHECK(directory.owners_of(fmt::format("r{}", not_it), now).teams.empty());
    };
    check();
    CHECK(writer.put_directory(import, now).unknown_repositories == Rows{"sample/shop"});
    check();
}

TEST_CASE("what the directory is made of is read in one order") {
    using storage::Sql;
    for (const auto sql : {Sql::directory_teams, Sql::directory_people, Sql::directory_identities,
                           Sql::directory_memberships, Sql::directory_ownerships})
        CHECK(storage::text_of(sql).find(" ORDER BY ") != std::string::npos);
}

TEST_CASE("owners begin and end on their days, in parts of a repository too, and a person owns nothing") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    const auto id = writer.put_repository(repository("shop"));
    Import import{.kind = ImportKind::owners};
    import.ownerships = {{"shop", "", "team:pay", on("2025-01-01"), on("2026-01-05")},
                         {"shop", "", "team:web", on("2026-01-05"), {}},
                         { "shop",
                           "api/",
                           "team:api",
                           on("2025-01-01"),
                           {} }};
    writer.put_directory(import, now);
    CHECK(writer.repository(id, on("2026-01-04"))->owner == "team:pay");
    CHECK(writer.repository(id, on("2026-01-05"))->owner == "team:web");
    const Directory directory(writer.directory(), {});
    CHECK(directory.owners_of(fmt::format("r{}", id), now, "api/x").teams == Rows{"api"});
    Import catalog{.kind = ImportKind::catalog};
    catalog.ownerships = {{"lone", "", "user:mara", {}, {}}};
    const auto lone = writer.put_repository(repository("lone"));
    writer.put_directory(catalog, now);
    CHECK(writer.repository(lone, now)->owner.empty());
}

TEST_CASE("a preset asks its own links only, and topics and organisations where it says so") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    auto row = repository("shop");
    row.topics = {"team-web"};
    const auto id = writer.put_repository(row);
    CHECK(writer.repository(id, now)->owner == "web");
    writer.put_owners(id, {{"@acme/pay", true}}, "git", now);
    CHECK(writer.repository(id, now)->owner == "@acme/pay");
    const auto by = [&](const char* preset) {
        writer.set_meta(storage::directory_preset, preset);
        return writer.repository(id, now)->owner;
    };
    CHECK(by("org-chart-csv").empty());
    CHECK(by("github-teams") == "@acme/pay");
    CHECK(by("multi-org") == "sample");
    CHECK(by("gitlab-groups") == "sample");
    CHECK(by("no such preset") == "@acme/pay");
}

TEST_CASE("the rules are those of the settings") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    CHECK(writer.directory_rules().several == SeveralTeams::one);
    CHECK(writer.directory_rules().chains.people.size() == 8);
    writer.set_meta(storage::directory_preset, "multi-org");
    writer.set_meta(storage::directory_several_teams, "fractional");
    writer.set_meta(storage::directory_without_teams, "chat-*\nlunch");
    writer.set_meta(storage::directory_email_domains, "a.example = A Team\nnonsense");
    const auto rules = writer.directory_rules();
    CHECK(rules.several == SeveralTeams::fractional);
    CHECK(rules.chains.people.size() == 2);
    CHECK(rules.without == Rows{"chat-*", "lunch"});
    REQUIRE(rules.domains.size() == 1);
    CHECK(rules.domains[0] == std::pair<std::string, std::string>("a.example", "A Team"));
}

TEST_CASE("teams stand where their list says, and those that it drops go when nobody needs them") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    writer.put_directory(chart(), now);
    Import list{.kind = ImportKind::teams};
    list.teams = {{"team:pay", "Pay", "team:money", ""},
                  {"team:money", "Money", "", ""},
                  {"team:idle", "Idle", "", ""}};
    writer.put_directory(list, now);
    CHECK(writer.team_names() == Rows{"Idle", "Money", "Pay", "Web"});
    writer.put_directory(chart(), now);  // only names them
    CHECK(writer.team_names() == Rows{"Idle", "Money", "Pay", "Web"});
    const Directory directory(writer.directory(), {});
    CHECK(directory.teams().distance("pay", "web") == 2);
    writer.put_directory({.kind = ImportKind::teams}, now);
    CHECK(writer.team_names() == Rows{"Pay", "Web"});
}

TEST_CASE("memberships and owners of an older schema are taken over with their source") {
    storage::Connection connection(":memory:", storage::Access::write);
    storage::migrate(connection, storage::migrations().first(9));
    connection.run(
        "INSERT INTO team (id, key, name, parent, zone, source, known) VALUES (1, 't', 'T', '', '', 'git', "
        "1);"
        "INSERT INTO person (id, key, login, name, kind, source, known) VALUES (1, 'p', '', '', 'human', "
        "'sample', 1);"
        "INSERT INTO membership (person, team, valid_from, valid_to) VALUES (1, 1, 5, 9);"
        "INSERT INTO repository (id, source, key, name, name_folded, full_name, full_name_folded, "
        "description, "
        "language, topics, visibility, archived, created_at, pushed_at, contact) VALUES "
        "(7, 'git', 'a', 'a', 'a', 'a', 'a', '', '', '', 'internal', 0, 0, 0, '');"
        "INSERT INTO ownership (repository, team, valid_from, valid_to) VALUES (7, 1, 5, NULL);");
    storage::migrate(connection, storage::migrations());
    storage::Reader reader{std::shared_ptr<storage::Connection>(&connection, [](auto*) {})};
    const auto roster = reader.directory();
    REQUIRE(roster.memberships.size() == 1);
    CHECK(roster.memberships[0].to == core::from_unix(9));
    CHECK(roster.memberships[0].link == PersonLink::org_chart);
    REQUIRE_FALSE(roster.ownerships.empty());
    CHECK(roster.ownerships[0].repository == "r7");
    CHECK(roster.ownerships[0].link == OwnerLink::codeowners);
    CHECK(reader.repository(7, core::from_unix(6))->owner == "T");
}

TEST_CASE("an import that fails keeps nothing of it") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    try {
        writer.in_savepoint([&] {
            writer.put_directory(chart(), now);
            throw std::runtime_error("later");
        });
    } catch (const std::runtime_error&) {
    }
    CHECK(rows_of(writer).empty());
    CHECK(writer.directory_imports().empty());
}
