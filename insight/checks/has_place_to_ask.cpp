// SPDX-License-Identifier: Apache-2.0
#include "insight/check.hpp"
#include "insight/file_search.hpp"
#include "insight/place_to_ask.hpp"
#include "insight/unread.hpp"

namespace insight {
namespace {

Verdict as_declared(Verdict verdict) {
    verdict.declared = true;
    return verdict;
}

}  // namespace

extern const Check has_place_to_ask;
const Check has_place_to_ask{
    .id = "C3",
    .name = "has_place_to_ask",
    .group = Group::documented,
    .question = "Is there a place to ask?",
    .statement = "It names a place to ask",
    .why = "A question that reaches one person waits for that person.",
    .rule =
        "Yes with a channel, list, forum or support page; partly with one person's mail or “open an issue”; "
        "no without any.",
    .remedy = {.text = "Name a channel or list in README where questions are welcome.",
               .effort = Effort::small,
               .draft = "SUPPORT.md"},
    .patterns = {"Communication Tooling"},
    .weight = 4,
    .settled_by = "reading the files and the organisation's defaults",
    .run = [](const Facts& facts, const Policy&, Time) -> Verdict {
        const auto declared = facts.declared ? judge_contact(*facts.declared) : PlaceToAsk{};
        if (declared.channel) return as_declared(yes(*declared.channel, "a declared channel"));
        const auto found = find_place_to_ask(facts);
        if (found.channel) {
            auto verdict = yes(*found.channel, "a channel, list or forum");
            verdict.inherited = found.inherited;
            return verdict;
        }
        if (declared.person)
            return as_declared(partly(*declared.person, "a declared person", "a channel, list or forum"));
        if (found.person) {
            auto verdict =
                partly(*found.person, "one person, or the issue tracker", "a channel, list or forum");
            verdict.at_least = facts.organisation_default_not_read;
            if (verdict.at_least) add_not_seen(verdict, organisation_default);
            return verdict;
        }
        auto verdict = not_found(facts, Role::support, "no place to ask", true);
        if (const auto support = documents_with(facts, Role::support);
            verdict.outcome == Outcome::no && !support.empty())
            verdict.evidence = {{support.front()->path, "names no place to ask"}};
        return verdict;
    },
};

}  // namespace insight
