// SPDX-License-Identifier: Apache-2.0
// What the readers of all formats share: numbered lines, text with links, and an outline that keeps the
// limits.
#pragma once

#include "insight/facts.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sources::documents {

using insight::Block;
using insight::BlockKind;
using insight::Link;

// A line without its line feed, and where it stands in the file (1-based). Borrows the text.
struct Line {
    std::string_view text;
    int number = 0;
};
using Lines = std::vector<Line>;

Lines lines_of(std::string_view text);
bool is_blank(std::string_view line);
// Columns of white space before the text; a tab reaches to the next multiple of eight.
std::size_t indent_of(std::string_view line);
// `count` copies or more of one ASCII mark and nothing else but trailing white space; 0 otherwise.
char only_mark(std::string_view line, std::size_t count);
// `lines` without `columns` of white space in front; a line with less loses what it has.
Lines dedent(const Lines& lines, std::size_t columns);
// Index after the run of lines from `at` that are blank or indented by at least `columns`, without the blank
// ones at its end.
std::size_t end_of_indented(const Lines& lines, std::size_t at, std::size_t columns);
std::string join_lines(const Lines& lines, std::size_t begin, std::size_t end);

// Length of the marker of a list item ("- ", "* ", "1. ", "#) ", "(a) ") at the start of `line`; 0 when there
// is none.
std::size_t list_marker(std::string_view line, std::string_view bullets);

// Bytes of an outline, links included: more than a document of 256 KiB has that repeats nothing.
inline constexpr std::size_t longest_outline = 1U << 20U;

// Text without markup and the links found in it.
struct Prose {
    std::string text;
    std::vector<Link> links;
    std::size_t link_bytes = 0;

    // Beyond the limit nothing is added: what names stand for may be written out a thousand times.
    void add(char c) {
        if (text.size() < longest_outline) text += c;
    }
    void add(std::string_view more) {
        if (text.size() < longest_outline) text += more;
    }
    void link(std::string_view shown, std::string_view target, int line);
    bool is_full() const { return text.size() >= longest_outline; }
};

// Length of a bare URL at the start of `text` (http, https, mailto), without the punctuation that ends a
// sentence; else 0.
std::size_t bare_url(std::string_view text);
// `text` as it is, with its bare URLs as links.
Prose with_bare_urls(std::string_view text, int line);

// Collects blocks. Everything is cleaned here, once; empty blocks vanish; beyond the limit nothing is added.
class Outline {
  public:
    void add(BlockKind kind, int line, const Prose& prose, int level = 0);
    void heading(int level, int line, const Prose& prose) { add(BlockKind::heading, line, prose, level); }
    void code(int line, std::string_view text);
    std::vector<Block> take() { return std::move(blocks_); }

  private:
    bool is_full() const;
    std::vector<Block> blocks_;
    std::size_t links_ = 0;
    std::size_t bytes_ = 0;
};

}  // namespace sources::documents
