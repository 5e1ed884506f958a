// SPDX-License-Identifier: Apache-2.0
#include "sources/documents/text_tables.hpp"

#include "core/text.hpp"

namespace sources::documents {
namespace {

using Text = std::string_view;

bool is_grid_rule(Text line) {
    const auto text = core::trim(line);
    return text.size() > 2 && text.front() == '+' && text.back() == '+' &&
           text.find_first_not_of("+-=") == Text::npos;
}
bool is_column_rule(Text line) {
    const auto text = core::trim(line);
    return text.find("= =") != Text::npos || (text.find("=  =") != Text::npos)
               ? text.find_first_not_of("= ") == Text::npos
               : false;
}

// "| a | b |" → "a | b".
std::string cells_between_bars(Text line) {
    std::vector<std::string> cells;
    for (const auto cell : core::split(core::trim(line), '|'))
        if (const auto text = core::trim(cell); !text.empty()) cells.emplace_back(text);
    return core::join(cells, " | ");
}

// Cells start where the columns of the rule start.
std::string cells_below(Text rule, Text line) {
    std::vector<std::string> cells;
    for (std::size_t at = rule.find('='); at != Text::npos && at < line.size();) {
        const auto gap = rule.find(' ', at);
        const auto next = gap == Text::npos ? Text::npos : rule.find('=', gap);
        if (const auto text = core::trim(line.substr(at, next == Text::npos ? next : next - at));
            !text.empty())
            cells.emplace_back(text);
        at = next;
    }
    return core::join(cells, " | ");
}

}  // namespace

std::size_t end_of_text_table(const Lines& lines, std::size_t at) {
    auto end = at;
    if (is_grid_rule(lines[at].text)) {
        while (end < lines.size() &&
               (is_grid_rule(lines[end].text) || core::trim(lines[end].text).starts_with('|')))
            ++end;
        return end;
    }
    if (!is_column_rule(lines[at].text)) return at;
    std::size_t last_rule = at;
    for (; end < lines.size(); ++end) {
        if (!is_column_rule(lines[end].text)) continue;
        last_rule = end;
        const bool ends = end + 1 >= lines.size() || is_blank(lines[end + 1].text);
        if (ends && end > at) break;
    }
    return last_rule > at ? last_rule + 1 : at;
}

std::vector<TextRow> text_table_rows(const Lines& lines, std::size_t begin, std::size_t end) {
    std::vector<TextRow> rows;
    for (auto i = begin; i < end; ++i) {
        const auto text = lines[i].text;
        if (is_blank(text) || is_grid_rule(text) || is_column_rule(text)) continue;
        const bool grid = is_grid_rule(lines[begin].text);
        rows.push_back(
            {lines[i].number, grid ? cells_between_bars(text) : cells_below(lines[begin].text, text)});
    }
    return rows;
}

}  // namespace sources::documents
