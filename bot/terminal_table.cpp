// SPDX-License-Identifier: Apache-2.0
#include "bot/terminal_writer.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace bot {

namespace {

using commands::Status;

std::string cell_text(const commands::Cell& cell) {
    if (cell.status == Status::none) return cell.text;
    return fmt::format("{} {}", commands::shape(cell.status),
                       cell.text.empty() ? std::string(commands::word(cell.status)) : cell.text);
}

constexpr std::size_t widest_cell = 48;
constexpr std::size_t most_below = 6;  // spaces before what did not fit into the last cell

// Of the last column, which takes what is left of the line.
std::size_t last_width(const commands::Table& part, const std::vector<std::size_t>& widths,
                       std::size_t line) {
    std::size_t longest = widths.back();
    for (const auto& row : part.rows)
        if (row.size() == widths.size())
            longest = std::max(longest, core::count_code_points(cell_text(row.back())));
    std::size_t used = 2 * widths.size();
    for (std::size_t i = 0; i + 1 < widths.size(); ++i) used += widths[i];
    return std::min(longest, std::max(widest_cell, line - std::min(line, used)));
}

// A name tells the row apart, so it is never cut: one that is too long stands above the rest of its row.
bool stands_above(const std::vector<commands::Cell>& row) {
    return row.size() > 1 && core::count_code_points(cell_text(row.front())) > widest_cell;
}

std::vector<std::size_t> widths_of(const commands::Table& part, std::size_t line) {
    std::vector<std::size_t> widths;
    widths.reserve(part.header.size());
    for (const auto& title : part.header) widths.push_back(core::count_code_points(title));
    for (const auto& row : part.rows)
        for (std::size_t i = stands_above(row) ? 1 : 0; i < row.size() && i < widths.size(); ++i)
            widths[i] =
                std::max(widths[i], std::min(core::count_code_points(cell_text(row[i])), widest_cell));
    if (!widths.empty()) widths.back() = last_width(part, widths, line);
    return widths;
}

// The last cell may be as long as it likes: what is longer than the rest of the line stands below the row.
bool goes_below(const commands::Table& part, const std::vector<commands::Cell>& row, std::size_t room) {
    return !row.empty() && row.size() == part.header.size() && !row.back().number &&
           core::count_code_points(cell_text(row.back())) > room;
}

void draw_rows(TerminalWriter& out, const commands::Table& part) {
    if (!part.caption.empty()) out.line(out.bold(part.caption));
    const auto widths = widths_of(part, out.style().width);
    const auto draw_row = [&](const auto& cell_at) {
        std::string row;
        for (std::size_t i = 0; i < widths.size(); ++i) row.append("  ").append(cell_at(i));
        while (row.ends_with(' ')) row.pop_back();
        out.line(row);
    };
    draw_row([&](std::size_t i) { return padded(part.header[i], widths[i]); });
    draw_row([&](std::size_t i) { return std::string(widths[i], '-'); });
    for (const auto& row : part.rows) {
        const bool below = goes_below(part, row, widths.empty() ? 0 : widths.back());
        const bool above = stands_above(row);
        if (above) out.line("  " + cell_text(row.front()));
        draw_row([&](std::size_t i) -> std::string {
            if (i >= row.size() || (below && i + 1 == row.size())) return {};
            if (above && i == 0) return std::string(widths[i], ' ');
            const auto text = core::shorten(cell_text(row[i]), std::max(widest_cell, widths[i]));
            const auto gap = widths[i] - std::min(widths[i], core::count_code_points(text));
            return row[i].number ? std::string(gap, ' ') + text : text + std::string(gap, ' ');
        });
        if (below) out.wrapped(cell_text(row.back()), most_below, std::string(most_below, ' '));
    }
    if (part.more > 0)
        out.line(fmt::format(
            "  … and {} more{}", part.more,
            part.more_line.empty() ? "" : fmt::format(": {} {}", out.style().program, part.more_line)));
}

}  // namespace

void draw_table(TerminalWriter& out, const commands::Table& part) {
    const bool is_folded = part.shown_first > 0 && part.rows.size() > part.shown_first;
    if (out.style().details || !is_folded) return draw_rows(out, part);
    auto first = part;
    first.rows.resize(part.shown_first);
    first.more = 0;
    draw_rows(out, first);
    out.line(fmt::format("  … and {} more: the same with --details shows all",
                         part.rows.size() - part.shown_first + part.more));
}

}  // namespace bot
