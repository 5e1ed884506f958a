// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include "insight/check.hpp"

namespace insight {
namespace {

Verdict run(const Facts& facts, const Policy&, Time) {
    if (!facts.conversations) return unknown("reading changes and issues through the host's API");
    const auto& seen = *facts.conversations;
    if (seen.cross_items_180d < 3)
        return not_applicable("fewer than three changes or issues from other teams in 180 days");
    const auto where = fmt::format("{} of {} answered within two business days", seen.cross_answered_in_time,
                                   seen.cross_items_180d);
    if (seen.cross_answered_in_time * 100 >= seen.cross_items_180d * 80) return yes(where);
    if (seen.cross_answered_in_time * 100 >= seen.cross_items_180d * 50)
        return partly(where, "80 % would do");
    return no(where);
}

}  // namespace

extern const Check answers_outsiders;
const Check answers_outsiders{
    .id = "R2",
    .name = "answers_outsiders",
    .group = Group::responsive,
    .question = "Do people from other teams get an answer in time?",
    .statement = "It answers other teams within two business days",
    .why = "Silence is what outside contributors remember.",
    .rule =
        "Yes when 80 % or more of other teams' changes and issues of 180 days were answered within two "
        "business days; partly from 50 %; no below; it does not apply under three of them.",
    .remedy = {.text = "Set up a review rota with a promise of two business days.", .effort = Effort::large},
    .patterns = {"Managing Capacity for Reviewing Contributions"},
    .weight = 6,
    .settled_by = "reading changes and issues through the host's API",
    .run = run,
};

}  // namespace insight
