// SPDX-License-Identifier: Apache-2.0
#include "insight/score.hpp"

#include <cmath>

namespace insight {

std::optional<double> value_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::yes:
            return 1.0;
        case Outcome::partly:
            return 0.5;
        case Outcome::no:
            return 0.0;
        case Outcome::unknown:
        case Outcome::not_applicable:
            break;
    }
    return std::nullopt;
}

Score score_of(const std::vector<Finding>& findings) {
    Score out;
    double reached = 0;
    int wanted = 0;
    for (const auto& finding : findings) {
        if (finding.exemption || finding.verdict.outcome == Outcome::not_applicable) continue;
        wanted += finding.weight;
        const auto value = value_of(finding.verdict.outcome);
        if (!value) continue;
        out.judged += finding.weight;
        reached += finding.weight * *value;
    }
    if (out.judged > 0) out.score = 100 * reached / out.judged;
    if (wanted > 0) out.coverage = 100.0 * out.judged / wanted;
    return out;
}

int shown_percent(double share) { return static_cast<int>(std::floor(share)); }

}  // namespace insight
