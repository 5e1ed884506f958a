// SPDX-License-Identifier: Apache-2.0
// What is different since the last look, most important first.
#include "insight/readiness.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>

namespace insight {
namespace {

std::string shown(const Levels& levels) {
    const auto possible = fmt::format("L{} {}", levels.possible, level_name(levels.possible));
    return levels.proven == levels.possible ? possible
                                            : fmt::format("{} (proven: L{})", possible, levels.proven);
}

std::string shown(const Finding& finding) {
    const auto word = finding.verdict.outcome == Outcome::not_applicable ? "not applicable"
                                                                         : to_word(finding.verdict.outcome);
    return finding.exemption ? fmt::format("{}, exempt", word) : std::string(word);
}

std::string shown_score(const Assessment& assessment) {
    return assessment.scored ? fmt::format("{}", std::lround(assessment.score)) : "none";
}

void add_if_different(std::vector<Change>& out, std::string_view what, const std::string& before,
                      const std::string& after) {
    if (before != after) out.push_back({{}, fmt::format("{}: {} → {}", what, before, after)});
}

std::string restriction_of(const Assessment& assessment) {
    return assessment.restriction.empty() ? "takes contributions" : "turns contributions away";
}

struct Moved {
    int weight = 0;
    Change change;
};
std::vector<Moved> moved_checks(const Assessment& before, const Assessment& after) {
    std::vector<Moved> out;
    for (const auto& now : after.findings) {
        const auto old = std::find_if(before.findings.begin(), before.findings.end(),
                                      [&](const auto& f) { return f.check == now.check; });
        if (old == before.findings.end() || shown(*old) == shown(now)) continue;
        const auto* check = find_check(now.check);
        const auto name = check ? check->name : std::string_view(now.check);
        out.push_back({now.weight, {now.check, fmt::format("{}: {} → {}", name, shown(*old), shown(now))}});
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const auto& a, const auto& b) { return a.weight > b.weight; });
    return out;
}

}  // namespace

std::vector<Change> changes_between(const Assessment& before, const Assessment& after) {
    std::vector<Change> out;
    add_if_different(out, "Level", shown(before.levels), shown(after.levels));
    add_if_different(out, "Policy", restriction_of(before), restriction_of(after));
    add_if_different(out, "Profile", std::string(to_word(before.profile)),
                     std::string(to_word(after.profile)));
    for (auto& moved : moved_checks(before, after)) out.push_back(std::move(moved.change));
    add_if_different(out, "Score", shown_score(before), shown_score(after));
    return out;
}

}  // namespace insight
