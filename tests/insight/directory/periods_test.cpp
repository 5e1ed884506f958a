// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "insight/directory/import.hpp"
#include "insight/directory/periods.hpp"
#include "tests/insight/directory/directory_for_tests.hpp"

using namespace directory_for_tests;

namespace {
using Rows = std::vector<std::string>;
Rows written(const Merged& merged) {
    Rows out;
    for (const auto& row : merged.rows)
        out.push_back(row.subject + " " + row.team + " " +
                      (row.from == Time{} ? "ever" : core::to_date(row.from)) + " " +
                      (row.to ? core::to_date(*row.to) : "still"));
    return out;
}
const Time today = day("2026-01-10");
}  // namespace

TEST_CASE("an import keeps what was, and ends what the file leaves out") {
    struct Row {
        std::string why;
        std::vector<Period> kept;
        std::vector<StatedPeriod> stated;
        Rows rows;
    };
    const auto old = day("2025-01-01"), past = day("2025-06-01"), later = day("2026-03-01");
    const std::vector<Row> rows = {
        {"first, without dates: from ever", {}, {{"p", "a"}}, {"p a ever still"}},
        {"first, with dates",
         {},
         {{"p", "a", old, past}, {"p", "b", past}},
         {"p a 2025-01-01 2025-06-01", "p b 2025-06-01 still"}},
        {"again the same", {{"p", "a", Time{}}}, {{"p", "a"}}, {"p a ever still"}},
        {"a move without dates begins today",
         {{"p", "a", Time{}}},
         {{"p", "b"}},
         {"p a ever 2026-01-10", "p b 2026-01-10 still"}},
        {"moved back the same day",
         {{"p", "a", Time{}, today}, {"p", "b", today}},
         {{"p", "a"}},
         {"p a ever 2026-01-10", "p a 2026-01-10 still"}},
        {"a second team without dates",
         {{"p", "a", Time{}}},
         {{"p", "a"}, {"p", "b"}},
         {"p a ever still", "p b 2026-01-10 still"}},
        {"dates in the file rule", {{"p", "a", Time{}}}, {{"p", "a", old}}, {"p a 2025-01-01 still"}},
        {"a mended date",
         {{"p", "a", old, past}, {"p", "b", past}},
         {{"p", "a", old, later}, {"p", "b", later}},
         {"p a 2025-01-01 2026-03-01", "p b 2026-03-01 still"}},
        {"today's post alone: last month's stays",
         {{"p", "a", old, past}, {"p", "b", past}},
         {{"p", "c", day("2026-01-01")}},
         {"p a 2025-01-01 2025-06-01", "p b 2025-06-01 2026-01-01", "p c 2026-01-01 still"}},
        {"a post that begins later: today's goes on until then",
         {{"p", "a", old}},
         {{"p", "b", later}},
         {"p a 2025-01-01 2026-03-01", "p b 2026-03-01 still"}},
        {"what ended before stays as it ended",
         {{"p", "a", old, past}},
         {{"p", "b", today}},
         {"p a 2025-01-01 2025-06-01", "p b 2026-01-10 still"}},
        {"a move that was seen late begins on its day",
         {{"p", "a", Time{}, today}, {"p", "b", today}},
         {{"p", "b", past}},
         {"p a ever 2025-06-01", "p b 2025-06-01 still"}},
        {"a first begin that moves back", {{"p", "a", past}}, {{"p", "a", old}}, {"p a 2025-01-01 still"}},
        {"what began in the stated range and is not stated is replaced",
         {{"p", "a", old}, {"p", "c", past}},
         {{"p", "a", old}},
         {"p a 2025-01-01 still"}},
        {"one row without a begin reaches back for ever",
         {{"p", "a", old, past}, {"p", "b", past}},
         {{"p", "c", {}, past}, {"p", "b", past}},
         {"p c ever 2025-06-01", "p b 2025-06-01 still"}},
        {"from ever in another team ends at the begin",
         {{"p", "a", Time{}}},
         {{"p", "b", old}},
         {"p a ever 2025-01-01", "p b 2025-01-01 still"}},
        {"who is gone ended today", {{"p", "a", old}}, {}, {"p a 2025-01-01 2026-01-10"}},
        {"what was over stays", {{"p", "a", old, past}}, {}, {"p a 2025-01-01 2025-06-01"}},
        {"what would begin later never was", {{"p", "a", later}}, {}, {}},
        {"an end ahead comes nearer", {{"p", "a", old, later}}, {}, {"p a 2025-01-01 2026-01-10"}},
        {"a post ahead that is stated already begins today",
         {{"p", "a", old, later}, {"p", "b", later}},
         {{"p", "b"}},
         {"p a 2025-01-01 2026-01-10", "p b 2026-01-10 still"}},
        {"a post ahead that is not stated goes",
         {{"p", "a", old, later}, {"p", "b", later}},
         {{"p", "a"}},
         {"p a 2025-01-01 still"}},
        {"a post of today has begun", {{"p", "a", today}}, {{"p", "a"}}, {"p a 2026-01-10 still"}},
        {"only a post ahead, and it is stated already",
         {{"p", "a", later}},
         {{"p", "a"}},
         {"p a 2026-01-10 still"}},
        {"stated twice with two ends: the first counts",
         {},
         {{"p", "a", {}, later}, {"p", "a"}},
         {"p a ever 2026-03-01"}},
        {"stated twice with two ends and a begin",
         {},
         {{"p", "a", old}, {"p", "a", old, later}},
         {"p a 2025-01-01 still"}},
        {"an end without a begin", {{"p", "a", Time{}}}, {{"p", "a", {}, later}}, {"p a ever 2026-03-01"}},
        {"who comes back",
         {{"p", "a", old, past}},
         {{"p", "a"}},
         {"p a 2025-01-01 2025-06-01", "p a 2026-01-10 still"}}};
    for (const auto& row : rows) {
        INFO(row.why);
        const auto once = merged(row.kept, row.stated, today);
        CHECK(written(once) == row.rows);
        const auto again = merged(once.rows, row.stated, today);
        CHECK(written(again) == row.rows);
        CHECK(again.changes.is_none());
    }
}

TEST_CASE("an export of today's posts each month builds up the months") {
    const std::vector<std::string> teams = {"a", "b", "b", "c"};
    std::vector<Period> rows;
    Time month = day("2025-10-01");
    for (std::size_t i = 0; i < teams.size(); ++i) {
        const auto begin = teams[i] == "b" ? day("2025-10-31") : month;  // b is one post for two months
        rows = merged(rows, {{"p", teams[i], begin}}, month).rows;
        month += core::Days(30);
    }
    CHECK(written({rows, {}}) ==
          Rows{"p a 2025-10-01 2025-10-31", "p b 2025-10-31 2025-12-30", "p c 2025-12-30 still"});
}

TEST_CASE("a subject with a great many teams goes on") {
    std::vector<Period> kept;
    std::vector<StatedPeriod> stated;
    for (int i = 0; i < 10'000; ++i) {
        kept.push_back({"p", "old " + std::to_string(i), Time{}});
        stated.push_back({"p", (i % 2 == 0 ? "old " : "new ") + std::to_string(i)});
    }
    const auto out = merged(kept, stated, today);
    CHECK(out.changes.unchanged == 5000);
    CHECK(out.changes.added == 5000);
    CHECK(out.changes.ended == 5000);
}

TEST_CASE("what an import does is counted") {
    const auto old = day("2025-01-01");
    const auto out =
        merged({{"stays", "a", old}, {"moves", "a", old}, {"goes", "a", old}, {"later", "a", today}},
               {{"stays", "a", old}, {"moves", "b"}, {"comes", "b", old}}, today);
    CHECK(out.changes.unchanged == 1);
    CHECK(out.changes.added == 2);
    CHECK(out.changes.ended == 2);
    CHECK(out.changes.removed == 1);
    CHECK(out.changes.changed == 0);
}

TEST_CASE("an import comes back from its lines as it was") {
    Import import{.kind = ImportKind::org_chart};
    import.teams = {{ "team:a", "A team", "team:b", "" }};
    import.people = {person("org-chart:1", {"employee:1", "email:mara@acme.example"}, "org-chart:2"),
                     person("org-chart:2")};
    import.people[0].name = "Mara Ü";
    import.memberships = {{"org-chart:1", "team:a", day("2025-01-01"), {}},
                          { "org-chart:2",
                            "team:a",
                            {},
                            {} }};
    import.ownerships = {{ "acme/shop", "api", "team:a", {}, day("2026-01-01") }};
    const auto text = to_lines({import, {.kind = ImportKind::owners}});
    const auto back = from_lines(text);
    REQUIRE(back.has_value());
    REQUIRE(back->size() == 2);
    CHECK(to_lines(*back) == text);
    const auto& first = back->front();
    CHECK(first.people[0].name == "Mara Ü");
    CHECK(first.people[0].manager == "org-chart:2");
    CHECK(first.people[0].identities == import.people[0].identities);
    CHECK(first.memberships[0].from == day("2025-01-01"));
    CHECK_FALSE(first.memberships[0].to);
    CHECK(first.ownerships[0].to == day("2026-01-01"));
    CHECK(from_lines("")->empty());
}

TEST_CASE("lines of another version are refused as a whole") {
    for (const std::string text :
         {"person\ta\t\t\t", "import\tnothing", "import", "import\tteams\nperson\ta", "import\tteams\nrow\ta",
          "import\tteams\nperson\ta\t\t\t\tfax:1", "import\tteams\nperson\ta\t\t\t\tgithub",
          "import\tteams\nmember\ta\tb\tx\t", "import\tteams\nmember\ta\tb\t1x\t",
          "import\tteams\nowner\ta\tb\tc\t\t99999999999999999999", "import\tteams\nteam\ta"}) {
        INFO(text);
        CHECK_FALSE(from_lines(text).has_value());
    }
}
