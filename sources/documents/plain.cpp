// SPDX-License-Identifier: Apache-2.0
// Plain text: headings are underlined or in capitals, code is indented, addresses stand bare.
#include "core/text.hpp"
#include "sources/documents/paragraphs.hpp"

#include <algorithm>
#include <cctype>

namespace sources::documents {

namespace {

bool is_underline(std::string_view line) {
    line = core::trim(line);
    return line.size() >= 3 && std::string_view("=-~*#").find(line[0]) != std::string_view::npos &&
           std::all_of(line.begin(), line.end(), [&](char c) { return c == line[0]; });
}

// Short, in capitals, alone between blank lines.
bool is_capitals(std::string_view line) {
    const auto is_letter = [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; };
    return line.size() <= 60 && std::count_if(line.begin(), line.end(), is_letter) >= 4 &&
           std::none_of(line.begin(), line.end(),
                        [](char c) { return std::islower(static_cast<unsigned char>(c)) != 0; });
}

Inline as_is(std::string_view text, int line) { return {std::string(text), bare_links(text, line)}; }

}  // namespace

std::vector<Block> read_plain(std::string_view text) {
    std::vector<Block> blocks;
    const Lines lines(text);
    Paragraphs paragraphs(blocks, as_is);
    for (std::size_t i = 0; i < lines.size();) {
        const auto line = lines.at(i);
        const auto trimmed = core::trim(line);
        const int number = static_cast<int>(i) + 1;
        if (trimmed.empty() || (is_underline(line) && !paragraphs.is_open())) {
            paragraphs.end();
        } else if (!paragraphs.is_open() && is_underline(lines.at(i + 1)) && trimmed.size() <= 80) {
            paragraphs.heading(
                trimmed, lines.at(i + 1)[lines.at(i + 1).find_first_not_of(" \t")] == '=' ? 1 : 2, number);
            ++i;
        } else if (!paragraphs.is_open() && is_capitals(trimmed) && core::trim(lines.at(i + 1)).empty()) {
            paragraphs.heading(trimmed, 2, number);
        } else if (!paragraphs.is_open() && indent_of(line) >= 4 && list_marker(trimmed) == 0) {
            i = take_indented(lines, i, 4, blocks);
            continue;
        } else if (const auto marker = list_marker(trimmed)) {
            paragraphs.item(trimmed.substr(marker), number);
        } else {
            paragraphs.line(trimmed, number);
        }
        ++i;
    }
    paragraphs.end();
    return blocks;
}

}  // namespace sources::documents
