// SPDX-License-Identifier: Apache-2.0
#include "insight/check.hpp"

namespace insight {

extern const Check offers_newcomer_work;
const Check offers_newcomer_work{
    .id = "B6",
    .name = "offers_newcomer_work",
    .group = Group::contributable,
    .question = "Is there work that a newcomer can take?",
    .statement = "It offers work for newcomers",
    .why = "A first task that fits brings the second one.",
    .rule =
        "Yes with three or more good first issues that are free to take; partly with one or two; no with "
        "none.",
    .remedy = {.text = "Label three issues as good first issues.", .effort = Effort::small},
    .patterns = {"Gig Marketplace"},
    .weight = 4,
    .settled_by = "the open issues and their labels at the host",
    .run = [](const Facts& facts, const Policy&, Time) -> Verdict {
        if (!facts.conversations || !facts.conversations->newcomer_issues)
            return unknown("the open issues and their labels at the host");
        const int count = *facts.conversations->newcomer_issues;
        const auto note =
            std::to_string(count) + (count == 1 ? " issue for newcomers" : " issues for newcomers");
        if (count >= 3) return yes("issues", note);
        if (count > 0) return partly("issues", note, "three issues for newcomers");
        return no("no issue for newcomers", "three issues for newcomers");
    },
};

}  // namespace insight
