// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include "insight/check.hpp"

namespace insight {
namespace {

std::string decided(const Conversations& seen) {
    if (seen.cross_decided_365d == 0) return "none decided";
    return fmt::format("{} of {} decided {} merged", seen.cross_merged_365d, seen.cross_decided_365d,
                       seen.cross_decided_365d == 1 ? "one" : "ones");
}

std::string waiting(const Conversations& seen) {
    if (seen.cross_open == 0) return "none is open";
    return fmt::format("{} of {} open {} for more than 30 days", seen.cross_open_over_30d, seen.cross_open,
                       seen.cross_open == 1            ? "one waits"
                       : seen.cross_open_over_30d == 1 ? "ones waits"
                                                       : "ones wait");
}

// Nothing that is open is nothing that waits.
Verdict run(const Facts& facts, const Policy&, Time) {
    if (!facts.conversations) return unknown("reading changes through the host's API");
    const auto& seen = *facts.conversations;
    if (seen.cross_decided_365d + seen.cross_open < 3)
        return not_applicable("fewer than three changes from other teams");
    const bool mostly_merged =
        seen.cross_decided_365d > 0 && seen.cross_merged_365d * 100 >= seen.cross_decided_365d * 70;
    const bool few_wait = seen.cross_open_over_30d * 100 <= seen.cross_open * 20;
    const auto where = decided(seen) + "; " + waiting(seen);
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
    .rule =
        "Yes when 70 % or more of the decided changes of other teams were merged and at most 20 % of the "
        "open ones wait for more than 30 days, which holds when none is open; partly with one of the two; no "
        "with neither; it does not apply under three changes.",
    .remedy = {.text = "Decide the five oldest changes from other teams.", .effort = Effort::medium},
    .patterns = {"Reluctance to Accept Contributions", "30 Day Warranty"},
    .weight = 5,
    .settled_by = "reading changes through the host's API",
    .run = run,
};

}  // namespace insight
