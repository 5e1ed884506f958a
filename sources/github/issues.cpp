// SPDX-License-Identifier: Apache-2.0
#include "sources/github/issues.hpp"

#include "core/text.hpp"
#include "sources/github/happenings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace sources::github {

namespace {

constexpr std::size_t longest_label = 100, most_labels = 20;

std::string fields(std::string_view said) {
    return fmt::format(
        R"(id fullDatabaseId databaseId number title body state locked createdAt updatedAt closedAt
        authorAssociation author {{ ...who }}
        assignees(first: 5) {{ nodes {{ __typename login databaseId }} }}
        labels(first: 20) {{ nodes {{ name }} }}
        closedByPullRequestsReferences(first: 5, includeClosedPrs: true) {{ nodes {{ number state }} }}
        said: timelineItems({}, itemTypes: [ISSUE_COMMENT, LABELED_EVENT]) {{
          pageInfo {{ hasNextPage endCursor }}
          nodes {{
            __typename
            ... on IssueComment {{ createdAt body author {{ ...who }} }}
            ... on LabeledEvent {{ createdAt label {{ name }} }}
          }}
        }})",
        said);
}

std::vector<std::string> labels_in(const core::Json& node) {
    std::vector<std::string> out;
    for (const auto& each : core::member_of(core::member_of(node, "labels"), "nodes")) {
        auto label = core::shorten(core::one_line(core::text_of(each, "name")), longest_label);
        if (!label.empty() && out.size() < most_labels) out.push_back(std::move(label));
    }
    return out;
}

// One that is not shown to us is one all the same.
bool has_linked_change(const core::Json& node) {
    const auto& changes = core::member_of(core::member_of(node, "closedByPullRequestsReferences"), "nodes");
    return std::any_of(changes.begin(), changes.end(), [](const auto& change) {
        const auto state = core::text_of(change, "state");
        return !change.is_object() || state == "OPEN" || state == "MERGED";
    });
}

// The last claim that its claimer has not taken back; and when a label for newcomers was last given.
void read_happenings(const core::Json& said, const std::vector<std::string>& labels, People& people,
                     insight::IssueState& state) {
    for (const auto& node : core::member_of(said, "nodes")) {
        const auto at = time_in(node, "createdAt");
        if (!at) continue;
        if (core::text_of(node, "__typename") == "LabeledEvent") {
            const auto label = core::one_line(core::text_of(core::member_of(node, "label"), "name"));
            const bool is_there = std::find(labels.begin(), labels.end(), label) != labels.end();
            if (is_there && insight::is_newcomer_label(label)) state.offered_at = at;
            continue;
        }
        const auto claim = insight::soft_claim_in(core::text_of(node, "body"));
        if (!claim) continue;
        auto person = people.key_of(core::member_of(node, "author"));
        if (person.empty() || !people.is_human(person)) continue;
        if (*claim == insight::SoftClaim::takes) {
            state.claimer = std::move(person);
            state.claimed_at = at;
        } else if (person == state.claimer) {
            state.claimer.clear();
            state.claimed_at.reset();
        }
    }
}

// Labels decide whether it is offered, changes whether it is taken: without them it is no row, but a hole.
bool has_all(const core::Json& node) {
    const auto is_list = [&](std::string_view key) {
        return core::member_of(core::member_of(node, key), "nodes").is_array();
    };
    return !has_gaps(core::member_of(node, "labels")) && is_list("closedByPullRequestsReferences") &&
           is_list("assignees");
}

std::optional<insight::HostedItem> issue_in(const core::Json& node, People& people) {
    if (!has_all(node)) return std::nullopt;
    insight::HostedItem out;
    auto& item = out.item;
    const auto id = id_in(node), number = core::number_of(node, "number");
    const auto created = time_in(node, "createdAt"), updated = time_in(node, "updatedAt");
    if (id <= 0 || number <= 0 || number > std::numeric_limits<int>::max() || !created || !updated)
        return std::nullopt;
    item.kind = insight::ItemKind::issue;
    // Issues and pull requests are numbered apart.
    item.key = fmt::format("issue/{}", id);
    item.number = static_cast<int>(number);
    item.title = title_in(node);
    item.author = people.key_of(core::member_of(node, "author"));
    item.created_at = *created;
    item.ready_at = item.created_at;
    item.closed_at = time_in(node, "closedAt");
    item.labels = labels_in(node);
    const auto& assignees = core::member_of(core::member_of(node, "assignees"), "nodes");
    if (assignees.is_array() && !assignees.empty()) item.assignee = people.key_of(assignees.front());
    const auto& said = core::member_of(node, "said");
    item.responses = responses_in(said, item.author, item.created_at, people);
    insight::IssueState state{.text = insight::judge_issue_text(core::text_of(node, "body"))};
    state.locked = core::truth_of(node, "locked");
    state.has_linked_change = has_linked_change(node);
    read_happenings(said, item.labels, people, state);
    const bool is_offered =
        !item.closed_at && std::any_of(item.labels.begin(), item.labels.end(), insight::is_newcomer_label);
    out.is_undecided = has_gaps(said) || (is_cut(said) && (item.responses.empty() || is_offered));
    out.issue = std::move(state);
    out.node = core::text_of(node, "id");
    out.updated_at = *updated;
    out.association = core::text_of(node, "authorAssociation").substr(0, 40);
    return out;
}

}  // namespace

std::string issues_query() {
    return fmt::format(
        R"(query Issues($owner: String!, $name: String!, $size: Int!, $after: String, $since: DateTime) {{
  rateLimit {{ cost remaining resetAt nodeCount }}
  repository(owner: $owner, name: $name) {{
    databaseId nameWithOwner
    issues(first: $size, after: $after, filterBy: {{since: $since}}, orderBy: {{field: UPDATED_AT, direction: DESC}}) {{
      totalCount pageInfo {{ hasNextPage endCursor }}
      nodes {{
        {}
      }}
    }}
  }}
}}
{})",
        fields("first: 25"), actor_fragment);
}

core::Result<ActivityPage> read_issues(const core::Json& data, std::string_view source) {
    return read_activity(data, "issues", source, issue_in);
}

std::string issue_query() {
    return fmt::format(R"(query Issue($id: ID!, $after: String) {{
  rateLimit {{ cost remaining resetAt nodeCount }}
  node(id: $id) {{
    ... on Issue {{
      {}
      repository {{ databaseId nameWithOwner }}
    }}
  }}
}}
{})",
                       fields("first: 100, after: $after"), actor_fragment);
}

core::Result<ActivityPage> read_issue(const core::Json& data, std::string_view source) {
    return read_one(data, source, issue_in);
}

}  // namespace sources::github
