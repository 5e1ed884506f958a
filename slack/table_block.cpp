// SPDX-License-Identifier: Apache-2.0
#include "slack/table_block.hpp"

#include "core/text.hpp"
#include "slack/canvas.hpp"
#include "slack/mrkdwn.hpp"
#include "slack/numbers.hpp"
#include "slack/rich_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace slack {
namespace {

using commands::Cell;
using commands::Status;
using commands::Table;
using core::Json;

constexpr std::size_t most_rows = 100, most_columns = 20, longest_cell = 300, longest_heading = 75,
                      longest_caption = 150;
constexpr std::size_t most_table_text = 10000, rows_on_a_page = 10;

std::size_t columns_of(const Table& table) {
    std::size_t columns = table.header.size();
    for (const auto& row : table.rows) columns = std::max(columns, row.size());
    return columns;
}

std::string heading(const Table& table, std::size_t column) {
    const auto text = column < table.header.size() ? core::one_line(table.header[column]) : std::string();
    return text.empty() ? fmt::format("Column {}", column + 1) : text;
}

const Cell& cell_at(const std::vector<Cell>& row, std::size_t column) {
    static const Cell nothing;
    return column < row.size() ? row[column] : nothing;
}

bool is_number(const Cell& cell) {
    return cell.number && std::isfinite(*cell.number) && cell.status == Status::none && cell.url.empty();
}

// Slack sorts a column as numbers only when all of its cells are.
std::vector<bool> number_columns(const Table& table, std::size_t columns) {
    std::vector<bool> out(columns, true);
    for (const auto& row : table.rows)
        for (std::size_t column = 0; column < columns; ++column)
            if (!is_number(cell_at(row, column))) out[column] = false;
    return out;
}

Json raw_text(std::string text) { return {{"type", "raw_text"}, {"text", std::move(text)}}; }

Json linked(const std::string& url, std::string text) {
    Json target = {{"type", "link"}, {"url", url}, {"text", std::move(text)}};
    return rich_text("rich_text_section", list_of(std::move(target)));
}

Json drawn_cell(const Cell& cell, bool as_number) {
    auto text = plain(core::one_line(cell_text(cell)), longest_cell);
    if (as_number)
        return {{"type", "raw_number"}, {"value", number_value(*cell.number)}, {"text", std::move(text)}};
    if (is_safe_url(cell.url) && !core::starts_with_ignoring_case(cell.url, "mailto:"))
        return linked(cell.url, std::move(text));
    return raw_text(std::move(text));
}

Json headings(const Table& table, std::size_t columns) {
    auto row = Json::array();
    for (std::size_t column = 0; column < columns; ++column)
        row.push_back(raw_text(plain(heading(table, column), longest_heading)));
    return row;
}

}  // namespace

std::string cell_text(const Cell& cell) {
    std::string out;
    if (cell.status != Status::none)
        out = fmt::format("{} {}", commands::shape(cell.status), commands::word(cell.status));
    const auto text = cell.text.empty() && cell.number && std::isfinite(*cell.number)
                          ? number_text(*cell.number)
                          : cell.text;
    if (!out.empty() && !text.empty()) out += ' ';
    return text == commands::word(cell.status) && !out.empty() ? out.substr(0, out.size() - 1) : out + text;
}

std::optional<DrawnTable> table_block(const Table& table, std::size_t room) {
    const auto all_columns = columns_of(table);
    const auto columns = std::min(all_columns, most_columns);
    if (columns == 0) return {};
    const auto numbers = number_columns(table, columns);
    DrawnTable drawn;
    drawn.block = {{"type", "data_table"},
                   {"caption", plain(core::one_line(table.caption), longest_caption)},
                   {"page_size", rows_on_a_page},
                   {"row_header_column_index", 0},
                   {"rows", list_of(headings(table, columns))}};
    auto& rows = drawn.block["rows"];
    auto left = std::min(room, most_table_text);
    left -= std::min(left, weight(drawn.block));
    for (const auto& row : table.rows) {
        auto cells = Json::array();
        for (std::size_t column = 0; column < columns; ++column)
            cells.push_back(drawn_cell(cell_at(row, column), numbers[column]));
        const auto needed = weight(cells);
        if (needed > left || rows.size() > most_rows) break;
        left -= needed;
        rows.push_back(std::move(cells));
    }
    if (rows.size() < 2) return {};
    drawn.rows_left_out = table.rows.size() + 1 - rows.size();
    drawn.columns_left_out = all_columns - columns;
    return drawn;
}

std::vector<std::string> table_lines(const Table& table) {
    std::vector<std::string> out;
    for (const auto& row : table.rows) {
        std::string line;
        for (std::size_t column = 0; column < row.size(); ++column) {
            const auto text = core::one_line(cell_text(row[column]));
            if (text.empty()) continue;
            if (!line.empty()) line += " · ";
            line += column == 0 ? cut(text, longest_cell)
                                : fmt::format("{}: {}", cut(heading(table, column), longest_heading),
                                              cut(text, longest_cell));
        }
        if (!line.empty()) out.push_back(std::move(line));
    }
    return out;
}

}  // namespace slack
