// SPDX-License-Identifier: Apache-2.0
// The frame that the line-based formats share: lines gathered into a paragraph or list item until something
// ends it.
#pragma once

#include "sources/documents/inline_markup.hpp"

#include <string>

namespace sources::documents {

class Paragraphs {
  public:
    using Plain = Inline (*)(std::string_view, int);
    Paragraphs(std::vector<Block>& blocks, Plain plain) : blocks_(blocks), plain_(plain) {}

    void line(std::string_view text, int number) {
        if (text_.empty())
            start_ = number;
        else
            text_ += ' ';
        text_ += text;
    }
    // Begins a list item (the one before ends).
    void item(std::string_view text, int number) {
        end();
        kind_ = BlockKind::list_item;
        line(text, number);
    }
    void end() {
        if (!text_.empty()) {
            auto read = plain_(text_, start_);
            add(blocks_, kind_, 0, start_, read.text, std::move(read.links));
        }
        text_.clear();
        kind_ = BlockKind::prose;
    }
    void heading(std::string_view text, int level, int number) {
        end();
        auto read = plain_(text, number);
        add(blocks_, BlockKind::heading, level, number, read.text, std::move(read.links));
    }
    bool is_open() const { return !text_.empty(); }

  private:
    std::vector<Block>& blocks_;
    Plain plain_;
    std::string text_;
    int start_ = 0;
    BlockKind kind_ = BlockKind::prose;
};

// Length of a list marker with the space after it ("- ", "* ", "12. ", "a) "); 0 when there is none.
std::size_t list_marker(std::string_view line);
std::size_t indent_of(std::string_view line);  // spaces; a tab counts as eight

// Gathers `lines[i…]` that are blank or indented by at least `indent`, as a block of code; returns the index
// after them.
std::size_t take_indented(const Lines& lines, std::size_t i, std::size_t indent, std::vector<Block>& blocks);

}  // namespace sources::documents
