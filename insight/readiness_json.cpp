// SPDX-License-Identifier: Apache-2.0
#include "insight/readiness_json.hpp"

#include <fmt/format.h>
#include <array>
#include <cmath>

namespace insight {
namespace {

using core::Json;

constexpr int schema_version = 1;

constexpr std::array<std::pair<Mode, std::string_view>, 3> modes = {
    {{Mode::api, "api"},
     {Mode::checkout_with_settings, "checkout_with_settings"},
     {Mode::plain_git, "plain_git"}}};

std::string_view to_word(Mode mode) {
    for (const auto& [value, word] : modes)
        if (value == mode) return word;
    return "plain_git";
}

Json json_of(const Exemption& exemption) {
    Json out = {{"check", exemption.check},
                {"reason", exemption.reason},
                {"owner", exemption.owner},
                {"where", exemption.where},
                {"central", exemption.central}};
    out["expires"] = exemption.expires ? Json(core::to_rfc3339(*exemption.expires)) : Json(nullptr);
    return out;
}

Json json_of(const std::vector<Evidence>& evidence) {
    Json out = Json::array();
    for (const auto& entry : evidence) out.push_back({{"where", entry.where}, {"note", entry.note}});
    return out;
}

Json remedy_of(const Check& check, const Verdict& verdict) {
    return {{"text", verdict.remedy.empty() ? check.remedy.text : std::string_view(verdict.remedy)},
            {"effort", to_word(check.remedy.effort)},
            {"pattern", check.patterns.empty() ? std::string_view{} : check.patterns.front()},
            {"draft", check.remedy.draft}};
}

Json json_of(const Finding& finding, Time generated_at) {
    const auto* check = find_check(finding.check);
    const auto& verdict = finding.verdict;
    Json out = {{"id", finding.check},
                {"check", check ? check->name : std::string_view{}},
                {"outcome", to_word(verdict.outcome)},
                {"weight", finding.weight},
                {"evidence", json_of(verdict.evidence)},
                {"inherited", verdict.inherited},
                {"at_least", verdict.at_least},
                {"declared", verdict.declared},
                {"missing", verdict.missing},
                {"source", finding.source},
                {"seen_at", core::to_rfc3339(finding.seen_at)},
                {"age", (generated_at - finding.seen_at).count()}};
    out["exemption"] = finding.exemption ? json_of(*finding.exemption) : Json(nullptr);
    out["remedy"] = check ? remedy_of(*check, verdict) : Json(nullptr);
    return out;
}

Json json_of(const Fix& fix) {
    return {
        {"check", fix.check},     {"text", fix.text},   {"effort", to_word(fix.effort)}, {"gain", fix.gain},
        {"pattern", fix.pattern}, {"draft", fix.draft}, {"opens_level", fix.opens_level}};
}

Json json_of(const Levels& levels) {
    return {{"proven", levels.proven},
            {"possible", levels.possible},
            {"unknown_gates", levels.unknown_gates},
            {"failed_gates", levels.failed_gates},
            {"exempt_gates", levels.exempt_gates},
            {"cap", levels.cap}};
}

// What is not as promised. Thrown and caught in this file only: a reader of 60 fields stays readable.
struct Unfit {
    std::string what;
};

const Json& needed(const Json& json, const char* key, bool (Json::*is_right)() const noexcept,
                   std::string_view type) {
    const auto& value = core::member_of(json, key);
    if (!(value.*is_right)()) throw Unfit{fmt::format("“{}” is missing or is no {}", key, type)};
    return value;
}
std::string text(const Json& json, const char* key) {
    return needed(json, key, &Json::is_string, "text").get<std::string>();
}
bool truth(const Json& json, const char* key) {
    return needed(json, key, &Json::is_boolean, "truth value").get<bool>();
}
double number(const Json& json, const char* key) {
    return needed(json, key, &Json::is_number, "number").get<double>();
}
const Json& list(const Json& json, const char* key) { return needed(json, key, &Json::is_array, "list"); }
int whole(const Json& json, const char* key, int least, int most) {
    const auto value = needed(json, key, &Json::is_number_integer, "whole number").get<std::int64_t>();
    if (value < least || value > most)
        throw Unfit{fmt::format("“{}” is not from {} to {}", key, least, most)};
    return static_cast<int>(value);
}
Time time(const Json& json, const char* key) {
    const auto parsed = core::parse_time(text(json, key));
    if (!parsed) throw Unfit{fmt::format("“{}” is no time", key)};
    return *parsed;
}

template <class Value, class Values>
Value word(const Json& json, const char* key, const Values& values) {
    const auto written = text(json, key);
    for (const Value value : values)
        if (to_word(value) == written) return value;
    throw Unfit{fmt::format("“{}” has a value that is not known", key)};
}
constexpr std::array outcomes = {Outcome::yes, Outcome::partly, Outcome::no, Outcome::unknown,
                                 Outcome::not_applicable};
constexpr std::array efforts = {Effort::small, Effort::medium, Effort::large};

std::vector<std::string> texts(const Json& json, const char* key) {
    std::vector<std::string> out;
    for (const auto& entry : list(json, key)) {
        if (!entry.is_string()) throw Unfit{fmt::format("“{}” holds something other than text", key)};
        out.push_back(entry.get<std::string>());
    }
    return out;
}

Exemption exemption_of(const Json& json) {
    Exemption out{text(json, "check"), text(json, "reason"),  text(json, "owner"), {},
                  text(json, "where"), truth(json, "central")};
    if (!core::member_of(json, "expires").is_null()) out.expires = time(json, "expires");
    return out;
}

Finding finding_of(const Json& json) {
    Finding out{.check = text(json, "id"),
                .weight = whole(json, "weight", 0, 1'000'000),
                .source = text(json, "source")};
    out.verdict.outcome = word<Outcome>(json, "outcome", outcomes);
    for (const auto& entry : list(json, "evidence"))
        out.verdict.evidence.push_back({text(entry, "where"), text(entry, "note")});
    out.verdict.inherited = truth(json, "inherited");
    out.verdict.at_least = truth(json, "at_least");
    out.verdict.declared = truth(json, "declared");
    out.verdict.missing = text(json, "missing");
    const auto* check = find_check(out.check);
    const auto remedy = core::text_of(core::member_of(json, "remedy"), "text");
    if (check && remedy != check->remedy.text) out.verdict.remedy = remedy;
    out.seen_at = time(json, "seen_at");
    if (const auto& exemption = core::member_of(json, "exemption"); !exemption.is_null())
        out.exemption = exemption_of(exemption);
    return out;
}

Fix fix_of(const Json& json) {
    Fix out{.check = text(json, "check"),
            .text = text(json, "text"),
            .effort = word<Effort>(json, "effort", efforts)};
    out.gain = number(json, "gain");
    out.opens_level = whole(json, "opens_level", 0, 4);
    out.pattern = text(json, "pattern");
    out.draft = text(json, "draft");
    return out;
}

Levels levels_from(const Json& json) {
    Levels out;
    out.proven = whole(json, "proven", 0, 4);
    out.possible = whole(json, "possible", 0, 4);
    out.unknown_gates = texts(json, "unknown_gates");
    out.failed_gates = texts(json, "failed_gates");
    out.exempt_gates = texts(json, "exempt_gates");
    out.cap = text(json, "cap");
    return out;
}

Mode mode_of(const Json& json) {
    const auto written = text(json, "mode");
    for (const auto& [value, name] : modes)
        if (name == written) return value;
    throw Unfit{"“mode” has a value that is not known"};
}

void read_lists(const Json& json, Assessment& out) {
    for (const auto& finding : list(json, "findings")) out.findings.push_back(finding_of(finding));
    for (const auto& fix : list(json, "fixes")) out.fixes.push_back(fix_of(fix));
    for (const auto& note : list(json, "notes"))
        out.notes.push_back({whole(note, "line", 0, 1 << 30), text(note, "what")});
}

constexpr std::pair<Visibility, std::string_view> visibilities[] = {
    {Visibility::public_, "public"}, {Visibility::internal, "internal"}, {Visibility::private_, "private"}};

// Absent in what was written before it was kept.
std::optional<Visibility> visibility_of(const Json& json) {
    if (core::member_of(json, "visibility").is_null()) return std::nullopt;
    const auto written = text(json, "visibility");
    for (const auto& [value, name] : visibilities)
        if (name == written) return value;
    throw Unfit{"“visibility” has a value that is not known"};
}

Json json_of(const std::optional<Visibility>& visibility) {
    for (const auto& [value, name] : visibilities)
        if (value == visibility) return Json(name);
    return Json(nullptr);
}

Assessment read(const Json& json) {
    whole(json, "schema_version", schema_version, schema_version);
    Assessment out{.repository = text(json, "repository"),
                   .full_name = text(json, "full_name"),
                   .checkout = {},
                   .commit = text(json, "commit")};
    out.visibility = visibility_of(json);
    // Absent in what was written before they were kept.
    if (!core::member_of(json, "purpose").is_null()) out.purpose = text(json, "purpose");
    if (!core::member_of(json, "owners").is_null()) out.owners = texts(json, "owners");
    if (!core::member_of(json, "checkout").is_null()) out.checkout = text(json, "checkout");
    out.at = time(json, "generated_at");
    out.mode = mode_of(json);
    const auto profile = profile_from(text(json, "profile"));
    if (!profile) throw Unfit{"“profile” has a value that is not known"};
    out.profile = *profile;
    out.profile_source = text(json, "profile_source");
    out.levels = levels_from(core::member_of(json, "levels"));
    out.scored = !core::member_of(json, "score").is_null();
    if (out.scored) out.score = number(json, "score");
    out.coverage = number(json, "coverage");
    out.restriction = text(json, "restriction");
    read_lists(json, out);
    return out;
}

}  // namespace

core::Json to_json(const Assessment& assessment) {
    Json out = {{"schema_version", schema_version},
                {"repository", assessment.repository},
                {"full_name", assessment.full_name},
                {"checkout", assessment.checkout},
                {"commit", assessment.commit},
                {"purpose", assessment.purpose},
                {"owners", assessment.owners},
                {"visibility", json_of(assessment.visibility)},
                {"generated_at", core::to_rfc3339(assessment.at)},
                {"mode", to_word(assessment.mode)},
                {"profile", to_word(assessment.profile)},
                {"profile_source", assessment.profile_source},
                {"level", assessment.levels.possible},
                {"at_least", assessment.levels.proven},
                {"levels", json_of(assessment.levels)},
                {"coverage", assessment.coverage},
                {"restriction", assessment.restriction}};
    out["score"] = assessment.scored ? Json(assessment.score) : Json(nullptr);
    for (const auto* key : {"findings", "fixes", "notes"}) out[key] = Json::array();
    for (const auto& finding : assessment.findings)
        out["findings"].push_back(json_of(finding, assessment.at));
    for (const auto& fix : assessment.fixes) out["fixes"].push_back(json_of(fix));
    for (const auto& note : assessment.notes)
        out["notes"].push_back({{"line", note.line}, {"what", note.what}});
    return out;
}

core::Result<Assessment> assessment_from_json(const core::Json& json) {
    try {
        return read(json);
    } catch (const Unfit& unfit) {
        return core::invalid("This is no assessment of schema version 1: " + unfit.what + ".");
    }
}

}  // namespace insight
