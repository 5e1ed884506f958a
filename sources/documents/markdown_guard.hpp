// SPDX-License-Identifier: Apache-2.0
// Keeps hostile Markdown away from what costs the parser the square of its length, without moving a line.
#pragma once

#include <string>
#include <string_view>

namespace sources::documents {

// At most 256 KiB of `text`, cut at a line; runs of one mark, words, rows and constructs that never end are
// shortened beyond any sensible size. What people write comes out as it went in.
std::string tame_markdown(std::string_view text);
// Cells that tables of `text` could make at most: the parser fills short rows up to the width of the table.
std::size_t possible_cells(std::string_view text);

}  // namespace sources::documents
