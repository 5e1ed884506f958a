// SPDX-License-Identifier: Apache-2.0
// Tables drawn with characters: "+---+---+" grids and "==== ====" columns.
#pragma once

#include "sources/documents/outline.hpp"

#include <string>
#include <vector>

namespace sources::documents {

struct TextRow {
    int line = 0;
    std::string text;  // cells with " | " between them
};
// Index after the table that starts at `at`; `at` when there is none.
std::size_t end_of_text_table(const Lines& lines, std::size_t at);
std::vector<TextRow> text_table_rows(const Lines& lines, std::size_t begin, std::size_t end);

}  // namespace sources::documents
