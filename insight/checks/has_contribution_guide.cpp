// SPDX-License-Identifier: Apache-2.0
#include "insight/check.hpp"
#include "insight/file_search.hpp"
#include "insight/guide.hpp"
#include "insight/restriction.hpp"
#include "insight/unread.hpp"

namespace insight {
namespace {

Verdict judge(const Guide& guide) {
    Verdict verdict{.outcome = Outcome::no, .evidence = {}, .inherited = guide.inherited};
    for (const auto topic : all_topics) {
        const auto& where = guide.topics.at(static_cast<std::size_t>(topic));
        if (where)
            verdict.evidence.push_back({*where, std::string(to_phrase(topic))});
        else
            verdict.missing += (verdict.missing.empty() ? "" : "; ") + std::string(to_phrase(topic));
    }
    if (guide.length == 0) return verdict;
    verdict.outcome = guide.count() >= 3 && guide.length >= 300 ? Outcome::yes : Outcome::partly;
    if (verdict.outcome == Outcome::yes) return verdict;
    const auto* note = guide.legal_only     ? "legal text only"
                       : guide.length < 300 ? "fewer than 300 characters"
                                            : "";
    if (*note != 0)
        verdict.evidence.insert(verdict.evidence.begin(), {place(*guide.passages.front().document, 1), note});
    if (verdict.evidence.empty())
        verdict.evidence.push_back({place(*guide.passages.front().document, 1), "none of the four topics"});
    if (!guide.unread_link.empty()) {
        verdict.at_least = true;
        verdict.missing +=
            (verdict.missing.empty() ? "" : "; ") + ("the linked guide was not read: " + guide.unread_link);
    }
    return verdict;
}

}  // namespace

extern const Check has_contribution_guide;
const Check has_contribution_guide{
    .id = "C2",
    .name = "has_contribution_guide",
    .group = Group::documented,
    .question = "Does it tell a colleague how to contribute?",
    .statement = "It tells how to contribute",
    .why = "Without the steps the first change costs a day of asking.",
    .remedy = {.text = "Add the missing topics to CONTRIBUTING.md.",
               .effort = Effort::medium,
               .draft = "CONTRIBUTING.md"},
    .patterns = {"Standard Base Documentation", "Assisted Compliance"},
    .weight = 10,
    .settled_by = "reading the files and the organisation's defaults",
    .run = [](const Facts& facts, const Policy&, Time) -> Verdict {
        const auto guide = find_guide(facts);
        auto verdict = judge(guide);
        if (const auto restriction = find_restriction(facts)) {
            verdict.outcome = guide.count() > 0 ? Outcome::partly : Outcome::no;
            verdict.evidence.insert(verdict.evidence.begin(),
                                    {restriction->where, "\u201c" + restriction->sentence + "\u201d"});
            verdict.missing = missing_where_restricted;
            return verdict;
        }
        if (guide.length == 0 && verdict.outcome == Outcome::no)
            return not_found(facts, Role::contributing, "no contribution guide", true);
        return verdict;
    },
};

}  // namespace insight
