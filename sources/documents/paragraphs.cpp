// SPDX-License-Identifier: Apache-2.0
#include "sources/documents/paragraphs.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <cctype>

namespace sources::documents {

std::size_t list_marker(std::string_view line) {
    if (line.size() >= 2 && std::string_view("-*+").find(line[0]) != std::string_view::npos && line[1] == ' ')
        return 2;
    if (line.starts_with("•")) return std::string_view("•").size();
    std::size_t i = 0;
    while (i < line.size() && i < 3 && std::isalnum(static_cast<unsigned char>(line[i])) != 0) ++i;
    const bool number = i > 0 && std::isdigit(static_cast<unsigned char>(line[0])) != 0;
    if ((number || i == 1 || line.starts_with('#')) && i + 1 < line.size() &&
        (line[i] == '.' || line[i] == ')') && line[i + 1] == ' ')
        return i + 2;
    return 0;
}

std::size_t indent_of(std::string_view line) {
    std::size_t indent = 0;
    for (const char c : line) {
        if (c == ' ')
            ++indent;
        else if (c == '\t')
            indent += 8;
        else
            break;
    }
    return indent;
}

std::size_t take_indented(const Lines& lines, std::size_t i, std::size_t indent, std::vector<Block>& blocks) {
    while (i < lines.size() && core::trim(lines.at(i)).empty()) ++i;
    const auto first = i;
    std::string text;
    std::size_t last = i;
    for (; i < lines.size(); ++i) {
        const bool blank = core::trim(lines.at(i)).empty();
        if (!blank && indent_of(lines.at(i)) < indent) break;
        if (!blank) last = i + 1;
    }
    for (std::size_t k = first; k < last; ++k) {
        auto line = lines.at(k);
        line.remove_prefix(std::min(indent, std::min(line.size(), line.find_first_not_of(" \t"))));
        text += std::string(line) + "\n";
    }
    add(blocks, BlockKind::code, 0, static_cast<int>(first) + 1, text);
    return std::max(last, first);
}

}  // namespace sources::documents
