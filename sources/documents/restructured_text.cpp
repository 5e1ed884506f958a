// SPDX-License-Identifier: Apache-2.0
// reStructuredText as far as an outline needs it. Source: docutils "reStructuredText Markup Specification".
#include "core/text.hpp"
#include "sources/documents/paragraphs.hpp"

#include <algorithm>

namespace sources::documents {

namespace {

// A line of one repeated punctuation character, at least three long.
bool is_adornment(std::string_view line) {
    line = core::trim(line);
    if (line.size() < 3 ||
        std::string_view("=-~`'\"^*+#:._<>!$%&,/;?@\\|").find(line[0]) == std::string_view::npos)
        return false;
    return std::all_of(line.begin(), line.end(), [&](char c) { return c == line[0]; });
}

bool is_word(std::string_view name, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), name) != words.end();
}

class Reader {
  public:
    Reader(std::string_view text, std::vector<Block>& blocks)
        : lines_(text), blocks_(blocks), paragraphs_(blocks, plain_rst) {}

    void read() {
        for (std::size_t i = 0; i < lines_.size();) i = step(i);
        paragraphs_.end();
    }

  private:
    std::size_t step(std::size_t i) {
        const auto line = lines_.at(i);
        const auto trimmed = core::trim(line);
        const int number = static_cast<int>(i) + 1;
        if (trimmed.empty()) {
            paragraphs_.end();
            return i + 1;
        }
        if (is_adornment(line) && !paragraphs_.is_open() && is_adornment(lines_.at(i + 2)) &&
            !core::trim(lines_.at(i + 1)).empty())
            return heading(lines_.at(i + 1), i + 1, std::string("o") + trimmed[0], i + 3);
        if (!paragraphs_.is_open() && !is_adornment(line) && is_adornment(lines_.at(i + 1)) &&
            indent_of(line) == 0 &&
            core::trim(lines_.at(i + 1)).size() + 2 >= core::count_code_points(trimmed))
            return heading(line, i, std::string(1, core::trim(lines_.at(i + 1))[0]), i + 2);
        if (trimmed.starts_with(".. ")) return explicit_markup(i, trimmed);
        if (const auto marker = list_marker(trimmed)) {
            paragraphs_.item(trimmed.substr(marker), number);
        } else if (trimmed.starts_with('|') || (trimmed.starts_with('+') && trimmed.ends_with('+'))) {
            paragraphs_.end();
            if (trimmed.starts_with('|')) add(blocks_, BlockKind::table, 0, number, trimmed);
        } else {
            paragraphs_.line(trimmed, number);
        }
        if (!trimmed.ends_with("::")) return i + 1;
        paragraphs_.end();
        return indent_of(next_text(i + 1)) > indent_of(line)
                   ? take_indented(lines_, i + 1, indent_of(line) + 1, blocks_)
                   : i + 1;
    }

    std::size_t heading(std::string_view text, std::size_t i, const std::string& style, std::size_t next) {
        auto found = std::find(styles_.begin(), styles_.end(), style);
        if (found == styles_.end()) found = styles_.insert(styles_.end(), style);
        paragraphs_.heading(core::trim(text), static_cast<int>(found - styles_.begin()) + 1,
                            static_cast<int>(i) + 1);
        return next;
    }

    std::size_t explicit_markup(std::size_t i, std::string_view trimmed) {
        paragraphs_.end();
        const auto body = trimmed.substr(3);
        const auto colons = body.find("::");
        const auto indent = indent_of(lines_.at(i)) + 1;
        if (colons == std::string_view::npos) {
            target(body, static_cast<int>(i) + 1);
            return skip_indented(i + 1, indent);
        }
        const auto name = core::lower(core::trim(body.substr(0, colons)));
        if (is_word(name, {"code", "code-block", "sourcecode", "parsed-literal", "literalinclude"}))
            return take_indented(lines_, skip_options(i + 1, indent), indent, blocks_);
        if (is_word(name, {"note", "tip", "warning", "important", "attention", "admonition", "hint",
                           "seealso", "caution"})) {
            if (const auto rest = core::trim(body.substr(colons + 2)); !rest.empty())
                paragraphs_.line(rest, static_cast<int>(i) + 1);
            return i + 1;  // its indented body is ordinary text
        }
        return skip_indented(i + 1, indent);
    }

    // .. _name: https://example.com
    void target(std::string_view body, int number) {
        const auto colon = body.find(": ");
        if (!body.starts_with('_') || colon == std::string_view::npos) return;
        std::vector<Link> links = {{.text = std::string(body.substr(1, colon - 1)),
                                    .target = std::string(core::trim(body.substr(colon + 2))),
                                    .line = number}};
        add(blocks_, BlockKind::prose, 0, number, {}, std::move(links));
    }

    std::size_t skip_indented(std::size_t i, std::size_t indent) const {
        while (i < lines_.size() && !core::trim(lines_.at(i)).empty() && indent_of(lines_.at(i)) >= indent)
            ++i;
        return i;
    }
    std::size_t skip_options(std::size_t i, std::size_t indent) const {
        while (i < lines_.size() && indent_of(lines_.at(i)) >= indent &&
               core::trim(lines_.at(i)).starts_with(':'))
            ++i;
        return i;
    }
    std::string_view next_text(std::size_t i) const {
        while (i < lines_.size() && core::trim(lines_.at(i)).empty()) ++i;
        return lines_.at(i);
    }

    Lines lines_;
    std::vector<Block>& blocks_;
    Paragraphs paragraphs_;
    std::vector<std::string> styles_;
};

}  // namespace

std::vector<Block> read_restructured_text(std::string_view text) {
    std::vector<Block> blocks;
    Reader(text, blocks).read();
    return blocks;
}

}  // namespace sources::documents
