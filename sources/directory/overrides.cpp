// SPDX-License-Identifier: Apache-2.0
// What the office knows better than every other source: this person is in this team, from when to when.
#include "sources/directory/readers.hpp"

#include <fmt/format.h>
#include <set>

namespace sources::directory {

FileRead read_overrides(const Table& table) {
    FileRead out;
    const Columns columns(table, out.faults);
    note_unused(out, columns);
    if (!columns.has_person())
        out.faults.add(table.header_line,
                       "There is no column that says who somebody is: “email”, “github”, “gitlab”, “jira”, "
                       "“slack” or “employee id”.");
    if (!columns.need({Column::team}, table.header_line, out.faults) || !columns.has_person()) return out;
    TeamsSeen teams;
    Periods periods;
    std::map<std::string, std::size_t> people;
    std::map<std::string, std::set<insight::directory::Identity>> names;
    std::map<std::pair<std::string, std::string>, std::vector<Days>> held;
    for (const auto& row : table.rows) {
        auto identities = columns.identities(row, out.faults);
        const Days days{columns.day(row, Column::from, out.faults), columns.day(row, Column::to, out.faults),
                        row.line};
        const auto written = columns.text(row, Column::team);
        if (identities.empty()) out.faults.add(row.line, "Nothing in this row says who it is about.");
        if (written.empty()) out.faults.add(row.line, "This row names no team.");
        if (identities.empty() || written.empty() || !is_in_order(days, out.faults)) continue;
        const auto team = teams.key_of(written, row.line, out.faults);
        const auto key =
            fmt::format("overrides:{}:{}", word_of(identities.front().kind), identities.front().value);
        if (!periods.take(key, identities.front().value, row.line, out.faults)) continue;
        const auto [found, is_new] = people.try_emplace(key, out.import.people.size());
        if (is_new) {
            out.import.people.emplace_back();
            out.import.people.back().key = key;
            out.import.people.back().name = columns.text(row, Column::name);
        }
        for (auto& identity : identities)
            if (names[key].insert(identity).second)
                out.import.people[found->second].identities.push_back(std::move(identity));
        for (const auto& before : held[{key, team}])
            if (overlap(before, days)) {
                out.faults.add(
                    row.line,
                    fmt::format("Line {} says so already, for days that this row holds too.", before.line));
                break;
            }
        held[{key, team}].push_back(days);
        out.import.memberships.push_back({key, team, days.from, days.to});
    }
    teams.add_to(out.import);
    return out;
}

}  // namespace sources::directory
