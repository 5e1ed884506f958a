// SPDX-License-Identifier: Apache-2.0
#include "sources/github/sweep.hpp"

#include <algorithm>

namespace sources::github {

namespace {

constexpr std::string_view query = R"(query Sweep($organisation: String!, $size: Int!, $after: String) {
  rateLimit { cost remaining resetAt nodeCount }
  organization(login: $organisation) {
    repositories(first: $size, after: $after, orderBy: {field: CREATED_AT, direction: ASC}) {
      pageInfo { hasNextPage endCursor }
      nodes {
        databaseId
        pullRequests(first: 1, orderBy: {field: UPDATED_AT, direction: DESC}) { totalCount nodes { updatedAt } }
        issues(first: 1, orderBy: {field: UPDATED_AT, direction: DESC}) { totalCount nodes { updatedAt } }
      }
    }
  }
})";

std::optional<Newest> newest_in(const core::Json& list) {
    const auto& nodes = core::member_of(list, "nodes");
    if (!nodes.is_array()) return std::nullopt;
    Newest out{.total = std::max<std::int64_t>(core::number_of(list, "totalCount"), 0)};
    if (nodes.empty()) return out;
    const auto at = core::parse_time(core::text_of(nodes.front(), "updatedAt"));
    if (!at) return std::nullopt;
    out.at = *at;
    return out;
}

std::optional<Swept> swept_in(const core::Json& node) {
    const auto id = core::number_of(node, "databaseId");
    const auto changes = newest_in(core::member_of(node, "pullRequests"));
    const auto issues = newest_in(core::member_of(node, "issues"));
    if (id <= 0 || !changes || !issues) return std::nullopt;
    return Swept{id, *changes, *issues};
}

}  // namespace

std::string_view sweep_query() { return query; }

core::Result<SweepPage> read_sweep(const core::Json& data) {
    const auto& organisation = core::member_of(data, "organization");
    if (data.is_object() && organisation.is_null())
        return core::not_found("There is no such organisation on GitHub, or it is not shown to this token.");
    const auto& connection = core::member_of(organisation, "repositories");
    const auto& nodes = core::member_of(connection, "nodes");
    if (!nodes.is_array()) return core::unavailable("GitHub did not list what has changed.");
    SweepPage page;
    for (const auto& node : nodes) {
        if (const auto swept = swept_in(node))
            page.repositories.push_back(*swept);
        else
            ++page.holes;
    }
    const auto& paging = core::member_of(connection, "pageInfo");
    if (core::truth_of(paging, "hasNextPage")) {
        page.next = core::text_of(paging, "endCursor");
        if (page.next.empty())
            return core::unavailable("GitHub told of a further page, but not how to reach it.");
    }
    return page;
}

}  // namespace sources::github
