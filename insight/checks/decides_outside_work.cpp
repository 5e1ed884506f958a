// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include "insight/check.hpp"

namespace insight {
namespace {

Verdict run(const Facts& facts, const Policy&, Time) {
    if (!facts.conversations) return unknown("reading changes through the host's API");
    const auto& seen = *facts.conversations;
    if (seen.cross_decided_365d + seen.cross_open < 3)
        return not_applicable("fewer than three changes from other teams");
    const bool mostly_merged =
        seen.cross_decided_365d > 0 && seen.cross_merged_365d * 100 >= seen.cross_decided_365d * 70;
    const bool few_wait = seen.cross_open_over_30d * 100 <= seen.cross_open * 20;
    const auto where = fmt::format(
        "{} of {} decided ones merged; {} of {} open ones wait for more than 30 days", seen.cross_merged_365d,
        seen.cross_decided_365d, seen.cross_open_over_30d, seen.cross_open);
    if (mostly_merged && few_wait) return yes(where);
    if (mostly_merged || few_wait)
        return partly(where, {}, mostly_merged ? "decisions on the old ones" : "more merged outside work");
    return no(where);
}

}  // namespace

extern const Check decides_outside_work;
const Check decides_outside_work{
    .id = "R3",
    .name = "decides_outside_work",
    .group = Group::responsive,
    .question = "Is outside work decided, and mostly taken?",
    .statement = "It decides outside work",
    .why = "A change that waits for months tells its author not to come back.",
    .remedy = {.text = "Decide the five oldest changes from other teams.", .effort = Effort::medium},
    .patterns = {"Reluctance to Accept Contributions", "30 Day Warranty"},
    .weight = 5,
    .settled_by = "reading changes through the host's API",
    .run = run,
};

}  // namespace insight
