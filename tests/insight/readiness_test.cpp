// SPDX-License-Identifier: Apache-2.0
#include "insight/readiness.hpp"

#include "facts_for_tests.hpp"
#include "insight/fixes.hpp"
#include "insight/profile.hpp"
#include "insight/score.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace insight;

namespace {

const Finding& found(const Assessment& assessment, const std::string& id) {
    return *std::find_if(assessment.findings.begin(), assessment.findings.end(),
                         [&](const auto& f) { return f.check == id; });
}
bool notes(const Assessment& assessment, std::string_view words) {
    return std::any_of(assessment.notes.begin(), assessment.notes.end(),
                       [&](const auto& note) { return note.what.find(words) != std::string::npos; });
}
Facts declaring(std::string profile) {
    Facts facts;
    facts.declared = Declarations{.path = ".innersource-readiness.yml", .profile = std::move(profile)};
    return facts;
}

}  // namespace

TEST_CASE("the worked example: 64 of 100, 81 % seen") {
    std::vector<Finding> findings = {
        finding("D1", Outcome::yes, 10), finding("D2", Outcome::partly, 8),
        finding("D3", Outcome::no, 4),   finding("C1", Outcome::unknown, 5),
        finding("C2", Outcome::no, 3),   finding("C3", Outcome::not_applicable, 7)};
    findings[4].exemption = Exemption{.check = "C2"};
    const auto score = score_of(findings);
    CHECK(score.score == Approx(63.6364).margin(0.001));
    CHECK(score.coverage == Approx(81.4815).margin(0.001));
    CHECK(score_of({}).coverage == 0);
    CHECK(shown_percent(59.77) == 59);
    CHECK(shown_percent(60) == 60);
    CHECK(shown_percent(99.99) == 99);
    CHECK(shown_percent(100) == 100);
}

TEST_CASE("nothing seen is unknown, not bad: no score, L0 proven") {
    const auto assessment = assess({}, {}, test_now);
    REQUIRE(assessment.findings.size() == 27);
    CHECK_FALSE(assessment.scored);
    CHECK(assessment.score == 0);
    CHECK(assessment.levels.proven == 0);
    CHECK(std::none_of(assessment.findings.begin(), assessment.findings.end(), [](const auto& f) {
        return f.verdict.outcome == Outcome::unknown && f.verdict.missing.empty() &&
               !find_check(f.check)->settled_by.empty();
    }));
}

TEST_CASE("below 60 % coverage there are findings only, and the company may set the line") {
    auto facts = with_files({"CODEOWNERS"});
    Policy policy;
    CHECK_FALSE(assess(facts, policy, test_now).scored);
    policy.findings_only_below = 1;
    CHECK(assess(facts, policy, test_now).scored);
}

TEST_CASE("--profile wins over the central file, and that over the repository's own") {
    const auto facts = declaring("docs-only");
    Policy policy;
    CHECK(choose_profile({}, policy).source == "default");
    CHECK(choose_profile(facts, policy).profile == Profile::docs_only);
    CHECK(choose_profile(facts, policy).source == ".innersource-readiness.yml");
    policy.central_profile = Profile::shared_write;
    CHECK(choose_profile(facts, policy).profile == Profile::shared_write);
    policy.profile = Profile::readable_source;
    CHECK(choose_profile(facts, policy).source == "--profile");
}

TEST_CASE("a profile takes away what it does not ask for") {
    const auto readable = assess(declaring("readable-source"), {}, test_now);
    CHECK(found(readable, "C2").verdict.outcome == Outcome::not_applicable);
    CHECK(found(readable, "D3").verdict.outcome != Outcome::not_applicable);
    CHECK(readable.levels.possible <= 1);
    const auto docs = assess(declaring("docs-only"), {}, test_now);
    CHECK(found(docs, "B3").verdict.outcome == Outcome::not_applicable);
    CHECK(assess(declaring("nonsense"), {}, test_now).profile_source == "default");
}

TEST_CASE("an archived repository has findings, no score and nothing to mend") {
    auto facts = with_files({"a"});
    facts.settings.archived = Known<bool>{true, "archived = true"};
    const auto assessment = assess(facts, {.findings_only_below = 0}, test_now);
    CHECK(assessment.profile == Profile::archived);
    CHECK_FALSE(assessment.scored);
    CHECK(assessment.fixes.empty());
    CHECK(assessment.levels.possible == 0);
}

TEST_CASE("an exemption overlays an outcome that stays visible, and lapses when all is well") {
    auto facts = with_files({"a"});
    Policy policy;
    policy.exemptions = {{"G1", "moving", "platform", test_now + core::Days{90}, "governance.yml:4", true}};
    auto assessment = assess(facts, policy, test_now);
    CHECK(found(assessment, "G1").verdict.outcome == Outcome::no);
    CHECK(found(assessment, "G1").exemption);
    CHECK(std::none_of(assessment.fixes.begin(), assessment.fixes.end(),
                       [](const auto& fix) { return fix.check == "G1"; }));
    policy.exemptions[0].check = "S1";
    CHECK(assume(facts, "forking=on").has_value());
    CHECK(notes(assess(facts, policy, test_now), "no longer needed"));
}

TEST_CASE("the company may weigh anew, by id or name") {
    Policy policy;
    policy.weights = {{"G1", 9}, {"has_releases", 0}, {"C2", -4}};
    const auto assessment = assess({}, policy, test_now);
    CHECK(found(assessment, "G1").weight == 9);
    CHECK(found(assessment, "G5").weight == 0);
    CHECK(found(assessment, "C2").weight == 10);
}

TEST_CASE("what is stated is declared, never seen") {
    Facts facts;
    facts.source = "git";
    REQUIRE(assume(facts, "branch_protection=review").has_value());
    const auto assessment = assess(facts, {}, test_now);
    CHECK(found(assessment, "S2").verdict.outcome == Outcome::yes);
    CHECK(found(assessment, "S2").verdict.declared);
    CHECK(found(assessment, "S2").source == "declared");
    CHECK(found(assessment, "S1").source == "git");
}

TEST_CASE("every key of --assume sets its setting") {
    Facts facts;
    for (const auto* line :
         {"visibility=Internal", "forking=on", "issues=off", "archived=no", "description= Pays bills ",
          "topics=a, B,,c", "branch_protection=push", "access_requests=yes", "releases=yes",
          "dependency_updates=on", "default_licence=true"})
        CHECK(assume(facts, line).has_value());
    const auto& settings = facts.settings;
    CHECK(settings.visibility->value == Visibility::internal);
    CHECK(settings.readers_can_propose->value);
    CHECK_FALSE(settings.issues_enabled->value);
    CHECK_FALSE(settings.archived->value);
    CHECK(settings.description->value == "Pays bills");
    CHECK(settings.topics->value == std::vector<std::string>{"a", "b", "c"});
    CHECK(settings.default_branch_guard->value.change_required);
    CHECK(settings.default_branch_guard->value.approvals == 0);
    CHECK(settings.can_ask_for_access->value);
    CHECK(settings.has_release->value);
    CHECK(settings.dependency_updates->value);
    CHECK(settings.default_licence->declared);
}

TEST_CASE("a wrong assumption is told what would be right, and changes nothing") {
    struct Row {
        const char *line, *hint;
    };
    const auto row =
        GENERATE(Row{"", "key=value"}, Row{"visibility", "key=value"},
                 Row{"visibilty=internal", "visibility, forking, issues"},
                 Row{"visibility=secret", "public, internal or private"}, Row{"forking=perhaps", "on or off"},
                 Row{"branch_protection=yes", "review, push or none"});
    Facts facts;
    const auto result = assume(facts, row.line);
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().code == core::Errc::invalid);
    CHECK(result.error().sentence.find(row.hint) != std::string::npos);
    CHECK_FALSE(facts.settings.visibility);
}

TEST_CASE("fixes: gates of the next level, then what brings most, then the id; the uncertain last") {
    std::vector<Finding> findings = {finding("C2", Outcome::no, 10), finding("D2", Outcome::no, 4),
                                     finding("D1", Outcome::no, 4),  finding("G1", Outcome::partly, 5),
                                     finding("C4", Outcome::no, 2),  finding("R1", Outcome::unknown, 4),
                                     finding("S1", Outcome::yes, 2)};
    findings[3].verdict.at_least = true;
    const auto fixes = fixes_for(findings, {.possible = 0, .failed_gates = {"C4"}}, 27);
    std::vector<std::string> order;
    for (const auto& fix : fixes) order.push_back(fix.check);
    CHECK(order == std::vector<std::string>{"C4", "C2", "D1", "D2", "G1"});
    CHECK(fixes[0].opens_level == 1);
    CHECK(fixes[1].opens_level == 0);
    CHECK(fixes[1].gain == Approx(100.0 * 10 / 27));
}

TEST_CASE("a restricted policy is quoted and caps the level") {
    auto facts = with_files({"README.md"});
    add_document(facts, "README.md", "Please do not submit pull requests.");
    const auto assessment = assess(facts, {}, test_now);
    CHECK(assessment.restriction.find("do not submit pull requests") != std::string::npos);
    CHECK(assessment.levels.possible <= 1);
    CHECK_FALSE(assessment.levels.cap.empty());
}

TEST_CASE("a restricted policy is mended by a decision, not by more topics") {
    Facts facts;
    add_document(facts, "README.md", "We do not accept pull requests.");
    const auto assessment = assess(facts, {.findings_only_below = 0}, test_now);
    const auto fix = std::ranges::find(assessment.fixes, "C2", &Fix::check);
    REQUIRE(fix != assessment.fixes.end());
    CHECK(fix->text.find("topics") == std::string::npos);
    CHECK(fix->text.find("turns outside work away") != std::string::npos);
    CHECK(fix->effort == Effort::large);
    CHECK(fix->draft.empty());
}

TEST_CASE("changes are told level first, then checks by weight, then the score") {
    Assessment before, after;
    before.levels = {.proven = 0, .possible = 1};
    after.levels = {.proven = 2, .possible = 2};
    before.findings = {finding("C4", Outcome::no, 2), finding("C2", Outcome::no, 10),
                       finding("D1", Outcome::yes, 4)};
    after.findings = {finding("C4", Outcome::yes, 2), finding("C2", Outcome::partly, 10),
                      finding("D1", Outcome::yes, 4)};
    after.scored = true;
    after.score = 63.6;
    const auto changes = changes_between(before, after);
    REQUIRE(changes.size() == 4);
    CHECK(changes[0].text == "Level: L1 Visible (proven: L0) → L2 Contributable");
    CHECK(changes[1].text == "has_contribution_guide: no → partly");
    CHECK(changes[2].check == "C4");
    CHECK(changes[3].text == "Score: none → 64");
    CHECK(changes_between(after, after).empty());
}
