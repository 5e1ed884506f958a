// SPDX-License-Identifier: Apache-2.0
#include "insight/check.hpp"
#include "insight/file_search.hpp"

#include <algorithm>

namespace insight {
namespace {

bool is_listed_somewhere(const Facts& facts) {
    return std::ranges::any_of(facts.small_files,
                               [](const SmallFile& file) { return has_role(file.path, Role::listing); });
}

}  // namespace

extern const Check is_readable_by_all;
const Check is_readable_by_all{
    .id = "D3",
    .name = "is_readable_by_all",
    .group = Group::discoverable,
    .question = "Can every colleague read it?",
    .statement = "Every colleague can read it",
    .why = "What cannot be read cannot be found, used or mended.",
    .remedy = {.text = "Make it internal so that colleagues can read it.", .effort = Effort::medium},
    .patterns = {"Balancing Openness and Security"},
    .weight = 4,
    .settled_by = "the repository's visibility at its host",
    .run = [](const Facts& facts, const Policy&, Time) -> Verdict {
        const auto& visibility = facts.settings.visibility;
        if (!visibility) return unknown("the repository's visibility at its host");
        const auto where = visibility->where.empty() ? std::string("visibility") : visibility->where;
        auto verdict = yes(where, "colleagues can read it");
        if (visibility->value == Visibility::private_) {
            const auto& asking = facts.settings.can_ask_for_access;
            verdict = asking && asking->value && is_listed_somewhere(facts)
                          ? partly(where, "private, but listed with a way to ask", "internal visibility")
                          : no("private", "internal visibility");
            verdict.evidence.front().where = where;
            verdict.at_least = verdict.outcome == Outcome::no && !asking;
        }
        verdict.declared = visibility->declared;
        return verdict;
    },
};

}  // namespace insight
