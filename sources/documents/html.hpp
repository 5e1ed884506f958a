// SPDX-License-Identifier: Apache-2.0
// HTML as it stands in READMEs, by its text: headings, paragraphs, lists, rows and links; no tags, no
// scripts, no comments.
#pragma once

#include "sources/documents/outline.hpp"

#include <string_view>

namespace sources::documents {

// One tag as written: "</a>" is {.name = "a", .closes = true}.
struct Tag {
    std::string name;  // lower case
    bool closes = false;
    std::string_view attributes;
};
// `text` starts with "<". Its tag and how many bytes it takes; 0 when it is none.
std::size_t read_tag(std::string_view text, Tag& tag);
// The value of an attribute, its character references decoded; empty when it is not there.
std::string attribute_of(const Tag& tag, std::string_view name);
std::string decode_references(std::string_view text);

// Reads HTML in pieces: Markdown may stand between "<h1>" and "</h1>".
class HtmlReader {
  public:
    explicit HtmlReader(Outline& outline) : outline_(outline) {}
    void read(std::string_view html, int line);
    // 1–6 while a heading is open.
    int open_heading() const { return heading_; }
    void end_heading() { heading_ = 0; }

  private:
    void open(const Tag& tag);
    void close(const Tag& tag);
    void add_text(std::string_view text);
    void flush();

    Outline& outline_;
    Prose prose_;
    std::string alternative_;  // alt texts of the images of this block
    std::vector<Link> images_;
    std::string link_target_;
    std::size_t link_start_ = 0;
    int link_line_ = 0;
    bool has_link_ = false;
    int line_ = 1;
    int block_line_ = 0;
    int heading_ = 0;
    int pre_ = 0;
    int quote_ = 0;
    int item_ = 0;
    int row_ = 0;
};

}  // namespace sources::documents
