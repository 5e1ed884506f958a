// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "storage/database.hpp"
#include "tests/storage/examples.hpp"

using namespace examples;
using insight::Outcome;

namespace {

struct Fixture {
    storage::Store store{":memory:"};
    storage::Writer writer = store.writer();
    std::int64_t id = writer.put_repository(repository("payments-api"));
};

}  // namespace

TEST_CASE("a repository that was never assessed has no assessment") {
    Fixture f;
    CHECK_FALSE(f.writer.latest_assessment(f.id));
    CHECK_FALSE(f.writer.assessment(1));
    CHECK(f.writer.history(f.id, 10).empty());
}

TEST_CASE("an assessment comes back as it was put") {
    Fixture f;
    const auto row = f.writer.put_assessment(f.id, assessment(now));
    const auto back = f.writer.assessment(row);
    REQUIRE(back);
    CHECK(back->commit == "c0ffee");
    CHECK(back->at == now);
    CHECK(back->levels.possible == 2);
    CHECK(back->score == 61.5);
    REQUIRE(back->findings.size() == 2);
    CHECK(back->findings[0].check == "C4");
    CHECK(back->findings[0].verdict.outcome == Outcome::yes);
    CHECK(f.writer.latest_assessment(f.id)->at == now);
}

TEST_CASE("a list shows the latest assessment") {
    Fixture f;
    f.writer.put_assessment(f.id, assessment(now));
    const auto row = *f.writer.repository(f.id, now);
    CHECK(row.level_possible == 2);
    CHECK(row.level_proven == 1);
    CHECK(row.score == 61.5);
    CHECK(row.assessed_at == now);
}

TEST_CASE("lists know how many exemptions a level rests on, also where they were not counted yet") {
    Folder folder;
    storage::Store store(folder / "ispo.db");
    auto writer = store.writer();
    const auto id = writer.put_repository(repository("payments-api"));
    CHECK_FALSE(writer.repository(id, now)->exemptions);
    auto one = assessment(now);
    one.levels.exempt_gates = {"C4", "B1"};
    writer.put_assessment(id, one);
    for (int time = 0; time < 2; ++time) {
        CHECK(writer.repository(id, now)->exemptions == 2);
        CHECK(writer.repositories(now).front().exemptions == 2);
        CHECK(writer.repositories_named("payments-api", now).front().exemptions == 2);
        CHECK(writer.history(id, 10).front().exemptions == 2);
        // As the step that counts them leaves what was judged before.
        storage::Connection(folder / "ispo.db", storage::Access::write)
            .run("UPDATE assessment SET exemptions = NULL");
    }
    one.levels.exempt_gates = {"C4"};
    one.at = now + day;
    writer.put_assessment(id, one);
    CHECK(writer.repository(id, now)->exemptions == 1);
    writer.put_assessment(id, assessment(now + day + day));
    CHECK(writer.repository(id, now)->exemptions == 0);
}

TEST_CASE("an assessment without a score shows none") {
    Fixture f;
    auto unscored = assessment(now);
    unscored.scored = false;
    f.writer.put_assessment(f.id, unscored);
    CHECK_FALSE(f.writer.repository(f.id, now)->score);
    CHECK(f.writer.repository(f.id, now)->level_possible == 2);
}

TEST_CASE("judged as before, only the time moves on") {
    Fixture f;
    const auto first = f.writer.put_assessment(f.id, assessment(now));
    CHECK(f.writer.put_assessment(f.id, assessment(now + day)) == first);
    REQUIRE(f.writer.history(f.id, 10).size() == 1);
    CHECK(f.writer.history(f.id, 10)[0].at == now + day);
    CHECK(f.writer.latest_assessment(f.id)->at == now + day);
}

TEST_CASE("anything judged otherwise is a row of its own") {
    const std::vector<std::pair<std::string, void (*)(insight::Assessment&)>> changes = {
        {"outcome", [](auto& a) { a.findings[0].verdict.outcome = Outcome::no; }},
        {"another check", [](auto& a) { a.findings.push_back(finding("S4", Outcome::yes)); }},
        {"a check less", [](auto& a) { a.findings.pop_back(); }},
        {"exemption", [](auto& a) { a.findings[0].exemption = insight::Exemption{.check = "C4"}; }},
        {"commit", [](auto& a) { a.commit = "beef"; }},
        {"mode", [](auto& a) { a.mode = insight::Mode::api; }},
        {"profile", [](auto& a) { a.profile = insight::Profile::docs_only; }},
        {"level", [](auto& a) { a.levels.possible = 3; }},
        {"score", [](auto& a) { a.score = 62; }},
    };
    for (const auto& [what, change] : changes) {
        INFO(what);
        Fixture f;
        const auto first = f.writer.put_assessment(f.id, assessment(now));
        auto other = assessment(now + day);
        change(other);
        CHECK(f.writer.put_assessment(f.id, other) != first);
        REQUIRE(f.writer.history(f.id, 10).size() == 2);
        CHECK(f.writer.history(f.id, 10)[0].at == now + day);
    }
}

TEST_CASE("an older assessment joins the history and is not the latest") {
    Fixture f;
    f.writer.put_assessment(f.id, assessment(now));
    f.writer.put_assessment(f.id, assessment(now - day, Outcome::no));
    CHECK(f.writer.latest_assessment(f.id)->at == now);
    REQUIRE(f.writer.history(f.id, 10).size() == 2);
    CHECK(f.writer.history(f.id, 10)[1].at == now - day);
}

TEST_CASE("history is newest first and no longer than asked") {
    Fixture f;
    for (int n = 0; n < 5; ++n)
        f.writer.put_assessment(f.id, assessment(now + n * day, n % 2 == 0 ? Outcome::yes : Outcome::no));
    CHECK(f.writer.history(f.id, 0).empty());
    const auto two = f.writer.history(f.id, 2);
    REQUIRE(two.size() == 2);
    CHECK(two[0].at == now + 4 * day);
    CHECK(two[1].at == now + 3 * day);
    CHECK(two[0].commit == "c0ffee");
    CHECK(two[0].level_possible == 2);
    CHECK(two[0].level_proven == 1);
    CHECK(two[0].score == 61.5);
    CHECK(two[0].coverage == 80);
    CHECK(two[0].scored);
}

TEST_CASE("of assessments of one second the last that was kept is the latest, and history starts with it") {
    Fixture f;
    std::vector<std::int64_t> kept;
    for (const auto outcome : {Outcome::yes, Outcome::no, Outcome::partly})
        kept.push_back(f.writer.put_assessment(f.id, assessment(now, outcome)));
    const auto history = f.writer.history(f.id, 10);
    REQUIRE(history.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) CHECK(history[i].id == kept[2 - i]);
    CHECK(f.writer.latest_assessment(f.id)->findings[0].verdict.outcome == Outcome::partly);
}

TEST_CASE("the newest assessment is of what may be searched") {
    Fixture f;
    CHECK_FALSE(f.writer.newest_assessment(storage::Reach::all));
    f.writer.put_assessment(f.id, assessment(now));
    auto hidden = repository("plans");
    hidden.visibility = insight::Visibility::private_;
    f.writer.put_assessment(f.writer.put_repository(hidden), assessment(now + day));
    CHECK(f.writer.newest_assessment(storage::Reach::all) == now + day);
    CHECK(f.writer.newest_assessment(storage::Reach::open) == now);
}

TEST_CASE("a tally counts the latest of each repository in use, exempt ones apart") {
    Fixture f;
    f.writer.put_assessment(f.id, assessment(now, Outcome::no));
    f.writer.put_assessment(f.id, assessment(now + day, Outcome::partly));
    auto exempt = assessment(now, Outcome::no);
    exempt.findings[0].exemption = insight::Exemption{.check = "C4"};
    f.writer.put_assessment(f.writer.put_repository(repository("exempt")), exempt);
    auto archived = repository("archived");
    archived.archived = true;
    f.writer.put_assessment(f.writer.put_repository(archived), assessment(now, Outcome::yes));
    const Outcome others[] = {Outcome::yes, Outcome::yes, Outcome::unknown, Outcome::not_applicable};
    for (int n = 0; n < 4; ++n)
        f.writer.put_assessment(f.writer.put_repository(repository("o" + std::to_string(n))),
                                assessment(now, others[n]));
    const auto tally = f.writer.tally("C4");
    CHECK(tally.yes == 2);
    CHECK(tally.partly == 1);
    CHECK(tally.no == 0);
    CHECK(tally.unknown == 1);
    CHECK(tally.not_applicable == 1);
    CHECK(tally.exempt == 1);
    CHECK(f.writer.tally("no such check").unknown == 0);
    auto hidden = repository("hidden");
    hidden.visibility = insight::Visibility::private_;
    f.writer.put_assessment(f.writer.put_repository(hidden), assessment(now, Outcome::yes));
    CHECK(f.writer.tally("C4").yes == 3);
    CHECK(f.writer.tally("C4", storage::Reach::open).yes == 2);
    const auto lacking = f.writer.lacking("C4");
    REQUIRE(lacking.size() == 1);
    CHECK_FALSE(lacking.front().is_no);
}

TEST_CASE("an assessment of no repository is refused and leaves nothing") {
    Fixture f;
    CHECK_THROWS_AS(f.writer.put_assessment(4711, assessment(now)), storage::Broken);
    CHECK_FALSE(f.writer.assessment(1));
}
