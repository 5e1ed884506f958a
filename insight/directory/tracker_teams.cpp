// SPDX-License-Identifier: Apache-2.0
#include "insight/directory/tracker_teams.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>

namespace insight::directory {
namespace {

bool is_same(std::string_view a, std::string_view b) { return core::lower(a) == core::lower(b); }

bool has(const std::vector<std::string>& values, std::string_view wanted) {
    return std::any_of(values.begin(), values.end(),
                       [&](const std::string& value) { return is_same(value, wanted); });
}

bool fits(const TrackerRow& row, const TrackerIssue& issue, Time at) {
    if (at < row.from || (row.to && at >= *row.to)) return false;
    if (!row.project.empty() && !is_same(row.project, issue.project)) return false;
    switch (row.link) {
        case TrackerLink::team_field:
            return !issue.team_field.empty() && is_same(row.value, issue.team_field);
        case TrackerLink::component:
            return has(issue.components, row.value);
        case TrackerLink::label:
            return has(issue.labels, row.value);
        case TrackerLink::project:
            return !row.project.empty();
    }
    return false;
}

}  // namespace

TrackerOwners owners_of(const TrackerIssue& issue, const std::vector<TrackerRow>& rows, Time at) {
    for (const auto link :
         {TrackerLink::team_field, TrackerLink::component, TrackerLink::label, TrackerLink::project}) {
        std::vector<std::string> teams;
        for (const auto& row : rows)
            if (row.link == link && fits(row, issue, at)) teams.push_back(row.team);
        if (teams.empty() && link == TrackerLink::team_field && !issue.team_field.empty())
            teams.push_back(issue.team_field);
        if (teams.empty()) continue;
        std::sort(teams.begin(), teams.end());
        teams.erase(std::unique(teams.begin(), teams.end()), teams.end());
        return {std::move(teams), link};
    }
    return {};
}

}  // namespace insight::directory
