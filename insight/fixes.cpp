// SPDX-License-Identifier: Apache-2.0
#include "insight/fixes.hpp"

#include "insight/restriction.hpp"
#include "insight/score.hpp"

#include <algorithm>
#include <cctype>
#include <tuple>

namespace insight {
namespace {

struct Ranked {
    Fix fix;
    bool uncertain = false;
    double gain = 0;  // in weight
};

bool is_next_gate(const Levels& levels, const std::string& check) {
    return std::find(levels.failed_gates.begin(), levels.failed_gates.end(), check) !=
           levels.failed_gates.end();
}

// The remedy is general; what this repository lacks makes it specific.
struct Remedied {
    std::string text;
    Effort effort = Effort::small;
    std::string draft;
};
std::string fault_in(const Evidence& evidence) {
    if (evidence.where.empty() || evidence.note.empty()) return {};
    return "found: " + evidence.note + " (" + evidence.where + ")";
}
std::string text_of(const Check& check, const Verdict& verdict) {
    std::string text = verdict.remedy.empty() ? std::string(check.remedy.text) : verdict.remedy;
    auto detail = lack_of(verdict);
    if (detail.empty() && verdict.remedy.empty() && !verdict.evidence.empty())
        detail = fault_in(verdict.evidence.front());
    if (detail.empty()) return text;
    detail.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(detail.front())));
    return text + " " + detail + (detail.back() == '.' ? "" : ".");
}

// A repository that turns work away needs a decision, not another paragraph.
Remedied remedy_for(const Check& check, const Verdict& verdict) {
    if (verdict.missing == missing_where_restricted)
        return {
            "Take back the sentence that turns outside work away, or declare the profile readable-source.",
            Effort::large,
            {}};
    return {text_of(check, verdict), check.remedy.effort, std::string(check.remedy.draft)};
}

Ranked rank(const Finding& finding, const Check& check, const Levels& levels, int judged_weight) {
    const auto gate = is_next_gate(levels, finding.check);
    const auto gain = finding.weight * (1 - value_of(finding.verdict.outcome).value_or(1));
    auto remedy = remedy_for(check, finding.verdict);
    Fix fix{.check = finding.check,
            .text = std::move(remedy.text),
            .effort = remedy.effort,
            .gain = judged_weight > 0 ? 100 * gain / judged_weight : 0,
            .opens_level = gate ? levels.possible + 1 : 0,
            .pattern = check.patterns.empty() ? std::string{} : std::string(check.patterns.front()),
            .draft = std::move(remedy.draft)};
    return {std::move(fix), finding.verdict.at_least && finding.verdict.outcome == Outcome::partly && !gate,
            gain};
}

}  // namespace

std::vector<Fix> fixes_for(const std::vector<Finding>& findings, const Levels& levels, int judged_weight) {
    std::vector<Ranked> ranked;
    for (const auto& finding : findings) {
        const auto* check = find_check(finding.check);
        const auto mendable =
            finding.verdict.outcome == Outcome::no || finding.verdict.outcome == Outcome::partly;
        if (!check || finding.exemption || !(mendable || is_next_gate(levels, finding.check))) continue;
        ranked.push_back(rank(finding, *check, levels, judged_weight));
    }
    std::sort(ranked.begin(), ranked.end(), [](const Ranked& a, const Ranked& b) {
        return std::make_tuple(a.fix.opens_level == 0, a.uncertain, -a.gain, std::string_view(a.fix.check)) <
               std::make_tuple(b.fix.opens_level == 0, b.uncertain, -b.gain, std::string_view(b.fix.check));
    });
    std::vector<Fix> out;
    out.reserve(ranked.size());
    for (auto& entry : ranked) out.push_back(std::move(entry.fix));
    return out;
}

}  // namespace insight
