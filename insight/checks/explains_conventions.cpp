// SPDX-License-Identifier: Apache-2.0
#include "insight/check.hpp"
#include "insight/file_search.hpp"
#include "insight/guide.hpp"
#include "insight/unread.hpp"

#include <algorithm>

namespace insight {
namespace {

bool is_empty_text(const Facts& facts, std::string_view path) {
    for (const auto& document : facts.documents)
        if (document.path == path)
            return std::ranges::all_of(document.blocks, [](const Block& block) {
                return block.kind == BlockKind::heading || is_placeholder(block.text);
            });
    return false;
}

// "There is no architecture documentation", "the architecture is not documented".
bool says_there_is_none(const std::vector<std::string>& words) {
    const std::string things =
        "architecture|architectural|coding|code|style|decision|design|naming|conventions|standards";
    static const std::vector<Pattern> denials{
        Pattern(things + " ~ is|are nowhere|undocumented"),
        Pattern(things + " ~ is|are not _ documented|written|recorded|described|defined|there"),
        Pattern(things + " ~ isnt|arent ~ documented|written|recorded|described"),
        Pattern("nobody|none ~ wrote|written|documented|recorded ~ " + things)};
    return says_there_is_no(words, things) || find_any(denials, words).has_value();
}

bool mentions_conventions(const Block& block) {
    static const std::vector<Pattern> mentions{Pattern("architecture"),
                                               Pattern("coding|code style|standard*|convention*|guideline*"),
                                               Pattern("style guide*"),
                                               Pattern("decision record*"),
                                               Pattern("design decision*|document*|principles"),
                                               Pattern("naming convention*")};
    if ((block.kind != BlockKind::heading && !is_text(block)) || is_placeholder(block.text)) return false;
    return std::ranges::any_of(sentences(block.text), [](const Sentence& sentence) {
        return find_any(mentions, sentence.words) && !says_there_is_none(sentence.words);
    });
}

}  // namespace

extern const Check explains_conventions;
const Check explains_conventions{
    .id = "C5",
    .name = "explains_conventions",
    .group = Group::documented,
    .question = "Does it explain how the code is built and why?",
    .statement = "It explains its conventions",
    .why = "People and assistants follow rules only if they are written.",
    .rule =
        "Yes with decision records, an architecture page or instructions for assistants; partly when they "
        "are only mentioned; no without.",
    .remedy = {.text = "Record the three decisions that a newcomer would question.",
               .effort = Effort::medium,
               .draft = "docs/decisions/0001-record-decisions.md"},
    .patterns = {"Document Architecture Decisions", "AI Code Generation Context"},
    .weight = 2,
    .settled_by = "reading the files",
    .run = [](const Facts& facts, const Policy&, Time) -> Verdict {
        for (const auto* file : files_with(facts, Role::conventions))
            if (file->size_bytes > 0 && file->kind != FileKind::submodule &&
                !is_empty_text(facts, file->path))
                return yes(file->path, "conventions on record");
        auto documents = guide_documents(facts);
        for (const auto* readme : documents_with(facts, Role::readme)) documents.push_back(readme);
        for (const auto* document : documents)
            for (const auto& block : document->blocks)
                if (mentions_conventions(block))
                    return partly(place(*document, block.line), "conventions are mentioned",
                                  "decision records, ARCHITECTURE or AGENTS.md");
        return not_found(facts, Role::conventions, "no decision records, architecture page or instructions");
    },
};

}  // namespace insight
