// SPDX-License-Identifier: Apache-2.0
// Jira: whose an issue is. Project, component, label and Team field map to teams, many to many.
#pragma once

#include "core/time.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace insight::directory {

using core::Time;

// The more particular wins: what the issue itself says, then a component, a label, the project.
enum class TrackerLink { team_field = 1, component, label, project };
struct TrackerRow {
    TrackerLink link = TrackerLink::project;
    std::string project;  // key, "PAY"; empty = of any project
    std::string value;    // of the field, component or label; empty for a project
    std::string team;
    Time from{};
    std::optional<Time> to = {};
};
struct TrackerIssue {
    std::string project;
    std::string team_field = {};
    std::vector<std::string> components = {}, labels = {};
};
struct TrackerOwners {
    std::vector<std::string> teams = {};  // sorted, each once; none: not mapped
    std::optional<TrackerLink> link = {};
};
// Any letter case. A team field whose value no row maps names the team itself.
TrackerOwners owners_of(const TrackerIssue& issue, const std::vector<TrackerRow>& rows, Time at);

}  // namespace insight::directory
