// SPDX-License-Identifier: Apache-2.0
#include "insight/check.hpp"

namespace insight {

extern const Check ci_runs_on_contributions;
const Check ci_runs_on_contributions{
    .id = "B2",
    .name = "ci_runs_on_contributions",
    .group = Group::contributable,
    .question = "",
    .statement = "",
    .why = "",
    .remedy = {.text = ""},
    .patterns = {},
    .weight = 5,
    .settled_by = "",
    .run = [](const Facts&, const Policy&, Time) -> Verdict { return unknown(""); },
};

}  // namespace insight
