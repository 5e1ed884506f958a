// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "insight/check.hpp"
#include "insight/file_search.hpp"

#include <fmt/format.h>

namespace insight {
namespace {

std::optional<Evidence> section_of_readme(const Facts& facts) {
    for (const auto role : {Role::readme, Role::contributing})
        for (const auto* document : documents_with(facts, role))
            for (const auto& block : document->blocks)
                if (block.kind == BlockKind::heading &&
                    core::contains_ignoring_case(block.text, "code of conduct"))
                    return Evidence{fmt::format("{}:{}", document->path, block.line), "a section"};
    return std::nullopt;
}

Verdict run(const Facts& facts, const Policy&, Time) {
    for (const auto* document : documents_with(facts, Role::code_of_conduct)) {
        if (document->blocks.empty()) continue;
        auto verdict = yes(document->path);
        verdict.inherited = document->inherited;
        return verdict;
    }
    if (const auto section = section_of_readme(facts)) return yes(section->where, section->note);
    if (!facts.tree && facts.documents.empty()) return unknown("reading the files");
    auto verdict = no("none found", "a code of conduct, or a link to the company's");
    verdict.at_least = facts.organisation_default_not_read;
    if (verdict.at_least) verdict.missing += " (the organisation's default was not read)";
    return verdict;
}

}  // namespace

extern const Check has_code_of_conduct;
const Check has_code_of_conduct{
    .id = "G4",
    .name = "has_code_of_conduct",
    .group = Group::owned,
    .question = "Is it said how people treat each other here?",
    .statement = "It has a code of conduct",
    .why = "Strangers join where they know how they will be treated.",
    .remedy = {.text = "Link the company's code of conduct.",
               .effort = Effort::small,
               .draft = "CODE_OF_CONDUCT.md"},
    .patterns = {"Code of Conduct"},
    .weight = 1,
    .settled_by = "reading the files",
    .run = run,
};

}  // namespace insight
