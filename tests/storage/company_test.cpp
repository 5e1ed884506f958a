// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "tests/storage/examples.hpp"
#include "tests/storage/names.hpp"

using namespace examples;

TEST_CASE("an empty store counts nothing and finds nothing") {
    storage::Store store(":memory:");
    const auto reader = store.reader();
    CHECK(reader.counts().repositories == 0);
    CHECK(reader.repositories(now).empty());
    CHECK(reader.repository_names().empty());
    CHECK(reader.team_names().empty());
    CHECK_FALSE(reader.repository(1, now));
    CHECK(reader.repositories_named("", now).empty());
}

TEST_CASE("importing the same facts twice changes nothing") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    for (int time = 0; time < 2; ++time) {
        writer.put_company(company());
        const auto counts = writer.counts();
        CHECK(counts.teams == 2);
        CHECK(counts.people == 2);  // p9 is only referred to
        CHECK(counts.repositories == 2);
        CHECK(counts.changes == 1);
        CHECK(counts.issues == 1);
    }
    CHECK(writer.team_names() == std::vector<std::string>{"checkout", "platform"});
    CHECK(tests::names_of(writer) == std::vector<std::string>{"payments-api", "search-service"});
}

TEST_CASE("of two facts with one key the last one wins") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    auto facts = company();
    facts.teams.push_back({"t1", "payments", "", "UTC"});
    facts.repositories.push_back(repository("payments-api", "Takes euros"));
    writer.put_company(facts);
    CHECK(writer.team_names() == std::vector<std::string>{"payments", "platform"});
    CHECK(writer.repositories_named("payments-api", now).at(0).description == "Takes euros");
    CHECK(writer.counts().repositories == 2);
}

TEST_CASE("a repository comes back as it was put") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    auto given = repository("Payments-API", "O'Brien; DROP TABLE item; – größe");
    given.topics = {"two\nlines", "", "b"};
    given.archived = true;
    const auto id = writer.put_repository(given);
    const auto row = writer.repository(id, now);
    REQUIRE(row);
    CHECK(row->name == "Payments-API");
    CHECK(row->full_name == "sample/Payments-API");
    CHECK(row->description == given.description);
    CHECK(row->topics == std::vector<std::string>{"two lines", "b"});
    CHECK(row->visibility == insight::Visibility::internal);
    CHECK(row->archived);
    CHECK(row->language == "Go");
    CHECK(row->source == "sample");
    CHECK(row->contact == "#Payments-API");
    CHECK(row->owner.empty());
    CHECK_FALSE(row->level_possible);
    CHECK_FALSE(row->score);
    CHECK_FALSE(row->assessed_at);
}

TEST_CASE("every visibility comes back as itself") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    for (const auto visibility :
         {insight::Visibility::public_, insight::Visibility::internal, insight::Visibility::private_}) {
        auto given = repository("a");
        given.visibility = visibility;
        CHECK(writer.repository(writer.put_repository(given), now)->visibility == visibility);
    }
}

TEST_CASE("a repository keeps its id when its name changes") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    const auto id = writer.put_repository(repository("old"));
    auto renamed = repository("new");
    renamed.key = "r-old";
    CHECK(writer.put_repository(renamed) == id);
    CHECK(writer.repositories_named("old", now).empty());
    CHECK(writer.repositories_named("new", now).size() == 1);
}

TEST_CASE("a repository without a key is known by its full name, within its source") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    auto given = repository("a");
    given.key.clear();
    const auto id = writer.put_repository(given);
    CHECK(writer.put_repository(given) == id);
    given.source = "git";
    CHECK(writer.put_repository(given) != id);
}

TEST_CASE("names are found in any letter case, by short or full name") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    writer.put_company(company());
    for (const auto* name : {"payments-api", "PAYMENTS-api", "sample/payments-api", "Sample/Payments-API"})
        CHECK(writer.repositories_named(name, now).size() == 1);
    for (const auto* name : {"payments", "%", "payments_api", "' OR 1=1 --"})
        CHECK(writer.repositories_named(name, now).empty());
}

TEST_CASE("repositories are listed by name whatever the letter case") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    for (const auto* name : {"b", "C", "a"}) writer.put_repository(repository(name));
    std::vector<std::string> names;
    for (const auto& row : writer.repositories(now)) names.push_back(row.name);
    CHECK(names == std::vector<std::string>{"a", "b", "C"});
}

TEST_CASE("an owner owns from its first second to before its last") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    writer.put_company(company());
    const auto owner_at = [&](Time at) { return writer.repositories_named("payments-api", at).at(0).owner; };
    CHECK(owner_at(now - 51 * day) == "");
    CHECK(owner_at(now - 50 * day) == "checkout");
    CHECK(owner_at(now - std::chrono::seconds(1)) == "checkout");
    CHECK(owner_at(now) == "platform");
    CHECK(writer.repositories(now).at(0).owner == "platform");
}

TEST_CASE("several owners are named in order") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    auto facts = company();
    facts.ownerships = {{"r-search-service", "t2", now, {}}, {"r-search-service", "t1", now, {}}};
    writer.put_company(facts);
    CHECK(writer.repositories_named("search-service", now).at(0).owner == "checkout, platform");
    CHECK(writer.repositories(now).at(1).owner == "checkout, platform");
}

TEST_CASE("owners that a source states replace those it stated before, and a person is no team") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    const auto id = writer.put_repository(repository("payments-api"));
    const auto owner_at = [&](Time at) { return writer.repository(id, at)->owner; };
    writer.put_owners(id, {{"@acme/payments", true}, {"@alice", false}}, "git", now);
    CHECK(owner_at(now - 300 * day) == "@acme/payments, @alice");  // nobody knows since when
    CHECK(writer.team_names() == std::vector<std::string>{"@acme/payments"});
    CHECK(writer.team_names(storage::Reach::open) == writer.team_names());
    auto hidden = repository("moonshot");
    hidden.visibility = insight::Visibility::private_;
    writer.put_owners(writer.put_repository(hidden), {{"@acme/moon", true}, {"@acme/payments", true}}, "git",
                      now);
    CHECK(writer.team_names() == std::vector<std::string>{"@acme/moon", "@acme/payments"});
    CHECK(writer.team_names(storage::Reach::open) == std::vector<std::string>{"@acme/payments"});
    writer.put_owners(id, {{"@alice", false}, {"@acme/payments", true}}, "git", now + day);
    writer.put_owners(id, {{"@acme/money", true}}, "git", now + 2 * day);
    CHECK(owner_at(now + day) == "@acme/payments, @alice");
    CHECK(owner_at(now + 2 * day) == "@acme/money");
    writer.put_owners(id, {}, "git", now + 3 * day);
    CHECK(owner_at(now + 3 * day).empty());
    CHECK(owner_at(now + 2 * day) == "@acme/money");
    // Who comes back begins anew, and so does who comes after nobody.
    writer.put_owners(id, {{"@acme/payments", true}, {"@acme/new", true}}, "git", now + 5 * day);
    CHECK(owner_at(now + 4 * day).empty());
    CHECK(owner_at(now + day) == "@acme/payments, @alice");
    CHECK(owner_at(now + 5 * day) == "@acme/new, @acme/payments");
}

TEST_CASE("an ownership that ended later is mended, not doubled") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    writer.put_company(company());
    writer.put_company({.ownerships = {{"r-payments-api", "t2", now, now + day}}});
    CHECK(writer.repositories_named("payments-api", now).at(0).owner == "platform");
    CHECK(writer.repositories_named("payments-api", now + day).at(0).owner == "");
}

TEST_CASE("what refers to a repository that nobody knows is passed over") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    writer.put_company({.ownerships = {{"gone", "t1", now, {}}},
                        .items = {{.key = "i", .repository = "gone"}, {.key = "j"}}});
    CHECK(writer.counts().changes == 0);
}

TEST_CASE("forgetting a source leaves the others whole") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    auto other = repository("kept");
    other.source = "git";
    const auto kept = writer.put_repository(other);
    writer.put_company(company());
    writer.put_company(
        {.people = {{"p3", "late", "Late", insight::PersonKind::human}},
         .items = {{.key = "i3", .repository = "r-payments-api", .author = "p3", .created_at = now}}});
    writer.put_assessment(writer.repositories_named("payments-api", now).at(0).id, assessment(now));
    writer.forget_source("sample");
    const auto counts = writer.counts();
    CHECK(counts.teams == 0);
    CHECK(counts.people == 0);  // those of a later import without repositories went too
    CHECK(counts.changes == 0);
    CHECK(counts.repositories == 1);
    CHECK(writer.repository(kept, now));
    CHECK(writer.tally("C4").yes == 0);
    writer.put_company(company());
    CHECK(writer.counts().changes == 1);
}

TEST_CASE("an import goes with the group that it was part of") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    CHECK_THROWS_AS(writer.in_transaction([&] {
        writer.put_company(company());
        throw std::runtime_error("later");
    }),
                    std::runtime_error);
    CHECK(writer.counts().people == 0);
}
