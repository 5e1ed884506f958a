// SPDX-License-Identifier: Apache-2.0
// The words of a file of facts, in the order of the enumerators.
#pragma once

#include <array>
#include <string_view>

namespace insight::connector {

inline constexpr std::array<std::string_view, 3> visibility_words = {"public", "internal", "private"};
inline constexpr std::array<std::string_view, 3> person_kind_words = {"human", "bot", "agent"};
inline constexpr std::array<std::string_view, 4> category_words = {"", "to_do", "in_progress", "done"};
// insight/directory/links: the first number is 1.
inline constexpr std::array<std::string_view, 10> person_link_words = {
    "",           "override",    "org_chart",    "org_data",    "github_teams", "gitlab_groups",
    "jira_field", "slack_group", "email_domain", "organisation"};
inline constexpr std::array<std::string_view, 10> owner_link_words = {
    "",           "mapping_file", "custom_property", "catalog",  "codeowners",
    "admin_team", "topic",        "name_prefix",     "approver", "organisation"};

}  // namespace insight::connector
