// SPDX-License-Identifier: Apache-2.0
// Org mode as far as an outline needs it. Source: orgmode.org/worg/org-syntax.html.
#include "core/text.hpp"
#include "sources/documents/paragraphs.hpp"

#include <algorithm>

namespace sources::documents {

std::vector<Block> read_org(std::string_view text) {
    std::vector<Block> blocks;
    const Lines lines(text);
    Paragraphs paragraphs(blocks, plain_org);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto line = core::trim(lines.at(i));
        const int number = static_cast<int>(i) + 1;
        const auto stars = std::min(line.find_first_not_of('*'), line.size());
        if (line.empty()) {
            paragraphs.end();
        } else if (stars >= 1 && stars < line.size() && line[stars] == ' ' && lines.at(i).starts_with('*')) {
            paragraphs.heading(core::trim(line.substr(stars)), static_cast<int>(stars), number);
        } else if (core::starts_with_ignoring_case(line, "#+title:")) {
            paragraphs.heading(core::trim(line.substr(8)), 1, number);
        } else if (core::starts_with_ignoring_case(line, "#+begin_")) {
            paragraphs.end();
            std::string code;
            std::size_t k = i + 1;
            while (k < lines.size() && !core::starts_with_ignoring_case(core::trim(lines.at(k)), "#+end_"))
                code += std::string(lines.at(k++)) + "\n";
            add(blocks, BlockKind::code, 0, number + 1, code);
            i = k;
        } else if (line.starts_with('#') || line.starts_with(':')) {
            paragraphs.end();  // keywords, comments, drawers
        } else if (line.starts_with('|')) {
            paragraphs.end();
            add(blocks, BlockKind::table, 0, number, line);
        } else if (const auto marker = list_marker(line)) {
            paragraphs.item(line.substr(marker), number);
        } else {
            paragraphs.line(line, number);
        }
    }
    paragraphs.end();
    return blocks;
}

}  // namespace sources::documents
