// SPDX-License-Identifier: Apache-2.0
#include "insight/check.hpp"
#include "insight/listing.hpp"

namespace insight {
namespace {

// Private is half as good as internal where colleagues find it and may ask.
Verdict when_private(const Facts& facts, const Policy& policy, const std::string& where) {
    const bool listed = find_listing(facts) || find_sign(facts, policy);
    const auto& asking = facts.settings.can_ask_for_access;
    if (listed && !asking)
        return unknown("whether colleagues can ask for access (it is private, but listed)");
    if (listed && asking->value) {
        auto verdict = partly(where, "private, but listed with a way to ask", "internal visibility");
        verdict.declared = asking->declared;
        return verdict;
    }
    auto verdict = no("private", "internal visibility");
    verdict.evidence.front().where = where;
    verdict.at_least = !listed && !facts.settings.topics && (!asking || asking->value);
    return verdict;
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
    .rule =
        "Yes when it is internal or public; partly when it is private but listed with a way to ask for "
        "access; no when it is just private.",
    .remedy = {.text = "Make it internal so that colleagues can read it.", .effort = Effort::medium},
    .patterns = {"Balancing Openness and Security"},
    .weight = 4,
    .settled_by = "the repository's visibility at its host",
    .assumed = {"visibility=internal", "access_requests=on"},
    .run = [](const Facts& facts, const Policy& policy, Time) -> Verdict {
        const auto& visibility = facts.settings.visibility;
        if (!visibility) return unknown({});
        const auto where = visibility->where.empty() ? std::string("visibility") : visibility->where;
        auto verdict = visibility->value == Visibility::private_ ? when_private(facts, policy, where)
                                                                 : yes(where, "colleagues can read it");
        verdict.declared = verdict.declared || visibility->declared;
        return verdict;
    },
};

}  // namespace insight
