// SPDX-License-Identifier: Apache-2.0
#include "insight/left_template.hpp"

#include "core/text.hpp"
#include "insight/file_search.hpp"
#include "insight/generated_text.hpp"
#include "insight/sections.hpp"

namespace insight {
namespace {

constexpr std::size_t shortest_paragraph = 30;

enum class Opening { own, generated, blank };

// The first two paragraphs may be blanks to fill in; what a generator says of itself is the very first.
Opening opening_of(const Document& document) {
    int titles = 0;
    int paragraphs = 0;
    for (const auto& block : document.blocks) {
        const bool is_heading = block.kind == BlockKind::heading;
        if (is_heading && ++titles == 1 && is_generated_title(block.text)) return Opening::blank;
        if (!is_heading && !is_text(block)) continue;
        if (holds_blank_to_fill(block.text)) return Opening::blank;
        if (paragraphs == 0 && is_generated_opening(block.text)) return Opening::generated;
        if (is_text(block) && !is_badge(block) && ++paragraphs == 2) break;
    }
    return Opening::own;
}

bool is_own_paragraph(const Block& block) {
    return (block.kind == BlockKind::prose || block.kind == BlockKind::list_item) && !is_badge(block) &&
           core::count_code_points(block.text) >= shortest_paragraph && !is_placeholder(block.text);
}

bool has_own_words(const Document& document) {
    const std::size_t enough = has_role(document.path, Role::readme) ? 100 : shortest_paragraph;
    std::size_t total = 0;
    int headings = 0;
    GeneratedSections generated;
    for (const auto& block : document.blocks) {
        if (block.kind == BlockKind::heading) ++headings;
        if (generated.hold(block) || !is_own_paragraph(block)) continue;
        total += core::count_code_points(block.text);
        const bool is_purpose = headings <= 1 && block.kind == BlockKind::prose;
        if (is_purpose || total >= enough) return true;
    }
    return false;
}

}  // namespace

bool is_left_template(const Document& document) {
    switch (opening_of(document)) {
        case Opening::own:
            return false;
        case Opening::blank:
            return true;
        case Opening::generated:
            return !has_own_words(document);
    }
    return false;
}

}  // namespace insight
