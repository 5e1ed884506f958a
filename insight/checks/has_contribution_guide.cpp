// SPDX-License-Identifier: Apache-2.0
#include "insight/check.hpp"
#include "insight/file_search.hpp"
#include "insight/guide.hpp"
#include "insight/restriction.hpp"
#include "insight/unread.hpp"

#include <algorithm>

namespace insight {
namespace {

// A file without text may come first.
const Section& first_with_text(const Guide& guide) {
    const auto found =
        std::ranges::find_if(guide.passages, [](const Section& passage) { return length(passage) > 0; });
    return found == guide.passages.end() ? guide.passages.front() : *found;
}

// A document of the guide that nobody has filled; null when there is none.
const Document* unfilled(const Guide& guide) {
    const auto found = std::ranges::find_if(guide.passages, [](const Section& passage) {
        const auto& document = *passage.document;
        return passage.begin == 0 && has_role(document.path, Role::contributing) && !document.inherited &&
               !document.blocks.empty() && length(passage) == 0;
    });
    return found == guide.passages.end() ? nullptr : found->document;
}
Evidence nothing_in(const Document& document) {
    const auto said = std::ranges::find_if(document.blocks, is_text);
    const auto& block = said == document.blocks.end() ? document.blocks.front() : *said;
    return {place(document, block.line), "nothing but headings and placeholders"};
}

// Where most of the guide is to be looked for: what covers a topic comes before what stands nearest.
std::string path_to_mend(const Guide& guide) {
    for (const auto& where : guide.topics)
        if (where) return where->substr(0, where->rfind(':'));
    if (const auto* document = unfilled(guide)) return document->path;
    return first_with_text(guide).document->path;
}

std::string start_of(const Guide& guide) {
    const auto& passage = first_with_text(guide);
    const auto& blocks = passage.document->blocks;
    return place(*passage.document, passage.begin < blocks.size() ? blocks[passage.begin].line : 1);
}

// Where topics enough are covered, it is the length alone that keeps the guide from yes.
void set_remedy(const Guide& guide, Verdict& verdict) {
    const auto path = path_to_mend(guide);
    verdict.remedy = "Add the missing topics to " + path + ".";
    if (guide.count() < 3) return;
    verdict.missing.clear();
    verdict.remedy = "Make the guide in " + path +
                     " longer and more precise: it has fewer than 300 characters below its headings.";
}

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
                       : guide.length < 300 ? "fewer than 300 characters below its headings"
                                            : "";
    if (*note != 0) verdict.evidence.insert(verdict.evidence.begin(), {start_of(guide), note});
    if (verdict.evidence.empty()) verdict.evidence.push_back({start_of(guide), "none of the four topics"});
    if (const auto* document = unfilled(guide))
        verdict.evidence.insert(verdict.evidence.begin(), nothing_in(*document));
    set_remedy(guide, verdict);
    if (!guide.unread_link.empty()) {
        verdict.at_least = true;
        add_not_seen(verdict, "the linked guide " + guide.unread_link);
    }
    return verdict;
}

// The guide lies where nobody looked: that there is one is all that was seen.
Verdict guide_elsewhere(const Guide& guide) {
    auto verdict =
        partly(guide.unread_at, "a link to a guide", not_seen("the linked guide " + guide.unread_link));
    verdict.at_least = true;
    verdict.remedy =
        "Copy the steps of the guide at the other end of the link into CONTRIBUTING.md, or state "
        "contribution_guide in .innersource-readiness.yml where it lies in this repository.";
    return verdict;
}

Verdict no_guide(const Facts& facts, const Guide& guide) {
    auto verdict = not_found(facts, Role::contributing, "no contribution guide", true);
    const auto* document = unfilled(guide);
    if (document != nullptr && verdict.outcome == Outcome::no) verdict.evidence = {nothing_in(*document)};
    verdict.remedy = (document != nullptr ? "Fill " + document->path : std::string("Add a CONTRIBUTING.md")) +
                     ": set-up, tests, how to hand in a change, who reviews and how soon.";
    return verdict;
}

// A part of the guide may stand in a file that is no text.
void note_unread(const Facts& facts, Verdict& verdict) {
    const auto* file = find_unread(facts, Role::contributing);
    if (verdict.outcome != Outcome::partly || file == nullptr) return;
    verdict.at_least = true;
    add_not_seen(verdict, "what " + file->path + " says");
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
    .rule =
        "Yes with three of set-up, tests, submitting a change, and review with its turnaround; partly with "
        "one or two, under 300 characters or with legal text only; no without a guide.",
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
            verdict.remedy.clear();
            return verdict;
        }
        if (guide.length == 0 && verdict.outcome == Outcome::no)
            return guide.unread_link.empty() ? no_guide(facts, guide) : guide_elsewhere(guide);
        note_unread(facts, verdict);
        return verdict;
    },
};

}  // namespace insight
