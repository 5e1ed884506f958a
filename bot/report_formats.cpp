// SPDX-License-Identifier: Apache-2.0
#include "bot/report_formats.hpp"

#include "bot/version.hpp"
#include "commands/evidence.hpp"
#include "commands/finding_words.hpp"
#include "commands/gate_phrases.hpp"
#include "commands/readiness_answer.hpp"
#include "core/text.hpp"
#include "insight/readiness_json.hpp"
#include "net/crypto.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

namespace bot {

namespace {

// Where a host would make a mention, a reference or a link of plain text, whatever its escapes: after "@",
// after
// "#" before a number, inside "://" and after "www".
bool comes_alive(std::string_view text, std::size_t at) {
    const auto rest = text.substr(at);
    if (rest[0] == '@') return true;
    if (rest[0] == '#') return rest.size() > 1 && rest[1] >= '0' && rest[1] <= '9';
    if (rest[0] == ':') return rest.starts_with("://");
    return rest[0] == '.' && at >= 3 && core::lower(text.substr(at - 3, 3)) == "www";
}

// One line without pipes or markup from outside, and nobody is notified.
std::string escaped(std::string_view text) {
    constexpr std::string_view zero_width_space = "\xE2\x80\x8B";
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (std::string_view("|\\`*_<>[]#&~").find(text[i]) != std::string_view::npos) out += '\\';
        out += text[i];
        if (comes_alive(text, i)) out += zero_width_space;
    }
    return out;
}

// A cell of a Markdown table.
std::string cell(std::string_view outside) { return escaped(core::one_line(outside)); }

// What a step quotes is to be typed (“* @team”): code, in which nothing is markup or a mention, so it can be
// copied.
std::string step_text(std::string_view outside) {
    constexpr std::string_view opening = "“", closing = "”";
    const auto text = core::one_line(outside);
    std::string_view rest = text;
    std::string out;
    while (!rest.empty()) {
        const auto begin = rest.find(opening);
        const auto end = begin == std::string_view::npos ? begin : rest.find(closing, begin);
        if (end == std::string_view::npos) break;
        const auto quoted = rest.substr(begin + opening.size(), end - begin - opening.size());
        const bool is_code = !quoted.empty() && quoted.find('`') == std::string_view::npos;
        out += escaped(rest.substr(0, begin));
        out +=
            is_code ? fmt::format("`{}`", quoted) : escaped(rest.substr(begin, end + closing.size() - begin));
        rest.remove_prefix(end + closing.size());
    }
    return out + escaped(rest);
}

// Plain text in SARIF may hold links: "[text](target)". Source: SARIF 2.1.0, 3.11.6.
std::string sarif_text(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '[' || c == ']' || c == '\\') out += '\\';
        out += c;
    }
    return out;
}

void markdown_one(std::string& out, const insight::Assessment& assessment) {
    out += fmt::format("## {}\n\n{}\n\n", cell(assessment.repository),
                       cell(commands::readiness_headline(assessment)));
    if (!assessment.purpose.empty()) out += fmt::format("Purpose: {}\n\n", cell(assessment.purpose));
    if (!assessment.owners.empty())
        out += fmt::format("Owner: {}\n\n", cell(core::join(assessment.owners, ", ")));
    if (assessment.levels.possible != assessment.levels.proven)
        out += cell(commands::conditions_of(assessment.levels)) + "\n\n";
    if (const auto exempt = commands::exemptions_of(assessment.levels); !exempt.empty())
        out += cell(exempt) + "\n\n";
    if (!assessment.restriction.empty())
        out += fmt::format("Contributions are restricted: {}\n\n", cell(assessment.restriction));
    for (const auto& note : assessment.notes) {
        const bool is_said = !assessment.restriction.empty() && note.what.ends_with(assessment.restriction);
        if (!is_said) out += fmt::format("> {}\n\n", cell(note.what));
    }
    out += "| Check | Outcome | Evidence |\n|---|---|---|\n";
    for (const auto& finding : assessment.findings) {
        const auto* check = insight::find_check(finding.check);
        out += fmt::format("| {} {} | {}{} | {} |\n", finding.check, check ? check->statement : "",
                           commands::word(commands::status_of(finding.verdict.outcome)),
                           finding.exemption ? " (exempt)" : "", cell(commands::whole_evidence(finding)));
    }
    if (!assessment.fixes.empty()) out += "\n**Next steps**\n\n";
    for (std::size_t i = 0; i < std::min<std::size_t>(3, assessment.fixes.size()); ++i) {
        const auto& fix = assessment.fixes[i];
        out += fmt::format("{}. {} (+{:.1f}, {}{})\n", i + 1, step_text(fix.text), fix.gain,
                           insight::to_phrase(fix.effort), commands::effect_on_level(fix, assessment.levels));
    }
    out += fmt::format(
        "\nData as of {}{}\n", core::to_readable(assessment.at),
        assessment.commit.empty() ? "" : fmt::format(", commit {}", assessment.commit.substr(0, 12)));
}

struct Place {
    std::string file;
    int line = 1;
};

// "CONTRIBUTING.md:14" → file and line; settings and API values have no place in a file.
std::optional<Place> place_of(std::string_view where) {
    const auto colon = where.rfind(':');
    if (colon == std::string_view::npos || colon == 0 || where.find(" = ") != std::string_view::npos)
        return std::nullopt;
    const auto digits = where.substr(colon + 1);
    Place place{std::string(where.substr(0, colon))};
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), place.line);
    if (error != std::errc{} || end != digits.data() + digits.size() || place.line < 1) return std::nullopt;
    return place;
}

// A place without a line is a file, unless it is a setting ("visibility = internal") or an option.
bool is_file(std::string_view where) {
    return !where.empty() && where.front() != '-' && where.find_first_of(" :") == std::string_view::npos;
}

std::string uri_of(std::string_view path) {
    std::string out;
    for (const char c : path) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           std::string_view("-._~/").find(c) != std::string_view::npos;
        out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

core::Json location_of(const insight::Finding& finding) {
    Place place{"README.md"};
    for (const auto& evidence : finding.verdict.evidence)
        if (auto found = place_of(evidence.where)) {
            place = std::move(*found);
            break;
        } else if (is_file(evidence.where)) {
            place.file = evidence.where;
            break;
        }
    return {{"physicalLocation",
             {{"artifactLocation", {{"uri", uri_of(place.file)}}}, {"region", {{"startLine", place.line}}}}}};
}

// Code scanning makes an alert of each result, whatever its kind says: what passes or was not seen is none.
std::optional<std::string_view> sarif_level(insight::Outcome outcome) {
    if (outcome == insight::Outcome::no) return "warning";
    if (outcome == insight::Outcome::partly) return "note";
    return std::nullopt;
}

core::Json sarif_result(const insight::Finding& finding, std::string_view level) {
    const auto all = insight::checks();
    const auto* check = insight::find_check(finding.check);
    const auto rule = std::find(all.begin(), all.end(), check) - all.begin();
    auto location = location_of(finding);
    const auto path = location["physicalLocation"]["artifactLocation"]["uri"].get<std::string>();
    std::string text = fmt::format("{}: {}.", check ? check->question : finding.check,
                                   insight::to_word(finding.verdict.outcome));
    if (const auto evidence = commands::whole_evidence(finding); !evidence.empty())
        text += " " + evidence + ".";
    if (check)
        text += fmt::format(" Remedy: {}", finding.verdict.remedy.empty()
                                               ? check->remedy.text
                                               : std::string_view(finding.verdict.remedy));
    core::Json result = {
        {"ruleId", finding.check},
        {"ruleIndex", check ? rule : -1},
        {"kind", "fail"},
        {"level", level},
        {"message", {{"text", sarif_text(text)}}},
        {"locations", core::Json::array({location})},
        {"partialFingerprints",
         {{"checkAndPath/v1",
           net::crypto::to_hex(net::crypto::sha256(finding.check + "\n" + path)).substr(0, 32)}}}};
    if (finding.exemption)
        result["suppressions"] = core::Json::array(
            {{{"kind", "external"}, {"status", "accepted"}, {"justification", finding.exemption->reason}}});
    return result;
}

core::Json sarif_rules() {
    core::Json rules = core::Json::array();
    for (const auto* check : insight::checks())
        rules.push_back({{"id", check->id},
                         {"name", check->name},
                         {"shortDescription", {{"text", check->question}}},
                         {"fullDescription", {{"text", check->why}}},
                         {"help", {{"text", check->remedy.text}}},
                         {"defaultConfiguration", {{"level", "warning"}}}});
    return rules;
}

}  // namespace

std::string json_report(const std::vector<insight::Assessment>& assessments,
                        const std::vector<Unjudged>& unjudged) {
    core::Json all = core::Json::array();
    for (const auto& assessment : assessments) all.push_back(insight::to_json(assessment));
    for (const auto& [path, error] : unjudged)
        all.push_back({{"repository", path},
                       {"error",
                        {{"outcome", commands::to_word(commands::from_error(error).outcome)},
                         {"sentence", error.sentence}}}});
    return core::dump_json_pretty(all.size() == 1 ? all.front() : all) + "\n";
}

std::string markdown_report(const std::vector<insight::Assessment>& assessments) {
    std::string out = "# InnerSource readiness\n";
    for (const auto& assessment : assessments) {
        out += "\n";
        markdown_one(out, assessment);
    }
    return out;
}

std::string sarif_report(const std::vector<insight::Assessment>& assessments) {
    core::Json runs = core::Json::array();
    std::map<std::string, int> names;
    for (const auto& assessment : assessments) {
        const auto repeated = ++names[assessment.repository];
        core::Json results = core::Json::array();
        for (const auto& finding : assessment.findings)
            if (const auto level = sarif_level(finding.verdict.outcome))
                results.push_back(sarif_result(finding, *level));
        // Where one is suppressed, the others have to say that they are not. Source: SARIF 2.1.0, 3.27.23.
        if (std::any_of(results.begin(), results.end(),
                        [](const core::Json& result) { return result.contains("suppressions"); }))
            for (auto& result : results)
                if (!result.contains("suppressions")) result["suppressions"] = core::Json::array();
        core::Json run = {
            {"tool",
             {{"driver", {{"name", "ispo"}, {"semanticVersion", version()}, {"rules", sarif_rules()}}}}},
            {"automationDetails",
             {{"id", fmt::format("ispo-readiness/{}{}/", uri_of(assessment.repository),
                                 repeated > 1 ? fmt::format("-{}", repeated) : "")}}},
            {"results", results},
            {"properties", {{"repository", assessment.repository}, {"level", assessment.levels.possible}}}};
        runs.push_back(run);
    }
    const core::Json log = {
        {"$schema", "https://json.schemastore.org/sarif-2.1.0.json"}, {"version", "2.1.0"}, {"runs", runs}};
    return core::dump_json_pretty(log) + "\n";
}

int exit_code_for_level(const insight::Assessment& assessment, int level, bool unknown_passes) {
    if (assessment.levels.proven >= level) return 0;
    if (assessment.levels.possible < level) return 1;
    return unknown_passes ? 0 : 3;
}

int combined_exit_code(const std::vector<int>& codes) {
    const auto has = [&](int code) { return std::find(codes.begin(), codes.end(), code) != codes.end(); };
    return has(4) ? 4 : has(3) ? 3 : has(1) ? 1 : 0;
}

}  // namespace bot
