// SPDX-License-Identifier: Apache-2.0
// Which teams there are, and which stands under which.
#include "core/text.hpp"
#include "insight/directory/hierarchy.hpp"
#include "sources/directory/readers.hpp"

#include <fmt/format.h>

namespace sources::directory {
namespace {

void cut_circles(FileRead& out, const std::map<std::string, std::size_t>& places) {
    insight::directory::Parents parents;
    for (const auto& team : out.import.teams) parents[team.key] = team.parent;
    const insight::directory::Hierarchy line(std::move(parents));
    for (const auto& circle : line.circles()) {
        std::vector<std::string> names;
        for (const auto& key : circle)
            if (names.size() < 5) names.push_back(in_quotes(out.import.teams[places.at(key)].name));
        note(out, fmt::format("Teams in a circle: {}{}; it is cut above the first.", core::join(names, " → "),
                              circle.size() > names.size() ? " → …" : ""));
        out.import.teams[places.at(circle.front())].parent.clear();
    }
}

}  // namespace

FileRead read_teams(const Table& table) {
    FileRead out;
    const Columns columns(table, out.faults);
    note_unused(out, columns);
    if (!columns.need({Column::team}, table.header_line, out.faults)) return out;
    std::map<std::string, std::size_t> places;
    std::map<std::string, std::pair<std::string, int>> above;  // key → as written, line
    for (const auto& row : table.rows) {
        const auto written = columns.text(row, Column::team), name = columns.text(row, Column::name),
                   parent = columns.text(row, Column::parent);
        const auto key = team_key(written);
        if (key.empty()) {
            out.faults.add(row.line, fmt::format("{} is no name of a team.", in_quotes(written)));
            continue;
        }
        if (!places.try_emplace(key, out.import.teams.size()).second) {
            out.faults.add(row.line, fmt::format("The team {} is there already.", in_quotes(written)));
            continue;
        }
        const auto parent_key = team_key(parent);
        if (!parent_key.empty()) above.try_emplace(parent_key, parent, row.line);
        out.import.teams.push_back({key, std::string(name.empty() ? written : name), parent_key, ""});
    }
    for (const auto& [key, stated] : above) {
        if (places.contains(key)) continue;
        note(out, fmt::format("Line {}: the team {} has no row of its own; it is taken to be at the top.",
                              stated.second, in_quotes(stated.first)));
        places[key] = out.import.teams.size();
        out.import.teams.push_back({key, stated.first, "", ""});
    }
    cut_circles(out, places);
    return out;
}

}  // namespace sources::directory
