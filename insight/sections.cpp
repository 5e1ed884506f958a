// SPDX-License-Identifier: Apache-2.0
#include "insight/sections.hpp"

#include "core/text.hpp"
#include "insight/generated_text.hpp"

#include <algorithm>
#include <array>

namespace insight {
namespace {

using Words = std::vector<std::string>;

// Drawn with marks: fewer than half of what is not blank are letters.
bool is_drawing(std::string_view text) {
    std::size_t letters = 0, marks = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool is_box = text.substr(i).starts_with("\xE2\x94") ||
                            text.substr(i).starts_with("\xE2\x95") || text.substr(i).starts_with("\xE2\x96");
        if (is_box) i += 2;
        if (byte == ' ' || byte == '\n' || byte == '\t' || (!is_box && (byte & 0xC0U) == 0x80U)) continue;
        const bool is_letter = !is_box && (byte >= 0x80 || (byte >= 'a' && byte <= 'z') ||
                                           (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9'));
        ++(is_letter ? letters : marks);
    }
    return letters < marks;
}

// Lines for a machine that a reader of the format left over: ":toc:", "image::x.png[]", ".. note::", "|ci|".
bool is_markup(std::string_view text) {
    constexpr std::array starts = {":",     ".. ",     "image::", "include::", "ifdef::", "ifndef::",
                                   "toc::", "video::", "|",       "{",         "+++",     "<!--"};
    const auto line = core::trim(text);
    return std::ranges::any_of(starts, [&](std::string_view start) { return line.starts_with(start); });
}

bool begins_with(const Words& words, const std::vector<Pattern>& patterns) {
    return std::ranges::any_of(patterns, [&](const Pattern& pattern) {
        const auto found = pattern.find(words);
        return found && found->begin == 0;
    });
}

// "See the presentation here: …", "Latest version: HTML, PDF", "Note: …": where to look, not what it is.
bool is_pointer(const Block& block) {
    static const std::vector<Pattern> looks{
        Pattern("see|visit|watch|view|browse|click|download|follow|read|check"),
        Pattern("please see|visit|watch|view|read|follow|check"), Pattern("for ~ ~ see|visit|read|check")};
    static const Pattern goal(
        "here|docs|documentation|presentation|slides|wiki|website|site|page|demo|video|"
        "below|handbook|guide|readme|article|talk|https*");
    static const std::vector<Pattern> versions{Pattern("latest|current _ published|stable|release|version")};
    const auto start = core::lower(core::trim(block.text).substr(0, 12));
    constexpr std::array marks = {"note:", "warning:", "important:", "attention:", "hint:", "tip:"};
    if (std::ranges::any_of(marks, [&](std::string_view mark) { return start.starts_with(mark); }))
        return true;
    return std::ranges::all_of(sentences(block.text), [&](const Sentence& sentence) {
        return (begins_with(sentence.words, looks) && goal.find(sentence.words)) ||
               begins_with(sentence.words, versions);
    });
}

// A heading under which a document goes on to say what the thing is: "About", "1. What is it?".
bool introduces(std::string_view heading) {
    constexpr auto words = std::to_array<std::string_view>(
        {"about", "abstract", "background", "description", "goal", "intro", "mission", "motivation",
         "overview", "purpose", "summary", "the problem", "tl;dr", "what ", "what's", "who ", "why"});
    const auto lower = core::lower(heading);
    const auto start = lower.find_first_of("abcdefghijklmnopqrstuvwxyz");
    if (start == std::string::npos) return false;
    const auto text = std::string_view(lower).substr(start);
    return std::ranges::any_of(words, [&](auto word) { return text.starts_with(word); });
}

}  // namespace

bool is_badge(const Block& block) {
    std::size_t linked = 0;
    for (const auto& link : block.links) linked += link.text.size();
    return !block.links.empty() && linked + 8 * block.links.size() >= block.text.size();
}

std::vector<Section> sections(const Document& document) {
    std::vector<Section> found;
    const auto& blocks = document.blocks;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (blocks[i].kind != BlockKind::heading) continue;
        std::size_t end = i + 1;
        while (end < blocks.size() &&
               (blocks[end].kind != BlockKind::heading || blocks[end].level > blocks[i].level))
            ++end;
        found.push_back({&document, i, end});
    }
    return found;
}

bool is_title_of_all(const Section& section) {
    const auto& blocks = section.document->blocks;
    if (blocks[section.begin].level != 1 || section.end != blocks.size()) return false;
    const auto first = std::ranges::find(blocks, BlockKind::heading, &Block::kind);
    return first == blocks.begin() + static_cast<std::ptrdiff_t>(section.begin);
}

std::size_t length(const Section& section) {
    std::size_t total = 0;
    for (std::size_t i = section.begin; i < section.end; ++i) {
        const auto& block = section.document->blocks[i];
        if (block.kind == BlockKind::heading || block.kind == BlockKind::html) continue;
        if (block.kind == BlockKind::code || !is_placeholder(block.text))
            total += core::count_code_points(block.text);
    }
    return total;
}

const Block* first_paragraph(const Document& document) {
    constexpr std::size_t shortest = 30;
    bool is_generated = false, has_opening = false;
    GeneratedSections generated;
    for (const auto& block : document.blocks) {
        const bool is_theirs = generated.hold(block);
        is_generated = is_generated || is_generated_opening(block.text);
        // Below "Licence" or "Installation" stands no opening of a document that has one, be it short.
        if (block.kind == BlockKind::heading && has_opening && !introduces(block.text)) return nullptr;
        if ((block.kind != BlockKind::prose && block.kind != BlockKind::quote) || (is_generated && is_theirs))
            continue;
        if (core::trim(block.text).empty() || is_badge(block) || is_placeholder(block.text) ||
            is_drawing(block.text) || is_markup(block.text) || is_pointer(block))
            continue;
        if (core::count_code_points(core::trim(block.text)) >= shortest) return &block;
        has_opening = true;
    }
    return nullptr;
}

}  // namespace insight
