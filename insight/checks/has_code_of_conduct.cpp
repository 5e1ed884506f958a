// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "insight/check.hpp"
#include "insight/content.hpp"
#include "insight/file_search.hpp"
#include "insight/generated_text.hpp"
#include "insight/links.hpp"
#include "insight/prose.hpp"
#include "insight/sections.hpp"
#include "insight/unread.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace insight {
namespace {

bool speaks_of_conduct(std::string_view text) {
    constexpr std::array names = {"code of conduct", "code-of-conduct", "code_of_conduct", "codeofconduct"};
    return std::ranges::any_of(
        names, [&](std::string_view name) { return core::contains_ignoring_case(text, name); });
}

// "We do not have a code of conduct yet", or the pattern of this name in a list of patterns.
bool is_no_claim(std::string_view text) {
    static const Pattern pattern("pattern|patterns");
    const auto all = sentences(text);
    return std::ranges::any_of(all, [](const Sentence& sentence) {
        return says_there_is_no(sentence.words, "code of conduct") ||
               (speaks_of_conduct(sentence.text) && pattern.find(sentence.words));
    });
}

// To another host, or to a file of the tree that says something.
bool leads_to_conduct(const Facts& facts, const Document& from, const Link& link) {
    if (!speaks_of_conduct(link.text) && !speaks_of_conduct(link.target)) return false;
    if (core::contains_ignoring_case(link.target, "pattern")) return false;
    if (!address_of(link.target).host.empty()) return true;
    const auto path = resolve_link(from.path, link.target);
    const auto* file = facts.tree && !path.empty() ? find_page(*facts.tree, path) : nullptr;
    return file != nullptr && has_content(facts, *file);
}

std::optional<Evidence> find_in(const Facts& facts, const Document& document) {
    for (const auto& section : sections(document)) {
        const auto& heading = document.blocks[section.begin];
        const auto blocks = std::span(document.blocks).subspan(section.begin, section.end - section.begin);
        if (speaks_of_conduct(heading.text) && length(section) > 0 &&
            std::ranges::none_of(blocks, [](const Block& block) { return is_no_claim(block.text); }))
            return Evidence{place(document, heading.line), "a section"};
    }
    for (const auto& block : document.blocks) {
        if (is_generated_text(block.text)) continue;
        for (const auto& link : block.links)
            if (leads_to_conduct(facts, document, link) && !is_no_claim(block.text))
                return Evidence{place(document, link.line), "a link"};
    }
    return std::nullopt;
}

std::optional<Evidence> mention_of_conduct(const Facts& facts) {
    for (const auto role : {Role::readme, Role::contributing})
        for (const auto* document : documents_with(facts, role))
            if (auto found = find_in(facts, *document)) return found;
    return std::nullopt;
}

Verdict run(const Facts& facts, const Policy&, Time) {
    for (const auto* document : documents_with(facts, Role::code_of_conduct)) {
        if (!has_content(*document)) continue;
        auto verdict = yes(document->path);
        verdict.inherited = document->inherited;
        return verdict;
    }
    if (const auto found = mention_of_conduct(facts)) return yes(found->where, found->note);
    if (!facts.tree && facts.documents.empty()) return unknown("reading the files");
    if (const auto* file = find_unread(facts, {Role::code_of_conduct, Role::readme, Role::contributing}))
        return unknown("reading " + file->path);
    if (facts.tree && facts.tree->truncated) return unknown("reading the rest of the files");
    auto verdict = no("none found", "a code of conduct, or a link to the company's");
    verdict.at_least = facts.organisation_default_not_read;
    if (verdict.at_least) add_not_seen(verdict, organisation_default);
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
    .rule = "Yes with a code of conduct, its own or the organisation's; no without; there is no partly.",
    .remedy = {.text = "Link the company's code of conduct.",
               .effort = Effort::small,
               .draft = "CODE_OF_CONDUCT.md"},
    .patterns = {"Code of Conduct"},
    .weight = 1,
    .settled_by = "reading the files",
    .run = run,
};

}  // namespace insight
