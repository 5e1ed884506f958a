// SPDX-License-Identifier: Apache-2.0
#include "insight/fixes.hpp"

#include "insight/score.hpp"

#include <algorithm>
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
std::string text_of(const Check& check, const Verdict& verdict) {
    std::string text(check.remedy.text);
    if (!verdict.missing.empty())
        text += " Missing: " + verdict.missing + (verdict.missing.back() == '.' ? "" : ".");
    return text;
}

Ranked rank(const Finding& finding, const Check& check, const Levels& levels, int judged_weight) {
    const auto gate = is_next_gate(levels, finding.check);
    const auto gain = finding.weight * (1 - value_of(finding.verdict.outcome).value_or(1));
    Fix fix{.check = finding.check,
            .text = text_of(check, finding.verdict),
            .effort = check.remedy.effort,
            .gain = judged_weight > 0 ? 100 * gain / judged_weight : 0,
            .opens_level = gate ? levels.possible + 1 : 0,
            .pattern = check.patterns.empty() ? std::string{} : std::string(check.patterns.front()),
            .draft = std::string(check.remedy.draft)};
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
