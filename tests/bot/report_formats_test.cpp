// SPDX-License-Identifier: Apache-2.0
#include "bot/report_formats.hpp"

#include "bot/version.hpp"
#include "core/text.hpp"
#include "insight/readiness_json.hpp"

#include <catch2/catch.hpp>

#include <set>

namespace {
using insight::Outcome;

constexpr auto now = core::from_unix(1'767'600'000);

insight::Assessment judged(const std::string& name = "payments-api") {
    insight::Facts facts;
    facts.name = name;
    facts.full_name = "acme/" + name;
    return insight::assess(facts, {}, now);
}

insight::Finding& finding(insight::Assessment& assessment, std::string_view id) {
    for (auto& each : assessment.findings)
        if (each.check == id) return each;
    FAIL("no such check");
    return assessment.findings.front();
}

core::Json sarif(const insight::Assessment& assessment) {
    return core::parse_json(bot::sarif_report({assessment})).value();
}

core::Json result_of(const core::Json& log, std::string_view id) {
    for (const auto& result : log["runs"][0]["results"])
        if (result["ruleId"] == id) return result;
    FAIL("no such result");
    return {};
}
}  // namespace

TEST_CASE("a level that must be reached is proven, impossible or not known") {
    struct Row {
        int proven, possible, level;
        bool unknown_passes;
        int code;
    };
    for (const auto& row :
         {Row{0, 0, 0, false, 0}, Row{2, 3, 2, false, 0}, Row{1, 3, 2, false, 3}, Row{1, 3, 2, true, 0},
          Row{1, 1, 2, false, 1}, Row{1, 1, 2, true, 1}, Row{4, 4, 4, false, 0}, Row{0, 4, 4, false, 3}}) {
        insight::Assessment assessment;
        assessment.levels = {.proven = row.proven, .possible = row.possible};
        INFO(row.proven << row.possible << row.level << row.unknown_passes);
        CHECK(bot::exit_code_for_level(assessment, row.level, row.unknown_passes) == row.code);
    }
}

TEST_CASE("of many exit codes the most uncertain wins") {
    CHECK(bot::combined_exit_code({}) == 0);
    CHECK(bot::combined_exit_code({0, 0}) == 0);
    CHECK(bot::combined_exit_code({0, 1, 0}) == 1);
    CHECK(bot::combined_exit_code({1, 3, 0}) == 3);
}

TEST_CASE("one assessment is an object, several are a list, and both read back") {
    const auto one = core::parse_json(bot::json_report({judged()})).value();
    CHECK(insight::assessment_from_json(one)->repository == "payments-api");
    const auto two = core::parse_json(bot::json_report({judged("a"), judged("b")})).value();
    REQUIRE(two.size() == 2);
    CHECK(insight::assessment_from_json(two[1])->repository == "b");
    CHECK(core::parse_json(bot::json_report({}))->is_array());
}

TEST_CASE("Markdown has a row for each check, three fixes and the age") {
    auto assessment = judged();
    assessment.commit = "0123456789abcdef0123";
    const auto text = bot::markdown_report({assessment, judged("other")});
    CHECK(text.starts_with("# InnerSource readiness\n"));
    CHECK(text.find("## payments-api\n") != std::string::npos);
    CHECK(text.find("## other\n") != std::string::npos);
    for (const auto& each : assessment.findings)
        CHECK(text.find("| " + each.check + " ") != std::string::npos);
    CHECK(text.find("Data as of 2026-01-05 08:00 UTC, commit 0123456789ab\n") != std::string::npos);
    CHECK(text.find("\n4. ") == std::string::npos);
}

TEST_CASE("Markdown says purpose, owner and what the level hangs on, in words for people") {
    auto assessment = judged();
    assessment.purpose = "Takes payments";
    assessment.owners = {"Pay <team>"};
    assessment.levels.proven = 0;
    assessment.levels.possible = 1;
    assessment.levels.unknown_gates = {"D3"};
    finding(assessment, "C2").verdict = insight::not_applicable("no code");
    const auto text = bot::markdown_report({assessment});
    CHECK(text.find("\nPurpose: Takes payments\n") != std::string::npos);
    CHECK(text.find("\nOwner: Pay \\<team\\>\n") != std::string::npos);
    CHECK(text.find("L1 if colleagues can read it") != std::string::npos);
    CHECK(text.find("| does not apply |") != std::string::npos);
    CHECK(text.find("not_applicable") == std::string::npos);
}

TEST_CASE("Markdown keeps the notes, and says once that contributions are restricted") {
    auto assessment = judged();
    assessment.restriction = "closed (README.md:3)";
    assessment.notes = {{0, "It turns outside work away: closed (README.md:3)"},
                        {7, "a.yml:7: The key \"profil\" is not known."},
                        {0, "x\n# y <b>"}};
    const auto text = bot::markdown_report({assessment});
    CHECK(text.find("\n> a.yml:7: The key \"profil\" is not known.\n") != std::string::npos);
    CHECK(text.find("turns outside work away") == std::string::npos);
    CHECK(text.find("<b>") == std::string::npos);
    CHECK(text.find("\n# y") == std::string::npos);
}

TEST_CASE("reports tell what is there, what is missing and what was only declared apart") {
    auto assessment = judged();
    auto& guide = finding(assessment, "C2");
    guide.verdict = insight::partly("CONTRIBUTING.md:1", "legal text only", "how to run the tests");
    finding(assessment, "S2").verdict = insight::yes("--assume");
    finding(assessment, "S2").verdict.declared = true;
    const auto text = bot::markdown_report({assessment});
    CHECK(text.find("CONTRIBUTING.md:1 (legal text only); missing: how to run the tests") !=
          std::string::npos);
    CHECK(text.find("(declared, not seen)") != std::string::npos);
    const auto result = result_of(sarif(assessment), "C2");
    const auto said = core::text_of(core::member_of(result, "message"), "text");
    CHECK(said.find("missing: how to run the tests. Remedy: ") != std::string::npos);
}

TEST_CASE("what a repository says cannot break out of the Markdown") {
    auto assessment = judged("a|b\n# <img src=x> [l](javascript:x) `c`");
    assessment.restriction = "line\nbreak | <b>";
    finding(assessment, "C2").verdict = insight::no("quoted | <script>\n\n# Big `code` \xe2\x80\xae \xff");
    const auto text = bot::markdown_report({assessment});
    CHECK(text.find("<script>") == std::string::npos);
    CHECK(text.find("\\<script\\>") != std::string::npos);
    CHECK(text.find("\n# Big") == std::string::npos);
    CHECK(text.find("\n# <img") == std::string::npos);
    CHECK(text.find(" [l]") == std::string::npos);
    CHECK(text.find("\xe2\x80\xae") == std::string::npos);
    CHECK(core::is_utf8(text));
    for (const auto line : core::lines(text)) {
        if (!line.starts_with("| ")) continue;
        std::size_t bars = 0;
        for (std::size_t i = 0; i < line.size(); ++i)
            bars += line[i] == '|' && (i == 0 || line[i - 1] != '\\');
        CHECK(bars == 4);
    }
}

TEST_CASE("what a repository says notifies nobody and links nowhere") {
    auto assessment = judged();
    const std::string foreign =
        "@alice see https://evil.example [x](http://e) www.evil.example #12 mail a@b.example &lt;i&gt; ~~x~~";
    finding(assessment, "C2").verdict = insight::no(foreign);
    const auto text = bot::markdown_report({assessment});
    for (const auto* live : {"@alice", "://", "www.e", "#12", "a@b", "~~", "[x]"})
        CHECK(text.find(live) == std::string::npos);
    CHECK(text.find("\\&lt;") != std::string::npos);
    const auto message = result_of(sarif(assessment), "C2")["message"]["text"].get<std::string>();
    CHECK(message.find("\\[x\\](http") != std::string::npos);
    finding(assessment, "C2").verdict = insight::no("a\\[b](c)");
    CHECK(result_of(sarif(assessment), "C2")["message"]["text"].get<std::string>().find("a\\\\\\[b\\](c)") !=
          std::string::npos);
}

TEST_CASE("what a step says to type can be copied from the report") {
    auto assessment = judged();
    assessment.fixes.resize(1);
    const std::vector<std::pair<std::string, std::string>> rows{
        {"Add “* @team” first", "1. Add `* @team` first ("},
        {"“* @team”", "1. `* @team` ("},
        {"Not “a`b @x”", "1. Not “a\\`b @\xE2\x80\x8Bx” ("},
        {"Never “@closed",
         "1. Never “@\xE2\x80\x8B"
         "closed ("},
        {"Nothing in “” here", "1. Nothing in “” here ("}};
    for (const auto& [step, shown] : rows) {
        assessment.fixes.front().text = step;
        CAPTURE(step);
        CHECK(bot::markdown_report({assessment}).find(shown) != std::string::npos);
    }
}

TEST_CASE("SARIF names its version, its tool and a rule for each check") {
    const auto log = sarif(judged());
    CHECK(log["version"] == "2.1.0");
    const auto& driver = log["runs"][0]["tool"]["driver"];
    CHECK(driver["name"] == "ispo");
    CHECK(driver["semanticVersion"] == bot::version());
    REQUIRE(driver["rules"].size() == 27);
    for (const auto& result : log["runs"][0]["results"]) {
        const auto rule = result["ruleIndex"].get<std::size_t>();
        CHECK(driver["rules"][rule]["id"] == result["ruleId"]);
        CHECK_FALSE(core::text_of(result["message"], "text").empty());
    }
}

TEST_CASE("only what fails is a SARIF result: code scanning makes an alert of each") {
    for (const auto& [outcome, level] :
         std::vector<std::pair<Outcome, std::string>>{{Outcome::no, "warning"},
                                                      {Outcome::partly, "note"},
                                                      {Outcome::yes, ""},
                                                      {Outcome::unknown, ""},
                                                      {Outcome::not_applicable, ""}}) {
        auto assessment = judged();
        finding(assessment, "C4").verdict.outcome = outcome;
        const auto log = sarif(assessment);
        std::string found;
        for (const auto& result : log["runs"][0]["results"])
            if (result["ruleId"] == "C4") found = core::text_of(result, "level");
        CHECK(found == level);
    }
}

TEST_CASE("runs of several repositories are told apart") {
    const auto log = core::parse_json(bot::sarif_report({judged("a"), judged("b c")})).value();
    CHECK(log["runs"][0]["automationDetails"]["id"] == "ispo-readiness/a/");
    CHECK(log["runs"][1]["automationDetails"]["id"] == "ispo-readiness/b%20c/");
    const auto alike = core::parse_json(bot::sarif_report({judged("a"), judged("a")})).value();
    CHECK(alike["runs"][0]["automationDetails"]["id"] == "ispo-readiness/a/");
    CHECK(alike["runs"][1]["automationDetails"]["id"] == "ispo-readiness/a-2/");
}

TEST_CASE("a result points at its evidence, else at the first line of the README") {
    const std::vector<std::tuple<std::string, std::string, int>> rows = {
        {"docs/a b%ü.md:14", "docs/a%20b%25%C3%BC.md", 14},
        {".github/CODEOWNERS", ".github/CODEOWNERS", 1},
        {"--assume", "README.md", 1},
        {"visibility = internal", "README.md", 1},
        {"a = b:3", "README.md", 1},
        {":3", "README.md", 1},
        {"x.md:0", "README.md", 1},
        {"x.md:-1", "README.md", 1},
        {"x.md:99999999999", "README.md", 1},
        {"", "README.md", 1}};
    for (const auto& [where, file, line] : rows) {
        INFO(where);
        auto assessment = judged();
        finding(assessment, "C2").verdict = insight::partly(where, "note");
        const auto place = result_of(sarif(assessment), "C2")["locations"][0]["physicalLocation"];
        CHECK(place["artifactLocation"]["uri"] == file);
        CHECK(place["region"]["startLine"] == line);
    }
}

TEST_CASE("fingerprints are unique in a run and stay when lines move") {
    auto assessment = judged();
    finding(assessment, "C2").verdict = insight::partly("CONTRIBUTING.md:14", "note");
    const auto print = [](const core::Json& result) {
        return core::text_of(result["partialFingerprints"], "checkAndPath/v1");
    };
    const auto before = sarif(assessment);
    std::set<std::string> prints;
    for (const auto& result : before["runs"][0]["results"]) CHECK(prints.insert(print(result)).second);
    finding(assessment, "C2").verdict = insight::partly("CONTRIBUTING.md:20", "note");
    CHECK(print(result_of(sarif(assessment), "C2")) == print(result_of(before, "C2")));
}

TEST_CASE("an exemption is an accepted suppression with its reason") {
    auto assessment = judged();
    finding(assessment, "C2").verdict.outcome = Outcome::no;
    auto& exempted = finding(assessment, "C4");
    exempted.verdict.outcome = Outcome::no;
    exempted.exemption = insight::Exemption{};
    exempted.exemption->reason = "legal \"says\" <so>";
    const auto log = sarif(assessment);
    const auto result = result_of(log, "C4");
    REQUIRE(result["suppressions"].size() == 1);
    CHECK(result["suppressions"][0]["status"] == "accepted");
    CHECK(result["suppressions"][0]["justification"] == "legal \"says\" <so>");
    CHECK(result_of(log, "C2")["suppressions"] == core::Json::array());  // all or none of a run
    exempted.exemption.reset();
    CHECK_FALSE(result_of(sarif(assessment), "C2").contains("suppressions"));
}

TEST_CASE("Markdown counts the exemptions that a level rests on, and says reason, owner and expiry") {
    auto assessment = judged();
    assessment.levels.exempt_gates = {"C4"};
    auto& exempted = finding(assessment, "C4");
    exempted.verdict = insight::no("no licence");
    exempted.exemption = insight::Exemption{.check = "C4", .reason = "legal looks", .owner = "platform"};
    exempted.exemption->expires = now + core::Days{30};
    const auto text = bot::markdown_report({assessment});
    CHECK(text.find("1 exemption)") != std::string::npos);
    CHECK(text.find("Exempt, so not asked for: ") != std::string::npos);
    CHECK(text.find("exempt: legal looks; platform, until 2026-02-04") != std::string::npos);
}

TEST_CASE("the remedy of a result is the one for this repository") {
    auto assessment = judged();
    finding(assessment, "C1").verdict = insight::no("no README");
    finding(assessment, "C1").verdict.remedy = "Add a README.md.";
    const auto text = result_of(sarif(assessment), "C1")["message"]["text"].get<std::string>();
    CHECK(text.ends_with("Remedy: Add a README.md."));
}

TEST_CASE("rules are found by their id, also when findings come in another order") {
    auto assessment = judged();
    assessment.findings.erase(assessment.findings.begin(), assessment.findings.begin() + 5);
    const auto log = sarif(assessment);
    for (const auto& result : log["runs"][0]["results"]) {
        const auto rule = result["ruleIndex"].get<std::size_t>();
        CHECK(log["runs"][0]["tool"]["driver"]["rules"][rule]["id"] == result["ruleId"]);
    }
}
