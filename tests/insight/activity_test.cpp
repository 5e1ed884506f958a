// SPDX-License-Identifier: Apache-2.0
#include "insight/activity.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace insight;

TEST_CASE("what a comment claims, and what it gives back") {
    using enum SoftClaim;
    const std::vector<std::pair<std::string, std::optional<SoftClaim>>> rows = {
        {"", std::nullopt},
        {"I can take this, probably next week.", takes},
        {"Can I work on this?", takes},
        {"/assign", takes},
        {"I'LL TAKE it", takes},
        {"> I'll take this\nThanks!", std::nullopt},
        {"Sorry, I can't work on it any more", releases},
        {"/unassign", releases},
        {"Up for grabs again", releases},
        {"Somebody should take this", std::nullopt},
        {"\xff\xfe", std::nullopt},
    };
    for (const auto& [text, claim] : rows) {
        INFO(text);
        CHECK(soft_claim_in(text) == claim);
    }
}

TEST_CASE("a comment of nothing but typographic apostrophes is read in one pass, and claims nothing") {
    std::string text;
    for (int i = 0; i < 6'000; ++i) text += "\xE2\x80\x99";
    CHECK_FALSE(soft_claim_in(text).has_value());
    CHECK(soft_claim_in(text + " I\xE2\x80\x99ll take this") == SoftClaim::takes);
    CHECK(soft_claim_in("\xE2\x80\x99i\xE2\x80\x99ll take\xE2\x80") == SoftClaim::takes);
}

TEST_CASE("labels for newcomers are known in every spelling, and no others") {
    for (const auto* label : {"good first issue", "Good-First-Issue", " help wanted ", "help-wanted"})
        CHECK(is_newcomer_label(label));
    for (const auto* label : {"", "bug", "good issue", "first"}) CHECK_FALSE(is_newcomer_label(label));
}

TEST_CASE("an issue's text is judged by what it offers") {
    CHECK_FALSE(judge_issue_text("").is_long);
    CHECK_FALSE(judge_issue_text(std::string(400, ' ')).is_long);
    CHECK(judge_issue_text(std::string(200, 'x')).is_long);
    CHECK(judge_issue_text("## Acceptance criteria\n\nIt works").has_acceptance_list);
    CHECK(judge_issue_text("* [x] done").has_acceptance_list);
    CHECK_FALSE(judge_issue_text("- a list\n- [link](x)").has_acceptance_list);
    CHECK(judge_issue_text("Look at src/a/b.cpp first").has_pointer);
    CHECK(judge_issue_text("call `run()`").has_pointer);
    CHECK_FALSE(judge_issue_text("either/or. Nothing else").has_pointer);
    CHECK(judge_issue_text("Mentor: ada").names_mentor);
}
