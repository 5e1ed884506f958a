// SPDX-License-Identifier: Apache-2.0
#include "insight/check.hpp"

namespace insight {
namespace {

Verdict from(Verdict verdict, const Known<bool>& setting) {
    verdict.declared = setting.declared;
    return verdict;
}

Verdict run(const Facts& facts, const Policy&, Time) {
    const auto& open = facts.settings.readers_can_propose;
    const auto& on_request = facts.settings.can_ask_for_access;
    if (open && open->value) return from(yes(open->where), *open);
    if (on_request && on_request->value) {
        auto verdict =
            from(partly(on_request->where, "on request", "forks or branches for every reader"), *on_request);
        verdict.at_least = !open;
        return verdict;
    }
    if (!open || !on_request) return unknown(open ? "whether access can be asked for" : "");
    return from(no("readers can neither propose nor ask", "forks or branches for every reader"), *open);
}

}  // namespace

extern const Check has_contribution_path;
const Check has_contribution_path{
    .id = "S1",
    .name = "has_contribution_path",
    .group = Group::safe,
    .question = "Can a reader send a change without asking first?",
    .statement = "It has a path for contributions",
    .why = "Every permission to ask for costs contributors.",
    .rule =
        "Yes when every reader can fork or branch and open changes; partly when they can on request; no when "
        "they cannot.",
    .remedy = {.text = "Allow forks, or let readers push branches.", .effort = Effort::small},
    .patterns = {"Balancing Openness and Security"},
    .weight = 2,
    .settled_by = "the settings for forks and changes",
    .assumed = {"forking=on", "access_requests=on"},
    .run = run,
};

}  // namespace insight
