// SPDX-License-Identifier: Apache-2.0
#include "insight/check.hpp"
#include "insight/file_search.hpp"
#include "insight/left_template.hpp"
#include "insight/newcomer.hpp"
#include "insight/prose.hpp"
#include "insight/sections.hpp"
#include "insight/unread.hpp"

namespace insight {
namespace {

// The note alone is the reason: the parts that newcomers look for may all be there.
Verdict no_at(const Document& readme, std::string note) {
    auto verdict = no(std::move(note));
    verdict.evidence.front().where = place(readme, 1);
    return verdict;
}

Verdict too_short(const Document& readme) {
    auto verdict = no_at(readme, "README has fewer than 300 characters below its headings");
    verdict.remedy = "Say more in " + readme.path + ": it has fewer than 300 characters below its headings.";
    return verdict;
}

Verdict without_readme(const Facts& facts) {
    auto verdict = not_found(facts, Role::readme, "no README");
    verdict.remedy =
        "Add a README.md: what it is and why, how to use it, where to get help, how to contribute.";
    return verdict;
}

Verdict grade(const NewcomerParts& parts) {
    Verdict verdict;
    int count = 0;
    for (const auto& part : parts) {
        if (part.where)
            verdict.evidence.push_back({*part.where, std::string(part.name)});
        else
            verdict.missing += (verdict.missing.empty() ? "" : ", ") + std::string(part.name);
        count += part.where ? 1 : 0;
    }
    verdict.outcome = count == 4 ? Outcome::yes : count >= 2 ? Outcome::partly : Outcome::no;
    return verdict;
}

}  // namespace

extern const Check readme_serves_newcomers;
const Check readme_serves_newcomers{
    .id = "C1",
    .name = "readme_serves_newcomers",
    .group = Group::documented,
    .question = "Does README take a newcomer from what it is to a first contribution?",
    .statement = "Its README serves newcomers",
    .why = "A reader decides within a minute whether to stay.",
    .rule =
        "Yes when README tells what and why, a first use, where to get help and how to contribute; partly "
        "with two or three of these; no with fewer, under 300 characters or with a template left as it was.",
    .remedy = {.text = "Fill the gap in README.", .effort = Effort::medium, .draft = "README.md"},
    .patterns = {"Standard Base Documentation"},
    .weight = 8,
    .settled_by = "reading README",
    .run = [](const Facts& facts, const Policy&, Time) -> Verdict {
        const auto* shown = shown_readme(facts);
        if (shown == nullptr) return without_readme(facts);
        const auto& readme = *shown;
        if (readme.binary) return unknown("reading " + readme.path);
        const auto parts = parts_of(readme);
        const Section whole{&readme, 0, readme.blocks.size()};
        if (readme.blocks.empty()) return no_at(readme, "README holds no text");
        if (is_left_template(readme)) return no_at(readme, "the template's text was left in");
        if (length(whole) < 300) return too_short(readme);
        auto verdict = grade(parts);
        verdict.at_least = readme.truncated && verdict.outcome != Outcome::yes;
        return verdict;
    },
};

}  // namespace insight
