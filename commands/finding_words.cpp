// SPDX-License-Identifier: Apache-2.0
#include "commands/finding_words.hpp"

#include "core/text.hpp"
#include "insight/levels.hpp"
#include "insight/score.hpp"

#include <fmt/core.h>

namespace commands {

Status status_of(insight::Outcome outcome) {
    switch (outcome) {
        case insight::Outcome::yes:
            return Status::yes;
        case insight::Outcome::partly:
            return Status::partly;
        case insight::Outcome::no:
            return Status::no;
        case insight::Outcome::unknown:
            return Status::unknown;
        case insight::Outcome::not_applicable:
            return Status::not_applicable;
    }
    return Status::unknown;
}

std::string statement_of(std::string_view id) {
    const auto* check = insight::find_check(id);
    return check == nullptr ? core::one_line(id) : std::string{check->statement};
}

std::string evidence_of(const insight::Finding& finding) {
    const auto& verdict = finding.verdict;
    std::string text = verdict.evidence.empty() ? "" : verdict.evidence.front().where;
    std::string note = verdict.evidence.empty() ? "" : verdict.evidence.front().note;
    if (auto lack = insight::lack_of(verdict); !lack.empty()) {
        // That nothing was found is why it is no; what was not seen comes after it.
        const bool is_found_nowhere = verdict.outcome == insight::Outcome::no && lack.starts_with("not seen");
        note = is_found_nowhere && !note.empty() ? note + "; " + lack : std::move(lack);
    }
    if (!note.empty()) text += text.empty() ? note : " (" + note + ")";
    if (verdict.declared) text += " (declared, not seen)";
    if (finding.exemption) text += " (exempt: " + finding.exemption->reason + ")";
    return core::shorten(core::one_line(text), 200);
}

std::string points_of(const insight::Finding& finding) {
    const auto value = insight::value_of(finding.verdict.outcome);
    if (!value || finding.exemption || finding.weight == 0) return "–";
    return fmt::format("{:g} of {}", finding.weight * *value, finding.weight);
}

std::string score_in_words(const insight::Assessment& assessment) {
    double reached = 0;
    int judged = 0;
    for (const auto& finding : assessment.findings) {
        const auto value = insight::value_of(finding.verdict.outcome);
        if (!value || finding.exemption) continue;
        reached += finding.weight * *value;
        judged += finding.weight;
    }
    const auto seen = fmt::format("{:.0f} % of what counts was seen", assessment.coverage);
    if (!assessment.scored)
        return fmt::format(
            "There is no score, {}. What was seen reaches {:g} of {} points.",
            assessment.levels.cap == insight::archived_cap ? "since it is archived" : "since only " + seen,
            reached, judged);
    return fmt::format(
        "The score is {:.0f} of 100: {:g} of the {} points of the checks below that are yes (all points), "
        "partly (half) or no. What is unknown, exempt or does not apply is left out; {}.",
        assessment.score, reached, judged, seen);
}

}  // namespace commands
