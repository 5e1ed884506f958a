// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include "insight/check.hpp"

namespace insight {
namespace {

std::string shown(const BranchGuard& guard) {
    return fmt::format("{}, {} approval{}, force push {}",
                       guard.change_required ? "change required" : "direct push", guard.approvals,
                       guard.approvals == 1 ? "" : "s", guard.force_push_allowed ? "allowed" : "forbidden");
}

Verdict by_guard(const BranchGuard& guard) {
    const bool reviewed = guard.change_required && guard.approvals >= 1;
    if (reviewed && !guard.force_push_allowed) return yes(shown(guard));
    if (reviewed) return partly(shown(guard), {}, "a rule against force pushes");
    if (guard.change_required || !guard.force_push_allowed)
        return partly(shown(guard), {}, "a required review");
    return no(shown(guard), "a required review");
}

Verdict run(const Facts& facts, const Policy&, Time) {
    const auto& guard = facts.settings.default_branch_guard;
    if (!guard) return unknown({});
    auto verdict = by_guard(guard->value);
    verdict.declared = guard->declared;
    return verdict;
}

}  // namespace

extern const Check guards_default_branch;
const Check guards_default_branch{
    .id = "S2",
    .name = "guards_default_branch",
    .group = Group::safe,
    .question = "Does a second person look before a change lands?",
    .statement = "It guards its default branch",
    .why = "Review protects the product, and the newcomer from breaking it.",
    .rule =
        "Yes when a change and the review of another person are required and force pushes are off; partly "
        "when it is protected without review; no when it is open.",
    .remedy = {.text = "Require one review and forbid force pushes on the default branch.",
               .effort = Effort::small},
    .patterns = {"Transparent Cross-Team Decision Making using RFCs"},
    .weight = 3,
    .settled_by = "the rules of the default branch",
    .assumed = {"branch_protection=review"},
    .run = run,
};

}  // namespace insight
