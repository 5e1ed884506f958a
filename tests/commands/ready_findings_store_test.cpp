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
