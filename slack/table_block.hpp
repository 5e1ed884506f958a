// SPDX-License-Identifier: Apache-2.0
// A table as Slack's data_table, within the smaller of the limits its documents name, or as lines of text.
#pragma once

#include "commands/answer.hpp"

#include <optional>
#include <string>
#include <vector>

namespace slack {

std::string cell_text(const commands::Cell& cell);  // "✔ yes", "payments-api": word and shape before the text

struct DrawnTable {
    core::Json block;
    std::size_t rows_left_out = 0, columns_left_out = 0;
};
// As many rows as weigh at most `room` units. Nothing when there is no row, or not one fits.
std::optional<DrawnTable> table_block(const commands::Table& table, std::size_t room);

// "payments-api · Level: L1 · Score: 64": one line for each row.
std::vector<std::string> table_lines(const commands::Table& table);

}  // namespace slack
