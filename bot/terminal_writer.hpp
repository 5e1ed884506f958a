// SPDX-License-Identifier: Apache-2.0
// What the parts of a terminal's answer are written with, and tables, which take most of it. Used by terminal
// alone.
#pragma once

#include "bot/terminal.hpp"

#include <string>
#include <string_view>

namespace bot {

class TerminalWriter {
  public:
    explicit TerminalWriter(const TerminalStyle& style) : style_(style) {}
    std::string out;

    void line(std::string_view text = {});
    // Breaks at spaces; every line starts with `indent` spaces, the first with `lead`.
    void wrapped(std::string_view text, std::size_t indent = 0, std::string lead = {});
    std::string bold(std::string_view text) const;
    std::string dim(std::string_view text) const;
    std::string status(commands::Status status) const;
    const TerminalStyle& style() const { return style_; }

  private:
    const TerminalStyle& style_;
};

// With spaces up to `width` code points.
std::string padded(std::string_view text, std::size_t width);

// Folded to what is enough at a glance, unless details are wanted.
void draw_table(TerminalWriter& out, const commands::Table& part);

}  // namespace bot
