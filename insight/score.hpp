// SPDX-License-Identifier: Apache-2.0
// Score and coverage of a list of findings. Source: docs/readiness.md, "Score and coverage".
#pragma once

#include "insight/readiness.hpp"

#include <optional>
#include <vector>

namespace insight {

struct Score {
    double score = 0;     // 0…100
    double coverage = 0;  // 0…100 %
    int judged = 0;       // weight of what is yes, partly or no and not exempt
};

// yes 1, partly ½, no 0; empty for unknown and not applicable.
std::optional<double> value_of(Outcome outcome);
Score score_of(const std::vector<Finding>& findings);
// A share as people are shown it: whole percent, rounded down, so that nobody reads 60 % where the limit of
// 60 % was missed, or 100 % where something was left out.
int shown_percent(double share);

}  // namespace insight
