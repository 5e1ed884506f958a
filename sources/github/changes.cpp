// SPDX-License-Identifier: Apache-2.0
#include "sources/github/changes.hpp"

#include "sources/github/happenings.hpp"

#include <fmt/format.h>

#include <limits>

namespace sources::github {

namespace {

// Lists of what happened are samples: `said` from its beginning, as the first answer counts, `switches` from
// its end, as the last counts. `said`: the arguments of the first.
std::string fields(std::string_view said, int switches) {
    return fmt::format(
        R"(id fullDatabaseId databaseId number title isDraft createdAt updatedAt mergedAt closedAt
        authorAssociation isCrossRepository author {{ ...who }} mergedBy {{ ...who }}
        said: timelineItems({}, itemTypes: [ISSUE_COMMENT, PULL_REQUEST_REVIEW]) {{
          pageInfo {{ hasNextPage endCursor }}
          nodes {{
            __typename
            ... on IssueComment {{ createdAt author {{ ...who }} }}
            ... on PullRequestReview {{ submittedAt state author {{ ...who }} }}
          }}
        }}
        switches: timelineItems(last: {}, itemTypes: [READY_FOR_REVIEW_EVENT, CONVERT_TO_DRAFT_EVENT, CLOSED_EVENT]) {{
          pageInfo {{ hasPreviousPage }}
          nodes {{
            __typename
            ... on ReadyForReviewEvent {{ createdAt }}
            ... on ConvertToDraftEvent {{ createdAt }}
            ... on ClosedEvent {{ createdAt }}
          }}
        }})",
        said, switches);
}

std::optional<insight::HostedItem> change_in(const core::Json& node, People& people) {
    insight::HostedItem out;
    auto& item = out.item;
    const auto id = id_in(node), number = core::number_of(node, "number");
    const auto created = time_in(node, "createdAt"), updated = time_in(node, "updatedAt");
    if (id <= 0 || number <= 0 || number > std::numeric_limits<int>::max() || !created || !updated)
        return std::nullopt;
    item.kind = insight::ItemKind::change;
    item.key = std::to_string(id);
    item.number = static_cast<int>(number);
    item.title = title_in(node);
    item.author = people.key_of(core::member_of(node, "author"));
    item.merger = people.key_of(core::member_of(node, "mergedBy"));
    item.created_at = *created;
    item.merged_at = time_in(node, "mergedAt");
    item.closed_at = time_in(node, "closedAt");
    const auto readiness = readiness_in(core::member_of(node, "switches"), item.created_at, item.closed_at,
                                        core::truth_of(node, "isDraft"));
    item.ready_at = readiness.ready_at;
    const auto& said = core::member_of(node, "said");
    if (item.ready_at) item.responses = responses_in(said, item.author, *item.ready_at, people);
    const bool is_open = has_gaps(said) || (item.responses.empty() && is_cut(said));
    out.is_undecided = !readiness.is_certain || (item.ready_at && is_open);
    out.node = core::text_of(node, "id");
    out.updated_at = *updated;
    out.association = core::text_of(node, "authorAssociation").substr(0, 40);
    out.is_from_fork = core::truth_of(node, "isCrossRepository");
    return out;
}

}  // namespace

std::string changes_query() {
    return fmt::format(R"(query Changes($owner: String!, $name: String!, $size: Int!, $after: String) {{
  rateLimit {{ cost remaining resetAt nodeCount }}
  repository(owner: $owner, name: $name) {{
    databaseId nameWithOwner
    pullRequests(first: $size, after: $after, orderBy: {{field: UPDATED_AT, direction: DESC}}) {{
      totalCount pageInfo {{ hasNextPage endCursor }}
      nodes {{
        {}
      }}
    }}
  }}
}}
{})",
                       fields("first: 25", 5), actor_fragment);
}

core::Result<ActivityPage> read_changes(const core::Json& data, std::string_view source) {
    return read_activity(data, "pullRequests", source, change_in);
}

std::string change_query() {
    return fmt::format(R"(query Change($id: ID!, $after: String) {{
  rateLimit {{ cost remaining resetAt nodeCount }}
  node(id: $id) {{
    ... on PullRequest {{
      {}
      repository {{ databaseId nameWithOwner }}
    }}
  }}
}}
{})",
                       fields("first: 100, after: $after", 100), actor_fragment);
}

core::Result<ActivityPage> read_change(const core::Json& data, std::string_view source) {
    return read_one(data, source, change_in);
}

}  // namespace sources::github
