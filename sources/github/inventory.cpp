// SPDX-License-Identifier: Apache-2.0
#include "sources/github/inventory.hpp"

#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace sources::github {

namespace {

constexpr std::size_t longest_name = 140, longest_description = 350, most_topics = 20, longest_topic = 50;

// Three points a page of a hundred. Rules of the organisation count for the repository, so rulesets are asked
// for with their parents.
constexpr std::string_view query = R"(query($organisation: String!, $size: Int!, $after: String) {
  rateLimit { cost remaining resetAt nodeCount }
  organization(login: $organisation) {
    repositories(first: $size, after: $after, orderBy: {field: CREATED_AT, direction: ASC}) {
      pageInfo { hasNextPage endCursor }
      nodes {
        databaseId name nameWithOwner description visibility isArchived isFork createdAt pushedAt
        forkingAllowed hasIssuesEnabled viewerCanAdminister
        primaryLanguage { name }
        defaultBranchRef { name target { oid } }
        repositoryTopics(first: 20) { nodes { topic { name } } }
        branchProtectionRules(first: 5) {
          totalCount
          nodes { pattern requiresApprovingReviews requiredApprovingReviewCount allowsForcePushes }
        }
        rulesets(first: 20, includeParents: true) { totalCount }
      }
    }
  }
})";

std::string line_of(const core::Json& node, std::string_view key, std::size_t most) {
    return core::shorten(core::one_line(core::text_of(node, key)), most);
}

core::Time time_of(const core::Json& node, std::string_view key) {
    const auto time = core::parse_time(core::text_of(node, key));
    return time ? *time : core::Time{};
}

std::optional<bool> truth(const core::Json& node, std::string_view key) {
    const auto& value = core::member_of(node, key);
    return value.is_boolean() ? std::optional(value.get<bool>()) : std::nullopt;
}

// What GitHub does not name is taken for the narrowest: facts must not reach more people than may read them.
insight::Visibility visibility_of(std::string_view word) {
    if (word == "PUBLIC") return insight::Visibility::public_;
    if (word == "INTERNAL") return insight::Visibility::internal;
    return insight::Visibility::private_;
}

std::vector<std::string> topics_of(const core::Json& node) {
    std::vector<std::string> topics;
    for (const auto& each : core::member_of(core::member_of(node, "repositoryTopics"), "nodes")) {
        auto topic = line_of(core::member_of(each, "topic"), "name", longest_topic);
        if (!topic.empty() && topics.size() < most_topics) topics.push_back(std::move(topic));
    }
    return topics;
}

template <class T>
insight::Known<T> told(T value, std::string where) {
    return {std::move(value), std::move(where), false};
}

// A pattern without wildcards is the name of a branch, and wins over one that means every branch.
const core::Json* rule_for(const core::Json& rules, std::string_view branch) {
    for (const std::string_view wanted : {branch, std::string_view("*"), std::string_view("**")})
        for (const auto& rule : rules)
            if (core::text_of(rule, "pattern") == wanted) return &rule;
    return nullptr;
}

// By the classic rules alone. Where there are rulesets beside them, only the effective rules of the branch
// tell, and those cost a call each: nothing is said then.
std::optional<insight::Known<insight::BranchGuard>> guard_of(const core::Json& node,
                                                             std::string_view branch) {
    const auto& rules = core::member_of(node, "branchProtectionRules");
    const auto& count = core::member_of(core::member_of(node, "rulesets"), "totalCount");
    if (branch.empty() || !rules.is_object() || !count.is_number_integer() || count.get<std::int64_t>() != 0)
        return std::nullopt;
    const auto& nodes = core::member_of(rules, "nodes");
    if (const auto* rule = rule_for(nodes, branch)) {
        insight::BranchGuard guard{.force_push_allowed = core::truth_of(*rule, "allowsForcePushes", true)};
        guard.change_required = core::truth_of(*rule, "requiresApprovingReviews");
        if (guard.change_required)
            guard.approvals = static_cast<int>(
                std::clamp<std::int64_t>(core::number_of(*rule, "requiredApprovingReviewCount"), 0, 100));
        return told(guard, fmt::format("branch protection of {}", core::one_line(branch)));
    }
    // To whoever may not administer the repository GitHub shows no rules, as if there were none.
    if (!core::truth_of(node, "viewerCanAdminister")) return std::nullopt;
    // More rules than were read, or one whose pattern only GitHub can match.
    const bool is_all = core::number_of(rules, "totalCount", -1) == static_cast<std::int64_t>(nodes.size());
    const bool has_pattern = std::any_of(nodes.begin(), nodes.end(), [](const auto& rule) {
        return core::text_of(rule, "pattern").find_first_of("*?[") != std::string::npos;
    });
    if (!is_all || has_pattern) return std::nullopt;
    return told(insight::BranchGuard{}, fmt::format("no branch protection of {}", core::one_line(branch)));
}

insight::Settings settings_of(const core::Json& node, const Listed& listed) {
    const auto& repository = listed.repository;
    insight::Settings settings;
    settings.visibility = told(repository.visibility,
                               "visibility = " + core::lower(line_of(node, "visibility", longest_topic)));
    settings.description = told(repository.description, "description");
    settings.topics = told(repository.topics, "topics");
    settings.archived = told(repository.archived, "archived");
    if (const auto issues = truth(node, "hasIssuesEnabled"))
        settings.issues_enabled = told(*issues, "has_issues");
    // Whoever may write needs no fork; of all others only a fork lets them propose.
    if (const auto forks = truth(node, "forkingAllowed"))
        settings.readers_can_propose = told(*forks, "allow_forking");
    settings.default_branch_guard = guard_of(node, listed.branch);
    return settings;
}

std::optional<Listed> listed_in(const core::Json& node) {
    Listed listed;
    listed.id = core::number_of(node, "databaseId");
    auto& repository = listed.repository;
    repository.name = line_of(node, "name", longest_name);
    repository.full_name = line_of(node, "nameWithOwner", longest_name);
    if (listed.id <= 0 || repository.name.empty() || repository.full_name.empty()) return std::nullopt;
    repository.description = line_of(node, "description", longest_description);
    repository.language = line_of(core::member_of(node, "primaryLanguage"), "name", longest_topic);
    repository.topics = topics_of(node);
    repository.visibility = visibility_of(core::text_of(node, "visibility"));
    repository.archived = core::truth_of(node, "isArchived");
    repository.created_at = time_of(node, "createdAt");
    repository.pushed_at = time_of(node, "pushedAt");
    const auto& branch = core::member_of(node, "defaultBranchRef");
    listed.branch = line_of(branch, "name", longest_description);
    listed.commit = line_of(core::member_of(branch, "target"), "oid", longest_topic);
    listed.is_fork = core::truth_of(node, "isFork");
    listed.settings = settings_of(node, listed);
    return listed;
}

}  // namespace

std::string_view inventory_query() { return query; }

core::Json inventory_variables(std::string_view organisation, std::string_view cursor, int size) {
    core::Json variables = {{"organisation", organisation}, {"size", std::clamp(size, 1, 100)}};
    variables["after"] = cursor.empty() ? core::Json() : core::Json(cursor);
    return variables;
}

core::Result<InventoryPage> read_inventory(const core::Json& data) {
    const auto& organisation = core::member_of(data, "organization");
    if (data.is_object() && organisation.is_null())
        return core::not_found("There is no such organisation on GitHub, or it is not shown to this token.");
    const auto& connection = core::member_of(organisation, "repositories");
    const auto& nodes = core::member_of(connection, "nodes");
    if (!nodes.is_array())
        return core::unavailable("GitHub did not list the repositories of the organisation.");
    InventoryPage page;
    for (const auto& node : nodes) {
        if (auto listed = listed_in(node))
            page.repositories.push_back(std::move(*listed));
        else
            ++page.holes;
    }
    const auto& paging = core::member_of(connection, "pageInfo");
    if (core::truth_of(paging, "hasNextPage")) {
        page.next = core::text_of(paging, "endCursor");
        if (page.next.empty())
            return core::unavailable("GitHub told of a further page, but not how to reach it.");
    }
    const auto& reckoning = core::member_of(data, "rateLimit");
    page.cost = core::number_of(reckoning, "cost");
    page.node_count = core::number_of(reckoning, "nodeCount");
    return page;
}

}  // namespace sources::github
