// SPDX-License-Identifier: Apache-2.0
// AsciiDoc as far as an outline needs it. Source: docs.asciidoctor.org/asciidoc/latest.
#include "core/text.hpp"
#include "sources/documents/paragraphs.hpp"

#include <algorithm>

namespace sources::documents {

namespace {

// "== Title" → 2; 0 when the line is no heading.
int heading_level(std::string_view line) {
    const auto level = std::min(line.find_first_not_of('='), line.size());
    return level >= 1 && level <= 6 && level < line.size() && line[level] == ' ' ? static_cast<int>(level)
                                                                                 : 0;
}

// The delimiter of a block that is code or not text: ----, ...., ```, ++++, ////.
bool is_fence(std::string_view line) {
    if (line.starts_with("```")) return true;
    return line.size() >= 4 && std::string_view("-.+/").find(line[0]) != std::string_view::npos &&
           std::all_of(line.begin(), line.end(), [&](char c) { return c == line[0]; });
}

std::size_t asciidoc_marker(std::string_view line) {
    const auto stars = std::min(line.find_first_not_of(line.starts_with('.') ? '.' : '*'), line.size());
    if (stars >= 1 && stars <= 5 && stars < line.size() && line[stars] == ' ' &&
        (line[0] == '*' || line[0] == '.'))
        return stars + 1;
    return list_marker(line);
}

class Reader {
  public:
    Reader(std::string_view text, std::vector<Block>& blocks)
        : lines_(text), blocks_(blocks), paragraphs_(blocks, plain_asciidoc) {}

    void read() {
        for (std::size_t i = 0; i < lines_.size();) i = step(i);
        paragraphs_.end();
    }

  private:
    std::size_t step(std::size_t i) {
        const auto line = core::trim(lines_.at(i));
        const int number = static_cast<int>(i) + 1;
        if (line.empty())
            paragraphs_.end();
        else if (const int level = heading_level(line))
            paragraphs_.heading(core::trim(line.substr(static_cast<std::size_t>(level))), level, number);
        else if (is_fence(line))
            return fenced(i, line);
        else if (line == "|===")
            return table(i);
        else if (is_attribute(line) || line.starts_with("//"))
            return i + 1;
        else if (const auto marker = asciidoc_marker(line))
            paragraphs_.item(line.substr(marker), number);
        else if (line.starts_with('.') && line.size() > 1 && line[1] != '.')
            paragraphs_.end();  // a block's title
        else
            paragraphs_.line(line, number);
        return i + 1;
    }

    // ":name: value" and "[source,bash]"
    static bool is_attribute(std::string_view line) {
        return (line.starts_with(':') && line.find(':', 1) != std::string_view::npos) ||
               (line.starts_with('[') && line.ends_with(']'));
    }

    std::size_t fenced(std::size_t i, std::string_view fence) {
        paragraphs_.end();
        const auto open = fence.starts_with("```") ? fence.substr(0, 3) : fence;
        std::string text;
        std::size_t k = i + 1;
        while (k < lines_.size() && core::trim(lines_.at(k)) != open)
            text += std::string(lines_.at(k++)) + "\n";
        if (open[0] != '/') add(blocks_, BlockKind::code, 0, static_cast<int>(i) + 2, text);
        return k + 1;
    }

    std::size_t table(std::size_t i) {
        paragraphs_.end();
        for (++i; i < lines_.size() && core::trim(lines_.at(i)) != "|==="; ++i) {
            auto read = plain_asciidoc(core::trim(lines_.at(i)), static_cast<int>(i) + 1);
            add(blocks_, BlockKind::table, 0, static_cast<int>(i) + 1, read.text, std::move(read.links));
        }
        return i + 1;
    }

    Lines lines_;
    std::vector<Block>& blocks_;
    Paragraphs paragraphs_;
};

}  // namespace

std::vector<Block> read_asciidoc(std::string_view text) {
    std::vector<Block> blocks;
    Reader(text, blocks).read();
    return blocks;
}

}  // namespace sources::documents
