// SPDX-License-Identifier: Apache-2.0
// What hints at the owner of a repository where nobody states one: who may do what, topics, names, approvals.
// Each gives the team, or nothing where the hint is not plain. A commit's author is never a hint.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace insight::directory {

enum class Permission { read, triage, write, maintain, admin };
struct TeamAccess {
    std::string team;
    Permission permission = Permission::read;
};
// The single team with admin or maintain; nothing where several have it.
std::optional<std::string> single_admin_team(const std::vector<TeamAccess>& access);

// "payments" of the topic "team-payments"; nothing where two topics say so.
std::optional<std::string> team_in_topics(const std::vector<std::string>& topics);

// The team of the longest prefix that its full name begins with ("acme/pay-", "group/sub/"), any letter case.
using Prefixes = std::vector<std::pair<std::string, std::string>>;  // prefix → team
std::optional<std::string> team_by_prefix(std::string_view full_name, const Prefixes& prefixes);
// The innermost group: "sub" of "group/sub/project".
std::optional<std::string> group_in(std::string_view full_name);
// The outermost: the organisation.
std::optional<std::string> organisation_in(std::string_view full_name);

// The team that approved most of the merges; nothing where two are level.
using Approvals = std::vector<std::pair<std::string, int>>;  // team → merges that it approved
std::optional<std::string> most_approving(const Approvals& approvals);

}  // namespace insight::directory
