// SPDX-License-Identifier: Apache-2.0
#include "insight/directory/links.hpp"

#include <array>

namespace insight::directory {
namespace {

constexpr std::array<std::string_view, 9> person_words = {
    "the override file", "the org chart",     "org-data.json",   "GitHub teams", "GitLab groups", "Jira",
    "Slack user groups", "the e-mail domain", "the organisation"};
constexpr std::array<std::string_view, 9> owner_words = {
    "the mapping file", "a custom property",          "catalog-info.yaml",
    "CODEOWNERS",       "the team with admin rights", "a topic",
    "its name",         "who approves its merges",    "the organisation"};

}  // namespace

std::string_view words_of(PersonLink link) { return person_words.at(static_cast<std::size_t>(link) - 1); }
std::string_view words_of(OwnerLink link) { return owner_words.at(static_cast<std::size_t>(link) - 1); }

std::optional<PersonLink> person_link_from(std::int64_t number) {
    if (number < 1 || number > static_cast<std::int64_t>(person_words.size())) return std::nullopt;
    return static_cast<PersonLink>(number);
}
std::optional<OwnerLink> owner_link_from(std::int64_t number) {
    if (number < 1 || number > static_cast<std::int64_t>(owner_words.size())) return std::nullopt;
    return static_cast<OwnerLink>(number);
}

Chains whole_chains() {
    return {{PersonLink::overrides, PersonLink::org_chart, PersonLink::org_data, PersonLink::github_teams,
             PersonLink::gitlab_groups, PersonLink::jira_field, PersonLink::slack_group,
             PersonLink::email_domain},
            {OwnerLink::mapping_file, OwnerLink::custom_property, OwnerLink::catalog, OwnerLink::codeowners,
             OwnerLink::admin_team, OwnerLink::topic, OwnerLink::name_prefix, OwnerLink::approver}};
}

}  // namespace insight::directory
