// SPDX-License-Identifier: Apache-2.0
// HTML inside Markdown, as far as an outline needs it: text, headings and links; comments, scripts and styles
// are nothing.
#pragma once

#include "sources/documents/outline.hpp"

namespace sources::documents {

// Adds what a block of HTML that starts on `line` says. Tolerates anything; linear.
void read_html(std::vector<Block>& blocks, std::string_view html, int line);

}  // namespace sources::documents
