// SPDX-License-Identifier: Apache-2.0
#include "insight/check.hpp"
#include "insight/file_search.hpp"
#include "insight/prose.hpp"
#include "insight/unread.hpp"

namespace insight {
namespace {

bool speaks_of_licence(const Block& block) {
    static const std::vector<Pattern> mentions{Pattern("licensed|released ~ under"),
                                               Pattern("license|licence|licensing")};
    return (block.kind == BlockKind::heading || is_text(block)) && find_any(mentions, words_of(block.text));
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
    .remedy = {.text = "Add a LICENSE file with the company's standard text.",
               .effort = Effort::small,
               .draft = "LICENSE"},
    .patterns = {"InnerSource License"},
    .weight = 2,
    .settled_by = "reading the files",
    .run = [](const Facts& facts, const Policy& policy, Time) -> Verdict {
        for (const auto* file : files_with(facts, Role::licence))
            if (file->size_bytes > 0) return yes(file->path, "a licence file");
        for (const auto* document : documents_with(facts, Role::licence))
            if (!document->inherited && !document->blocks.empty())
                return yes(document->path, "a licence file");
        if (policy.internal_default_licence ||
            (facts.settings.default_licence && facts.settings.default_licence->value))
            return not_applicable("the company's licence holds for every repository");
        for (const auto* readme : documents_with(facts, Role::readme))
            for (const auto& block : readme->blocks)
                if (speaks_of_licence(block))
                    return partly(place(*readme, block.line), "README speaks of the licence",
                                  "a licence file");
        return not_found(facts, Role::licence, "no licence");
    },
};

}  // namespace insight
