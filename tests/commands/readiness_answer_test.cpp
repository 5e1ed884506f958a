// SPDX-License-Identifier: Apache-2.0
#include "commands/readiness_answer.hpp"
#include "commands/evidence.hpp"
#include "commands/finding_words.hpp"
#include "insight/levels.hpp"

#include <fmt/format.h>
#include <catch2/catch.hpp>

using namespace commands;

namespace {

std::string text_of(const Answer& answer) {
    std::string all;
    for (const auto& part : answer.parts)
        if (const auto* text = std::get_if<Text>(&part)) all += text->text + "\n";
    return all;
}
insight::Assessment with_fix(insight::Effort effort) {
    insight::Assessment assessment{.repository = "pay"};
    assessment.fixes = {{.check = "R2", .text = "Agree on a rota.", .effort = effort}};
    return assessment;
}

std::string evidence_of(insight::Verdict verdict) {
    insight::Assessment assessment{.repository = "pay"};
    assessment.findings = {{.check = "G1", .verdict = std::move(verdict)}};
    const auto answer = readiness_answer({.assessment = assessment});
    for (const auto& part : answer.parts)
        if (const auto* steps = std::get_if<Steps>(&part)) return steps->steps.at(0).evidence;
    return {};
}

}  // namespace

TEST_CASE("only what is missing is called missing; what was not seen and what is wrong are said as such") {
    using insight::not_seen;
    CHECK(evidence_of(insight::partly("a", "note", "a topic")) == "a (missing: a topic)");
    CHECK(evidence_of(insight::partly("a", "note", not_seen("the default"))) == "a (not seen: the default)");
    CHECK(evidence_of(insight::no("none", not_seen("the default"))) == "none; not seen: the default");
    CHECK(evidence_of(insight::unknown("reading README.md")) == "not seen: reading README.md");
    CHECK(evidence_of(insight::unknown(not_seen("the default"))) == "not seen: the default");
    CHECK(evidence_of(insight::partly("OWNERS:3", "@x cannot write")) == "OWNERS:3 (@x cannot write)");
}

TEST_CASE("an archived repository is called so, whatever profile it declares") {
    insight::Assessment assessment{.repository = "pay"};
    CHECK(readiness_headline(assessment).find("findings only") != std::string::npos);
    for (const auto profile : {insight::Profile::contributions_welcome, insight::Profile::archived}) {
        assessment.profile = profile;
        assessment.levels.cap = insight::archived_cap;
        CHECK(readiness_headline(assessment).ends_with("archived, no score"));
    }
}

TEST_CASE("the sentence that turns work away is quoted once") {
    insight::Assessment assessment{.repository = "pay", .restriction = "“PRs welcome? No.” (README.md:3)"};
    assessment.notes = {{0, "It turns outside work away: “PRs welcome? No.” (README.md:3)"},
                        {0, "Another note."}};
    std::string notes;
    for (const auto& part : readiness_answer({.assessment = assessment}).parts)
        if (const auto* note = std::get_if<Note>(&part)) notes += note->text + "\n";
    CHECK(notes.find("No.”") == notes.rfind("No.”"));
    CHECK(notes.find("README.md:3") != std::string::npos);
    CHECK(notes.find("Another note.") != std::string::npos);
}

TEST_CASE("what takes more than a day is not called cheap") {
    const auto answer = [](insight::Effort effort) {
        return text_of(readiness_answer({.assessment = with_fix(effort)}));
    };
    CHECK(answer(insight::Effort::large).find("Best next step: Agree on a rota.") != std::string::npos);
    CHECK(answer(insight::Effort::large).find("Cheapest") == std::string::npos);
    CHECK(answer(insight::Effort::small).find("Cheapest next step: Agree on a rota.") != std::string::npos);
}

TEST_CASE("the first step is called cheapest only where none takes less effort") {
    auto assessment = with_fix(insight::Effort::medium);
    assessment.fixes.push_back({.check = "C4", .text = "Add it.", .effort = insight::Effort::small});
    CHECK(text_of(readiness_answer({.assessment = assessment})).starts_with("Best next step: Agree"));
    assessment.fixes.back().effort = insight::Effort::medium;
    CHECK(text_of(readiness_answer({.assessment = assessment})).starts_with("Cheapest next step: Agree"));
}

TEST_CASE("a level that rests on exemptions says how many, and each finding who took it on and until when") {
    insight::Assessment assessment{.repository = "pay"};
    assessment.levels = {.proven = 1, .possible = 2, .exempt_gates = {"C4"}};
    CHECK(readiness_headline(assessment).find("L2 of 4 (proven: L1; 1 exemption)") != std::string::npos);
    assessment.levels.exempt_gates.push_back("B1");
    assessment.levels.proven = 2;
    CHECK(readiness_headline(assessment).find("L2 of 4 (2 exemptions)") != std::string::npos);
    assessment.findings = {{.check = "C4", .verdict = insight::no("no licence")}};
    assessment.findings[0].exemption =
        insight::Exemption{.check = "C4",
                           .reason = "legal looks at it",
                           .owner = "platform",
                           .expires = core::parse_time("2027-03-31T00:00:00Z").value()};
    const std::string all = "no licence (exempt: legal looks at it; platform, until 2027-03-31)";
    CHECK(whole_evidence(assessment.findings[0]) == all);
    CHECK(std::get<Steps>(readiness_answer({.assessment = assessment}).parts.at(1)).steps.at(0).evidence ==
          all);
}

TEST_CASE("what is shown never reaches a limit that was missed") {
    insight::Assessment assessment{.repository = "pay"};
    assessment.coverage = 59.77;
    CHECK(readiness_headline(assessment).find("findings only: 59 % seen") != std::string::npos);
}

TEST_CASE("the details hold all evidence, whole") {
    insight::Assessment assessment{.repository = "pay"};
    auto verdict = insight::partly("OWNERS:3", std::string(300, 'x'));
    verdict.evidence.push_back({"OWNERS:7", "nobody"});
    assessment.findings = {{.check = "G1", .verdict = verdict}};
    const auto table = std::get<Table>(all_findings(assessment, {}).parts.at(1));
    CHECK(table.rows.at(0).at(4).text == "OWNERS:3 (" + std::string(300, 'x') + "); OWNERS:7 (nobody)");
}

TEST_CASE("many notes push out no finding") {
    insight::Assessment assessment{.repository = "pay"};
    for (int i = 0; i < 100; ++i) assessment.notes.push_back({i, fmt::format("note {}", i)});
    int warnings = 0;
    std::string last;
    for (const auto& part : readiness_answer({.assessment = assessment}).parts)
        if (const auto* note = std::get_if<Note>(&part)) {
            warnings += note->kind == NoteKind::warning ? 1 : 0;
            if (note->text.starts_with("And ")) last = note->text;
        }
    CHECK(warnings == 3);
    CHECK(last == "And 97 more of this kind.");
}

TEST_CASE("a fix opens a level only when nothing else stands in its way") {
    const insight::Fix fix{.check = "R2", .opens_level = 1};
    insight::Levels levels;
    levels.failed_gates = {"R2"};
    CHECK(effect_on_level(fix, levels) == ", opens L1");
    levels.failed_gates = {"R2", "C4"};
    CHECK(effect_on_level(fix, levels) == ", needed for L1");
    levels.failed_gates = {"R2"};
    levels.unknown_gates = {"S1"};
    CHECK(effect_on_level(fix, levels) == ", needed for L1");
    CHECK(effect_on_level({.check = "R2"}, levels).empty());
}

TEST_CASE("what only the shell can state is advised for a checkout in the shell, and nowhere else") {
    const auto seen = insight::assess(insight::Facts{}, {}, core::Time{});
    const auto text_of = [&](bool may_assume, const std::vector<std::string>& assumed = {}) {
        std::string text;
        const auto answer = commands::readiness_answer({.assessment = seen,
                                                        .before = std::nullopt,
                                                        .line_name = "./x",
                                                        .stored = false,
                                                        .now = {},
                                                        .may_assume = may_assume,
                                                        .assumed = assumed});
        for (const auto* each : {&answer, &answer.details.front()})
            for (const auto& part : each->parts) {
                if (const auto* note = std::get_if<commands::Note>(&part)) text += note->text;
                if (const auto* steps = std::get_if<commands::Steps>(&part))
                    for (const auto& step : steps->steps) text += step.evidence;
                if (const auto* table = std::get_if<commands::Table>(&part))
                    for (const auto& row : table->rows)
                        for (const auto& cell : row) text += cell.text;
            }
        return text;
    };
    CHECK(text_of(true).find("--assume visibility=internal") != std::string::npos);
    const auto stated = text_of(true, {"Visibility = private", "issues=on"});
    CHECK(stated.find("--assume visibility") == std::string::npos);
    CHECK(stated.find("--assume issues") == std::string::npos);
    CHECK(stated.find("--assume forking=on") != std::string::npos);
    CHECK(text_of(false).find("not seen") != std::string::npos);
    CHECK(text_of(false).find("--") == std::string::npos);
}
