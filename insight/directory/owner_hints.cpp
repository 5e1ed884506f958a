// SPDX-License-Identifier: Apache-2.0
#include "insight/directory/owner_hints.hpp"

#include "core/text.hpp"

#include <algorithm>

namespace insight::directory {
namespace {

constexpr std::string_view topic_prefix = "team-";

std::optional<std::string> segment(std::string_view text) {
    if (text.empty()) return std::nullopt;
    return std::string(text);
}

}  // namespace

std::optional<std::string> single_admin_team(const std::vector<TeamAccess>& access) {
    std::optional<std::string> found;
    for (const auto& each : access) {
        if (each.permission < Permission::maintain || found == each.team) continue;
        if (found) return std::nullopt;
        found = each.team;
    }
    return found;
}

std::optional<std::string> team_in_topics(const std::vector<std::string>& topics) {
    std::optional<std::string> found;
    for (const auto& topic : topics) {
        const auto lower = core::lower(topic);
        if (!lower.starts_with(topic_prefix) || lower.size() == topic_prefix.size()) continue;
        if (found && *found != lower.substr(topic_prefix.size())) return std::nullopt;
        found = lower.substr(topic_prefix.size());
    }
    return found;
}

std::optional<std::string> team_by_prefix(std::string_view full_name, const Prefixes& prefixes) {
    const std::pair<std::string, std::string>* best = nullptr;
    for (const auto& each : prefixes)
        if (core::starts_with_ignoring_case(full_name, core::lower(each.first)) &&
            (best == nullptr || each.first.size() > best->first.size()))
            best = &each;
    if (best == nullptr) return std::nullopt;
    return best->second;
}

std::optional<std::string> group_in(std::string_view full_name) {
    const auto last = full_name.rfind('/');
    if (last == std::string_view::npos || full_name.starts_with('/')) return std::nullopt;
    const auto group = full_name.substr(0, last);
    return segment(group.substr(group.rfind('/') + 1));
}

std::optional<std::string> organisation_in(std::string_view full_name) {
    const auto first = full_name.find('/');
    if (first == std::string_view::npos) return std::nullopt;
    return segment(full_name.substr(0, first));
}

std::optional<std::string> most_approving(const Approvals& approvals) {
    const auto most = std::max_element(approvals.begin(), approvals.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most == approvals.end() || most->second <= 0) return std::nullopt;
    const auto level = std::count_if(approvals.begin(), approvals.end(),
                                     [&](const auto& each) { return each.second == most->second; });
    if (level > 1) return std::nullopt;
    return most->first;
}

}  // namespace insight::directory
