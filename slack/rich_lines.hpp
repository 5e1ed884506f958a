// SPDX-License-Identifier: Apache-2.0
// Lines of foreign text with bold words in them, as rich_text: nothing in it is read as notation, so every
// character arrives as it is written in the repository ("__init__.py", "* @team").
#pragma once

#include "slack/canvas.hpp"

#include <string>
#include <vector>

namespace slack {

struct Run {
    std::string text;  // clean; an empty one is left out
    bool is_bold = false;
};

// Packs lines into blocks of a comfortable size; a block that finds no room counts its lines as left out.
class RichLines {
  public:
    explicit RichLines(Canvas& canvas) : canvas_(canvas) {}
    void add(std::vector<Run> line);
    void flush();

  private:
    void append(Run run);

    Canvas& canvas_;
    std::vector<Run> runs_;
    std::size_t count_ = 0, units_ = 0;
};

// A rich_text block that holds this one part ({"type": "rich_text_section", …}).
core::Json rich_text(std::string_view part, core::Json elements);

}  // namespace slack
