// SPDX-License-Identifier: Apache-2.0
// Which team owns which repository, or which folder of it, from when to when.
#include "sources/directory/readers.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "core/text.hpp"
#include "sources/directory/repository_name.hpp"

namespace sources::directory {

std::string repository_in(std::string_view written) {
    auto name = core::trim(written);
    if (const auto scheme = name.find("://"); scheme != std::string_view::npos) {
        name.remove_prefix(scheme + 3);
        name.remove_prefix(std::min(name.size(), name.find('/')));
    } else if (name.starts_with("git@")) {
        name.remove_prefix(std::min(name.size(), name.find(':')));
        if (!name.empty()) name.remove_prefix(1);
    }
    while (name.starts_with('/')) name.remove_prefix(1);
    while (name.ends_with('/')) name.remove_suffix(1);
    if (name.ends_with(".git")) name.remove_suffix(4);
    return name.starts_with('#') ? std::string() : std::string(name);  // that would be the number of one
}

FileRead read_owners(const Table& table) {
    FileRead out;
    const Columns columns(table, out.faults);
    note_unused(out, columns);
    if (!columns.need({Column::repository, Column::team}, table.header_line, out.faults)) return out;
    TeamsSeen teams;
    Periods periods;
    std::map<std::string, std::vector<Days>> held;
    for (const auto& row : table.rows) {
        const auto repository = repository_in(columns.text(row, Column::repository));
        const auto written = columns.text(row, Column::team);
        const Days days{columns.day(row, Column::from, out.faults), columns.day(row, Column::to, out.faults),
                        row.line};
        if (repository.empty()) out.faults.add(row.line, "This row names no repository.");
        if (written.empty()) out.faults.add(row.line, "This row names no team.");
        if (repository.empty() || written.empty() || !is_in_order(days, out.faults)) continue;
        const auto team = teams.key_of(written, row.line, out.faults);
        const std::string path(columns.text(row, Column::path));
        const auto place = fmt::format("{}\n{}", core::lower(repository), path);
        if (!periods.take(place, path.empty() ? repository : fmt::format("{}/{}", repository, path), row.line,
                          out.faults))
            continue;
        auto& before = held[fmt::format("{}\n{}", place, team)];
        for (const auto& each : before)
            if (overlap(each, days)) {
                out.faults.add(
                    row.line,
                    fmt::format("Line {} says so already, for days that this row holds too.", each.line));
                break;
            }
        before.push_back(days);
        out.import.ownerships.push_back({repository, path, team, days.from, days.to});
    }
    teams.add_to(out.import);
    return out;
}

}  // namespace sources::directory
