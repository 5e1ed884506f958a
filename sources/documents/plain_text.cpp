// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "sources/documents/formats.hpp"
#include "sources/documents/outline.hpp"

#include <algorithm>

namespace sources::documents {
namespace {

using Text = std::string_view;

constexpr std::size_t longest_heading = 72;
constexpr std::size_t code_indent = 4;

// "GETTING STARTED", "2. HOW TO BUILD": letters, none of them small.
bool is_all_capitals(Text text) {
    if (text.size() > longest_heading || text.ends_with('.') || text.ends_with(',')) return false;
    const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto is_small = [](char c) {
        return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
    };
    return std::ranges::count_if(text, is_capital) >= 4 && std::ranges::none_of(text, is_small);
}

class Reader {
  public:
    explicit Reader(Lines lines) : lines_(std::move(lines)) {}

    std::vector<Block> read() {
        while (at_ < lines_.size()) read_one();
        return outline_.take();
    }

  private:
    bool is_blank_at(std::size_t index) const {
        return index >= lines_.size() || is_blank(lines_[index].text);
    }

    void read_one() {
        const auto text = core::trim(lines_[at_].text);
        if (text.empty() || only_mark(text, 3) != 0) {
            ++at_;  // blank, a rule, or the upper line of a title
        } else if (const auto level = underlined(); level > 0) {
            heading(level, text);
            at_ += 2;
        } else if (is_blank_at(at_ + 1) && is_all_capitals(text)) {
            heading(2, text);
            ++at_;
        } else if (indent_of(lines_[at_].text) >= code_indent && list_marker(text, "-*+") == 0 &&
                   follows_margin_) {
            code();
        } else {
            paragraph();
        }
    }

    void heading(int level, Text text) {
        outline_.heading(level, lines_[at_].number, with_bare_urls(text, lines_[at_].number));
        follows_margin_ = true;
    }

    // Level of the title whose underline comes next, else 0.
    int underlined() const {
        if (at_ + 1 >= lines_.size()) return 0;
        const auto below = core::trim(lines_[at_ + 1].text);
        const char mark = only_mark(below, 3);
        const auto length = core::count_code_points(core::trim(lines_[at_].text));
        if (mark == 0 || length > longest_heading || below.size() + 3 < length) return 0;
        return mark == '=' || mark == '#' || mark == '*' ? 1 : 2;
    }

    void code() {
        const auto end = std::max(end_of_indented(lines_, at_, code_indent), at_ + 1);
        outline_.code(lines_[at_].number,
                      join_lines(dedent({lines_.begin() + static_cast<std::ptrdiff_t>(at_),
                                         lines_.begin() + static_cast<std::ptrdiff_t>(end)},
                                        code_indent),
                                 0, end - at_));
        at_ = end;
    }

    bool goes_on(std::size_t index) const {
        return !is_blank_at(index) && list_marker(core::trim(lines_[index].text), "-*+") == 0 &&
               only_mark(lines_[index].text, 3) == 0;
    }

    void paragraph() {
        const auto first = at_++;
        while (at_ < lines_.size() && goes_on(at_)) ++at_;
        auto text = join_lines(lines_, first, at_);
        const auto lead = std::min(text.find_first_not_of(" \t"), text.size());
        const auto marker = list_marker(Text(text).substr(lead), "-*+");
        text.erase(0, lead + marker);
        const auto line = lines_[first].number;
        // A whole text that is indented is no code: what is code stands out from the margin.
        follows_margin_ = lead < code_indent;
        outline_.add(marker > 0 ? BlockKind::list_item : BlockKind::prose, line, with_bare_urls(text, line));
    }

    Lines lines_;
    Outline outline_;
    std::size_t at_ = 0;
    bool follows_margin_ = false;
};

}  // namespace

std::vector<insight::Block> read_plain_text(Text text) { return Reader(lines_of(text)).read(); }

}  // namespace sources::documents
