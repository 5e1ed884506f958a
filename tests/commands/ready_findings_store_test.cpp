// SPDX-License-Identifier: Apache-2.0
#include "commands/stored_for_tests.hpp"
#include "core/json.hpp"
#include "insight/readiness_json.hpp"

#include <catch2/catch.hpp>

namespace {
using namespace stored;
}  // namespace

TEST_CASE("all findings are shown with outcome and evidence, for whom a chat is the only way") {
    auto& company = sample();
    const auto answer = ask(company, "ready findings payments-api");
    CHECK(answer.outcome == Outcome::done);
    CHECK(answer.headline == "All 27 checks of payments-api");
    REQUIRE(part_of<Table>(answer) != nullptr);
    CHECK(part_of<Table>(answer)->rows.size() == 27);
    CHECK(answer.audience.repositories == ask(company, "ready payments-api").audience.repositories);
    CHECK(answer.as_of == now);
    CHECK(answer.as_of_note == "sample data");
    CHECK(insight::assessment_from_json(answer.data)->findings.size() == 27);
    CHECK(answer.actions.front().line == "ready payments-api");
}

TEST_CASE("why a repository has its score is told by its own points") {
    const auto why = ask(sample(), "ready payments-api").actions.front();
    CHECK(why.label == "Why this score");
    CHECK(why.line == "ready findings payments-api");
    const auto answer = ask(sample(), why.line);
    const auto assessment =
        sample().store.reader().latest_assessment(sample().ids.at("examplia/payments-api"));
    REQUIRE(assessment);
    double reached = 0;
    double all = 0;
    for (const auto& row : part_of<Table>(answer)->rows) {
        const auto parts = core::split(row[3].text, ' ');
        if (parts.size() != 3) continue;
        reached += std::stod(std::string(parts[0]));
        all += std::stod(std::string(parts[2]));
    }
    CHECK(100 * reached / all == Approx(assessment->score));
    const auto& said = part_of<Text>(answer)->text;
    CHECK(said.starts_with(
        fmt::format("The score is {:.0f} of 100: {:g} of the {:g} points", assessment->score, reached, all)));
    CHECK(
        part_of<Text>(ask(odd(), "ready findings lone"))->text.starts_with("There is no score, since only "));
}

TEST_CASE("the answer about readiness leads to all findings, unless nothing was kept") {
    const auto lines = lines_of(ask(sample(), "ready payments-api"));
    CHECK(lines.find("ready findings payments-api\n") != std::string::npos);
}

TEST_CASE("findings of what nobody has assessed, and of what nobody knows, are not made up") {
    CHECK(ask(odd(), "ready findings new-here").outcome == Outcome::no);
    CHECK(ask(odd(), "ready findings").outcome == Outcome::wrong_use);
    CHECK(ask(odd(), "ready findings nobody-knows").outcome == Outcome::wrong_use);
    CHECK(ask(odd(), "ready findings secret-plans").outcome == Outcome::wrong_use);
    CHECK(ask(odd(), "ready findings secret-plans", office()).outcome == Outcome::done);
    const auto several = ask(odd(), "ready findings twin");
    CHECK(several.actions.size() == 5);
    CHECK(several.actions.front().line.starts_with("ready findings r"));
}
