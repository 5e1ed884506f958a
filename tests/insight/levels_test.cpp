// SPDX-License-Identifier: Apache-2.0
#include "insight/levels.hpp"

#include "facts_for_tests.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace insight;

namespace {

std::vector<Finding> all(Outcome outcome) {
    std::vector<Finding> out;
    for (const auto* check : checks()) out.push_back(finding(std::string(check->id), outcome, check->weight));
    return out;
}
Finding& at(std::vector<Finding>& findings, const std::string& id) {
    return *std::find_if(findings.begin(), findings.end(), [&](const auto& f) { return f.check == id; });
}
Facts shared() {
    Facts facts;
    facts.conversations = Conversations{.cross_decided_365d = 10,
                                        .cross_merged_365d = 8,
                                        .cross_merging_teams_365d = 2,
                                        .internal_decided_365d = 10,
                                        .internal_merged_365d = 9,
                                        .maintainer_from_other_team = true};
    return facts;
}
Levels levels(const std::vector<Finding>& findings, const Facts& facts = shared()) {
    return levels_of(findings, facts, Profile::contributions_welcome, false);
}

}  // namespace

TEST_CASE("each gate holds its level shut when it is no") {
    for (const auto& gate : gates()) {
        auto findings = all(Outcome::yes);
        at(findings, std::string(gate.check)).verdict.outcome = Outcome::no;
        const auto first = std::find_if(gates().begin(), gates().end(),
                                        [&](const auto& g) { return g.check == gate.check; });
        CAPTURE(gate.check);
        CHECK(levels(findings).possible == first->level - 1);
        CHECK(levels(findings).failed_gates == std::vector<std::string>{std::string(gate.check)});
    }
}

TEST_CASE("partly is enough for some gates and not for others") {
    for (const auto& gate : gates()) {
        auto findings = all(Outcome::yes);
        at(findings, std::string(gate.check)).verdict.outcome = Outcome::partly;
        const bool opens = levels(findings).possible >= gate.level;
        CAPTURE(gate.check, gate.level);
        CHECK(opens == (gate.least == Outcome::partly));
    }
}

TEST_CASE("not applicable passes, all yes is L4") {
    CHECK(levels(all(Outcome::yes)).proven == 4);
    CHECK(levels(all(Outcome::not_applicable)).proven == 4);
}

TEST_CASE("an unknown gate is named: proven without it, possible with it") {
    auto findings = all(Outcome::yes);
    at(findings, "D3").verdict.outcome = Outcome::unknown;
    at(findings, "S1").verdict.outcome = Outcome::unknown;
    at(findings, "R1").verdict.outcome = Outcome::no;
    const auto seen = levels(findings);
    CHECK(seen.proven == 0);
    CHECK(seen.possible == 2);
    CHECK(seen.unknown_gates == std::vector<std::string>{"D3", "S1"});
}

TEST_CASE("a lower bound leaves a gate that wants yes open") {
    auto findings = all(Outcome::yes);
    at(findings, "G1").verdict = {.outcome = Outcome::partly, .at_least = true};
    CHECK(levels(findings).proven == 2);
    CHECK(levels(findings).possible == 4);
}

TEST_CASE("an exempt gate is passed over and listed") {
    auto findings = all(Outcome::yes);
    at(findings, "B1").verdict.outcome = Outcome::no;
    at(findings, "B1").exemption = Exemption{.check = "B1"};
    CHECK(levels(findings).proven == 4);
    CHECK(levels(findings).exempt_gates == std::vector<std::string>{"B1"});
}

TEST_CASE("L4 asks more of conversations than its checks") {
    auto facts = shared();
    facts.conversations->cross_merging_teams_365d = 1;
    CHECK(levels(all(Outcome::yes), facts).failed_gates == std::vector<std::string>{"R4"});
    facts = shared();
    facts.conversations->cross_merged_365d = 7;  // 70 % against 90 %
    CHECK(levels(all(Outcome::yes), facts).possible == 3);
    facts = shared();
    facts.conversations->maintainer_from_other_team = false;
    CHECK(levels(all(Outcome::yes), facts).failed_gates == std::vector<std::string>{"G3"});
    add_document(facts, "GOVERNANCE.md", "After three merged changes you can become a maintainer.");
    CHECK(levels(all(Outcome::yes), facts).proven == 4);
    const auto unseen = levels(all(Outcome::yes), Facts{});
    CHECK(unseen.proven == 3);
    CHECK(unseen.possible == 4);
    CHECK(unseen.unknown_gates == std::vector<std::string>{"R4", "G3"});
}

TEST_CASE("ten points below the team's own merge rate is still equal, at the edge") {
    auto facts = shared();  // 80 % against 90 %
    CHECK(levels(all(Outcome::yes), facts).possible == 4);
    facts.conversations->internal_decided_365d = 0;
    CHECK(levels(all(Outcome::yes), facts).possible == 4);
}

TEST_CASE("a cap holds with perfect checks and says why") {
    const auto restricted = levels_of(all(Outcome::yes), shared(), Profile::contributions_welcome, true);
    CHECK(restricted.possible == 1);
    CHECK_FALSE(restricted.cap.empty());
    CHECK(restricted.failed_gates.empty());
    CHECK(levels_of(all(Outcome::yes), shared(), Profile::readable_source, false).possible == 1);
    auto archived = shared();
    archived.settings.archived = Known<bool>{true, "archived = true"};
    CHECK(levels(all(Outcome::yes), archived).possible == 0);
}

TEST_CASE("levels have names and meanings, also out of range") {
    CHECK(level_name(0) == "Hidden or unowned");
    CHECK(level_name(4) == "Shared");
    CHECK(level_name(99) == "Shared");
    CHECK(level_meaning(2) == "you can send a change");
}

TEST_CASE("a level rests on an exemption only where the gate would be shut without it") {
    auto findings = all(Outcome::yes);
    for (auto& finding : findings)
        if (finding.check == "C2" || finding.check == "B1" || finding.check == "B2") {
            finding.verdict.outcome = Outcome::partly;
            finding.exemption = Exemption{.check = finding.check};
        }
    // C2 must be yes; B1 and B2 pass as they are.
    CHECK(levels(findings, shared()).exempt_gates == std::vector<std::string>{"C2"});
}
