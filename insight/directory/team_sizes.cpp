// SPDX-License-Identifier: Apache-2.0
#include "insight/directory/team_sizes.hpp"

#include <algorithm>
#include <tuple>

namespace insight::directory {
namespace {

using Row = TeamSizes::Row;
using Turns = std::map<std::pair<std::size_t, PersonLink>, std::map<Time, int>>;  // who comes less who goes

bool is_for_same(const Row& a, const Row& b) {
    return std::tie(a.team, a.link, a.person) == std::tie(b.team, b.link, b.person);
}

// Rows of one person in one team, by begin: those that overlap or touch are one.
std::vector<Row> without_overlaps(const std::vector<Row>& rows) {
    std::vector<Row> out;
    for (const auto& row : rows) {
        if (row.to && *row.to <= row.from) continue;
        const bool goes_on =
            !out.empty() && is_for_same(out.back(), row) && (!out.back().to || *out.back().to >= row.from);
        if (!goes_on)
            out.push_back(row);
        else if (out.back().to && (!row.to || *row.to > *out.back().to))
            out.back().to = row.to;
    }
    return out;
}

}  // namespace

TeamSizes::TeamSizes(std::vector<Row> rows) {
    std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
        return std::tie(a.team, a.link, a.person, a.from) < std::tie(b.team, b.link, b.person, b.from);
    });
    Turns turns;
    for (const auto& row : without_overlaps(rows)) {
        auto& of_team = turns[{row.team, row.link}];
        ++of_team[row.from];
        if (row.to) --of_team[*row.to];
    }
    for (const auto& [key, of_team] : turns) {
        std::int64_t people = 0;
        auto& steps = steps_[key];
        for (const auto& [time, change] : of_team) {
            people += change;
            steps.emplace_back(time, static_cast<std::size_t>(people));
        }
    }
}

std::size_t TeamSizes::at(std::size_t team, PersonLink link, Time at) const {
    const auto found = steps_.find({team, link});
    if (found == steps_.end()) return 0;
    const auto next = std::upper_bound(found->second.begin(), found->second.end(), at,
                                       [](Time time, const auto& step) { return time < step.first; });
    return next == found->second.begin() ? 0 : std::prev(next)->second;
}

}  // namespace insight::directory
