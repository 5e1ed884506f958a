// SPDX-License-Identifier: Apache-2.0
#include "commands/missed_level.hpp"

#include "core/text.hpp"
#include "insight/levels.hpp"

#include <catch2/catch.hpp>

namespace {
insight::Assessment at(int proven, int possible) {
    insight::Assessment assessment{.repository = "pay"};
    assessment.levels.proven = proven;
    assessment.levels.possible = possible;
    return assessment;
}
}  // namespace

TEST_CASE("a level that is proven is not missed") {
    CHECK(commands::missed_level(at(2, 3), 2).empty());
    CHECK(commands::missed_level(at(2, 2), 1).empty());
}

TEST_CASE("each failed gate is named with what to do, the repository's own fix before the check's") {
    auto assessment = at(1, 1);
    assessment.levels.failed_gates = {"C2", "C3"};
    assessment.fixes = {{.check = "C2", .text = "Add review times to CONTRIBUTING.md."}};
    const auto* ask = insight::find_check("C3");
    CHECK(commands::missed_level(assessment, 3) ==
          "pay: L3 is not reached. It is at L1; L2 asks for this too:\n"
          "  C2 It tells how to contribute. Add review times to CONTRIBUTING.md.\n"
          "  C3 It names a place to ask. " +
              std::string(ask->remedy.text) + "\n");
}

TEST_CASE("each gate that was not seen is named with what would settle it") {
    auto assessment = at(0, 2);
    assessment.levels.unknown_gates = {"D3"};
    assessment.findings = {{.check = "D3", .verdict = insight::unknown("the settings")}};
    CHECK(commands::missed_level(assessment, 1) ==
          "pay: L1 is not proven. This was not seen:\n"
          "  D3 Every colleague can read it: not seen: the settings\n");
}

TEST_CASE("what caps the level is said where no gate fails") {
    auto assessment = at(0, 0);
    assessment.levels.cap = insight::archived_cap;
    CHECK(commands::missed_level(assessment, 1) == "pay: L1 is not reached. It is archived.\n");
}

TEST_CASE("of the gates that were not seen only those up to the level that was asked for are named") {
    auto assessment = at(0, 3);
    assessment.levels.unknown_gates = {"D3", "G1", "B1", "R2"};
    assessment.findings = {
        {.check = "D3", .verdict = insight::unknown("the settings")},
        {.check = "G1", .verdict = {.outcome = insight::Outcome::partly, .at_least = true}},
        {.check = "B1", .verdict = insight::unknown("the builds")},
        {.check = "R2", .verdict = insight::unknown("the conversations")}};
    const auto named = [&](int level) {
        const auto said = commands::missed_level(assessment, level);
        std::string checks;
        for (const auto line : core::split(said, '\n'))
            if (line.starts_with("  ")) checks += std::string(line.substr(2, 2)) + " ";
        return checks;
    };
    CHECK(named(1) == "D3 ");
    CHECK(named(2) == "D3 B1 ");
    CHECK(named(3) == "D3 G1 B1 R2 ");
}

TEST_CASE("where less is proven than possible, the possible level is not told as the level it is at") {
    auto assessment = at(0, 1);
    assessment.levels.failed_gates = {"C3"};
    CHECK(commands::missed_level(assessment, 2)
              .starts_with("pay: L2 is not reached. It can reach L1 at most; L2 asks for this too:\n  C3 "));
}
