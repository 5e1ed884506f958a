// SPDX-License-Identifier: Apache-2.0
#include "sources/github/happenings.hpp"

#include "sources/github/activity_page.hpp"

#include <algorithm>

namespace sources::github {

namespace {

// When it was said; nothing for what says nothing.
std::optional<core::Time> said_at(const core::Json& node) {
    const auto type = core::text_of(node, "__typename");
    if (type == "IssueComment") return time_in(node, "createdAt");
    if (type != "PullRequestReview" || core::text_of(node, "state") == "PENDING") return std::nullopt;
    return time_in(node, "submittedAt");
}

bool is_known(const std::vector<insight::Response>& responses, const std::string& person) {
    return std::any_of(responses.begin(), responses.end(),
                       [&](const auto& each) { return each.person == person; });
}

}  // namespace

bool is_cut(const core::Json& list) {
    const auto& paging = core::member_of(list, "pageInfo");
    return !paging.is_object() || core::truth_of(paging, "hasNextPage") ||
           core::truth_of(paging, "hasPreviousPage");
}

bool has_gaps(const core::Json& list) {
    const auto& nodes = core::member_of(list, "nodes");
    return !nodes.is_array() ||
           std::any_of(nodes.begin(), nodes.end(), [](const auto& node) { return !node.is_object(); });
}

std::vector<insight::Response> responses_in(const core::Json& list, const std::string& author,
                                            core::Time ready, People& people) {
    std::vector<insight::Response> out;
    for (const auto& node : core::member_of(list, "nodes")) {
        const auto at = said_at(node);
        if (!at || *at < ready) continue;
        auto person = people.key_of(core::member_of(node, "author"));
        if (person.empty() || person == author || !people.is_human(person)) continue;
        if (!is_known(out, person)) out.push_back({std::move(person), *at});
    }
    std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
    return out;
}

Readiness readiness_in(const core::Json& switches, core::Time created, std::optional<core::Time> closed,
                       bool is_draft) {
    const auto& nodes = core::member_of(switches, "nodes");
    auto first_close = closed;
    for (const auto& node : nodes)
        if (const auto at = time_in(node, "createdAt");
            at && core::text_of(node, "__typename") == "ClosedEvent" && (!first_close || *at < *first_close))
            first_close = at;
    Readiness out;
    bool began_as_draft = is_draft, has_switched = false;
    for (const auto& node : nodes) {
        const auto type = core::text_of(node, "__typename");
        const auto at = time_in(node, "createdAt");
        const bool is_ready = type == "ReadyForReviewEvent";
        if (!at || (!is_ready && type != "ConvertToDraftEvent")) continue;
        if (!has_switched) began_as_draft = is_ready;
        has_switched = true;
        if (is_ready && (!first_close || *at <= *first_close) && (!out.ready_at || *at > *out.ready_at))
            out.ready_at = at;
    }
    if (!out.ready_at && !began_as_draft) out.ready_at = created;
    // The list holds the last switches: those before them count only where these tell nothing.
    out.is_certain =
        !has_gaps(switches) && (!is_cut(switches) || (!closed && out.ready_at && *out.ready_at > created));
    return out;
}

}  // namespace sources::github
