// SPDX-License-Identifier: Apache-2.0
#include "insight/check.hpp"
#include "insight/content.hpp"
#include "insight/file_search.hpp"
#include "insight/prose.hpp"
#include "insight/sections.hpp"
#include "insight/unread.hpp"

#include <algorithm>
#include <span>

namespace insight {
namespace {

bool denies(const std::vector<std::string>& words) {
    static const std::vector<Pattern> unlicensed{Pattern("unlicensed"), Pattern("not|isnt _ yet licensed"),
                                                 Pattern("not|isnt licensed")};
    return says_there_is_no(words, "license|licence|terms") || find_any(unlicensed, words).has_value();
}

// A block that says something, and not that there is none.
bool speaks(const Block& block) { return is_text(block) && !is_placeholder(block.text); }
bool denies(const Block& block) {
    const auto all = sentences(block.text);
    return speaks(block) &&
           std::ranges::any_of(all, [](const Sentence& sentence) { return denies(sentence.words); });
}

// "Not decided yet": below a heading it tells no terms.
bool leaves_open(const Block& block) {
    static const std::vector<Pattern> open{
        Pattern(
            "not|never|nothing|isnt|hasnt|havent ~ decided|chosen|determined|settled|agreed|selected|clear"),
        Pattern("to be decided|determined|chosen|defined|announced|added|settled|clarified"),
        Pattern("undecided|pending|unclear")};
    const auto all = sentences(block.text);
    return std::ranges::all_of(
        all, [](const Sentence& sentence) { return find_any(open, sentence.words).has_value(); });
}
bool tells_terms(const Block& block) {
    return block.kind != BlockKind::heading && (!is_text(block) || (speaks(block) && !leaves_open(block)));
}

// "Licensed under …", or a heading with words below it; "checks the licence headers" tells no terms.
std::optional<int> line_on_licence(const Document& readme) {
    static const std::vector<Pattern> terms{
        Pattern("licensed|released ~ under"),
        Pattern("this|our|project|code|software|repository ~ license|licence is"),
        Pattern("license|licence is|are _ apache|mit|bsd|gpl|lgpl|agpl|mpl|isc|"
                "eupl|epl|unlicense|cc0|proprietary|internal")};
    static const std::vector<Pattern> titles{Pattern("license|licence|licensing|licenses|licences")};
    for (const auto& block : readme.blocks)
        if (speaks(block) && find_any(terms, words_of(block.text)) && !denies(block)) return block.line;
    const auto all = sections(readme);
    for (const auto& section : all) {
        const auto& heading = readme.blocks[section.begin];
        const auto words = words_of(heading.text);
        const bool is_title =
            &section == &all.front() && heading.level == 1;  // "license-checker" is the name of a product
        const auto blocks = std::span(readme.blocks).subspan(section.begin, section.end - section.begin);
        if (!is_title && words.size() <= 4 && length(section) > 0 && find_any(titles, words) &&
            std::ranges::any_of(blocks, tells_terms) &&
            std::ranges::none_of(blocks, [](const Block& block) { return denies(block); }))
            return heading.line;
    }
    return std::nullopt;
}

// A link of the file system is not followed: it may lead nowhere.
Verdict none_found(const Facts& facts) {
    for (const auto* file : files_with(facts, Role::licence))
        if (file->kind == FileKind::link) return unknown("where the link " + file->path + " leads");
    return not_found(facts, Role::licence, "no licence");
}

}  // namespace

extern const Check has_licence;
const Check has_licence{
    .id = "C4",
    .name = "has_licence",
    .group = Group::documented,
    .question = "May a colleague from another team use and change this?",
    .statement = "It has a licence",
    .why = "Without terms, the first change waits for a lawyer.",
    .rule =
        "Yes with a licence file; partly when only README mentions one; no without; it does not apply where "
        "the company has a licence for all that is internal.",
    .remedy = {.text = "Add a LICENSE file with the company's standard text.",
               .effort = Effort::small,
               .draft = "LICENSE"},
    .patterns = {"InnerSource License"},
    .weight = 2,
    .settled_by = "reading the files",
    .run = [](const Facts& facts, const Policy& policy, Time) -> Verdict {
        for (const auto* file : files_with(facts, Role::licence))
            if (has_content(facts, *file)) return yes(file->path, "a licence file");
        for (const auto* document : documents_with(facts, Role::licence))
            if (!facts.tree && !document->inherited && has_content(*document))
                return yes(document->path, "a licence file");
        if (policy.internal_default_licence ||
            (facts.settings.default_licence && facts.settings.default_licence->value))
            return not_applicable("the company's licence holds for every repository");
        for (const auto* readme : documents_with(facts, Role::readme))
            if (const auto line = line_on_licence(*readme))
                return partly(place(*readme, *line), "README speaks of the licence", "a licence file");
        return none_found(facts);
    },
};

}  // namespace insight
