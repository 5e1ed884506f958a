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

std::string points_of(const insight::Finding& finding) {
    const auto value = insight::value_of(finding.verdict.outcome);
    if (!value || finding.exemption || finding.weight == 0) return "–";
    return fmt::format("{:g} of {}", finding.weight * *value, finding.weight);
}

std::string effect_on_level(const insight::Fix& fix, const insight::Levels& levels) {
    if (fix.opens_level == 0) return {};
    const bool alone = levels.proven == levels.possible && levels.cap.empty() &&
                       levels.unknown_gates.empty() && levels.failed_gates.size() == 1 &&
                       levels.failed_gates.front() == fix.check;
    return fmt::format(", {} L{}", alone ? "opens" : "needed for", fix.opens_level);
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
    const auto seen =
        fmt::format("{} % of what counts was seen", insight::shown_percent(assessment.coverage));
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
