// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "insight/check.hpp"
#include "insight/profile.hpp"

#include <fmt/format.h>

namespace insight {
namespace {

Verdict run(const Facts& facts, const Policy& policy, Time) {
    if (!facts.conversations) return unknown("reading changes and who belongs to which team");
    const auto& seen = *facts.conversations;
    const auto where = fmt::format("{} merged in a year, from {}", seen.cross_merged_365d,
                                   core::counted(seen.cross_merging_teams_365d, "other team", "other teams"));
    const bool shared = choose_profile(facts, policy).profile == Profile::shared_ownership;
    if (seen.cross_merged_365d >= 3 && shared && seen.cross_merging_teams_365d < 2)
        return partly(where, "shared ownership needs two other teams", "changes from a second team");
    if (seen.cross_merged_365d >= 3) return yes(where);
    if (seen.cross_merged_365d >= 1) return partly(where, "three would do");
    return no("no change from another team was merged in a year");
}

}  // namespace

extern const Check accepts_outside_work;
const Check accepts_outside_work{
    .id = "R4",
    .name = "accepts_outside_work",
    .group = Group::responsive,
    .question = "Has it taken work from other teams?",
    .statement = "It accepts work from other teams",
    .why = "The first merged outside change shows that the door is open.",
    .rule =
        "Yes with three or more changes of other teams merged within a year; partly with one or two; no with "
        "none.",
    .remedy = {.text = "Invite a team that uses it to send a first small change.", .effort = Effort::large},
    .patterns = {"Share Your Code to Get More Done", "Praise Participants"},
    .weight = 5,
    .settled_by = "reading changes and who belongs to which team",
    .run = run,
};

}  // namespace insight
