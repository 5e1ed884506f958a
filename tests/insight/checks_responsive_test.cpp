// SPDX-License-Identifier: Apache-2.0
#include "facts_for_tests.hpp"

#include <catch2/catch.hpp>

using namespace insight;

namespace {

Facts talking(Conversations conversations) {
    Facts facts;
    facts.conversations = conversations;
    return facts;
}
Facts committed(int commits, bool shallow = false) {
    Facts facts;
    facts.history = History{.commits_90d = commits, .shallow = shallow};
    return facts;
}

}  // namespace

TEST_CASE("R1 counts commits and maintainers' issue activity of 90 days") {
    CHECK(outcome("R1", {}) == Outcome::unknown);
    CHECK(outcome("R1", committed(13)) == Outcome::yes);
    CHECK(outcome("R1", committed(12)) == Outcome::partly);
    CHECK(run("R1", committed(12)).at_least);
    CHECK(run("R1", committed(12)).evidence.front().where == "12 commits in 90 days");
    CHECK(lack_of(run("R1", committed(12))) == "not seen: what maintainers do in issues");
    CHECK(outcome("R1", committed(0)) == Outcome::no);
    CHECK(outcome("R1", committed(0, true)) == Outcome::unknown);
    CHECK(run("R1", committed(0)).evidence.front().note == "no commit in 90 days");
    auto by_bots = committed(0);
    by_bots.history->authors = {{.key = "bot", .commits_365d = 9, .commits_180d = 9, .machine = true}};
    CHECK(run("R1", by_bots).evidence.front().note == "no commit by people in 90 days");
    auto facts = committed(10);
    facts.conversations = Conversations{.maintainer_issue_activity_90d = 3};
    CHECK(outcome("R1", facts) == Outcome::yes);
    CHECK(run("R1", facts).evidence.front().where == "10 commits and 3 answers in issues in 90 days");
}

TEST_CASE("R1 takes a stable product that was released this year, but no archived one") {
    auto facts = committed(0);
    facts.declared = Declarations{.path = ".innersource-readiness.yml", .lifecycle = "stable"};
    CHECK(outcome("R1", facts) == Outcome::no);
    facts.history->latest_tag = Tag{"v1", test_now - core::Days{364}};
    CHECK(outcome("R1", facts) == Outcome::yes);
    CHECK(run("R1", facts).declared);
    facts.history->latest_tag->at = test_now + core::Days{365};  // dated far ahead, it would hold for ever
    CHECK(outcome("R1", facts) == Outcome::no);
    facts.history->latest_tag->at = test_now;
    facts.settings.archived = Known<bool>{true, "archived = true"};
    CHECK(outcome("R1", facts) == Outcome::no);
}

TEST_CASE("R2 at its edges") {
    CHECK(outcome("R2", {}) == Outcome::unknown);
    CHECK(outcome("R2", talking({.cross_items_180d = 2})) == Outcome::not_applicable);
    CHECK(outcome("R2", talking({.cross_items_180d = 5, .cross_answered_in_time = 4})) == Outcome::yes);
    CHECK(outcome("R2", talking({.cross_items_180d = 100, .cross_answered_in_time = 79})) == Outcome::partly);
    CHECK(outcome("R2", talking({.cross_items_180d = 4, .cross_answered_in_time = 2})) == Outcome::partly);
    CHECK(outcome("R2", talking({.cross_items_180d = 50, .cross_answered_in_time = 1})) == Outcome::no);
}

TEST_CASE("R3 wants merged work and a short queue") {
    CHECK(outcome("R3", {}) == Outcome::unknown);
    CHECK(outcome("R3", talking({.cross_decided_365d = 2})) == Outcome::not_applicable);
    CHECK(outcome("R3", talking({.cross_decided_365d = 10,
                                 .cross_merged_365d = 7,
                                 .cross_open = 5,
                                 .cross_open_over_30d = 1})) == Outcome::yes);
    CHECK(outcome("R3", talking({.cross_decided_365d = 10,
                                 .cross_merged_365d = 7,
                                 .cross_open = 4,
                                 .cross_open_over_30d = 1})) == Outcome::partly);
    CHECK(outcome("R3", talking({.cross_decided_365d = 10, .cross_merged_365d = 6})) == Outcome::partly);
    CHECK(outcome("R3", talking({.cross_open = 3, .cross_open_over_30d = 3})) == Outcome::no);
}

TEST_CASE("R3 and R4 say what was counted, and of nothing that it is none") {
    const auto said = [](const char* id, const Conversations& seen) {
        const auto verdict = run(id, talking(seen));
        return verdict.evidence.front().where +
               (verdict.evidence.front().where.empty() || verdict.evidence.front().note.empty() ? "" : ", ") +
               verdict.evidence.front().note;
    };
    CHECK(said("R3", {.cross_decided_365d = 10, .cross_merged_365d = 6}) ==
          "6 of 10 decided ones merged; none is open");
    CHECK(said("R3", {.cross_open = 3, .cross_open_over_30d = 1}) ==
          "none decided; 1 of 3 open ones waits for more than 30 days");
    CHECK(said("R4", {.cross_merged_365d = 2, .cross_merging_teams_365d = 1}) ==
          "2 merged in a year, from 1 other team, three would do");
}

TEST_CASE("R4 counts merged outside work, and shared ownership wants two teams") {
    CHECK(outcome("R4", {}) == Outcome::unknown);
    CHECK(outcome("R4", talking({.cross_merged_365d = 0})) == Outcome::no);
    CHECK(outcome("R4", talking({.cross_merged_365d = 2})) == Outcome::partly);
    const auto one_team = talking({.cross_merged_365d = 3, .cross_merging_teams_365d = 1});
    CHECK(outcome("R4", one_team) == Outcome::yes);
    CHECK(outcome("R4", one_team, {.profile = Profile::shared_ownership}) == Outcome::partly);
}
