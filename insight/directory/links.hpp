// SPDX-License-Identifier: Apache-2.0
// The links of the two chains that say who is in which team and whose a repository is: in this order, and the
// first that knows an answer gives it. The numbers are kept in the database.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace insight::directory {

enum class PersonLink {
    overrides = 1,  // the office's own file: it always wins
    org_chart,      // an export of the HR system
    org_data,       // org-data.json: managers, no teams, no dates
    github_teams,
    gitlab_groups,
    jira_field,   // a team field or group
    slack_group,  // a user group or field of the profile
    email_domain,
    organisation,  // the organisation on the host is the team
};
enum class OwnerLink {
    mapping_file = 1,  // the office's own file: it always wins
    custom_property,
    catalog,       // spec.owner in catalog-info.yaml
    codeowners,    // the default line; per path in repositories of many parts
    admin_team,    // the single team with admin or maintain
    topic,         // team-payments
    name_prefix,   // of its name or group
    approver,      // the team that approved most merges of twelve months
    organisation,  // the organisation on the host is the team
};

// "the override file", "the org chart": the end of "by …".
std::string_view words_of(PersonLink link);
std::string_view words_of(OwnerLink link);
// Nothing for a number that none has.
std::optional<PersonLink> person_link_from(std::int64_t number);
std::optional<OwnerLink> owner_link_from(std::int64_t number);

// Which links are asked, and in which order.
struct Chains {
    std::vector<PersonLink> people;
    std::vector<OwnerLink> owners;
};
// Every link but `organisation`, in the order above.
Chains whole_chains();

}  // namespace insight::directory
