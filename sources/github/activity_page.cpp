// SPDX-License-Identifier: Apache-2.0
#include "sources/github/activity_page.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <charconv>

namespace sources::github {

namespace {

constexpr std::size_t longest_title = 300, longest_name = 140, most_items = 100;

}  // namespace

std::int64_t id_in(const core::Json& node) {
    const auto text = core::text_of(node, "fullDatabaseId");
    std::int64_t id = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (!text.empty() && failed == std::errc{} && end == text.data() + text.size() && id > 0) return id;
    return core::number_of(node, "databaseId");
}

std::optional<core::Time> time_in(const core::Json& node, std::string_view key) {
    const auto time = core::parse_time(core::text_of(node, key));
    return time ? std::optional(*time) : std::nullopt;
}

std::string title_in(const core::Json& node) {
    return core::shorten(core::one_line(core::text_of(node, "title")), longest_title);
}

core::Json activity_variables(std::string_view full_name, std::string_view cursor, int size) {
    const auto slash = std::min(full_name.find('/'), full_name.size());
    core::Json variables = {{"owner", full_name.substr(0, slash)},
                            {"name", full_name.substr(std::min(slash + 1, full_name.size()))},
                            {"size", std::clamp(size, 1, 100)}};
    variables["after"] = cursor.empty() ? core::Json() : core::Json(cursor);
    return variables;
}

core::Json one_variables(std::string_view node, std::string_view after) {
    core::Json variables = {{"id", node}};
    variables["after"] = after.empty() ? core::Json() : core::Json(after);
    return variables;
}

std::string more_said(const core::Json& data) {
    const auto& paging = core::member_of(core::member_of(core::member_of(data, "node"), "said"), "pageInfo");
    return core::truth_of(paging, "hasNextPage") ? core::text_of(paging, "endCursor") : std::string();
}

bool add_said(core::Json& data, const core::Json& more) {
    const auto& node = core::member_of(more, "node");
    const auto& said = core::member_of(node, "said");
    const auto& nodes = core::member_of(said, "nodes");
    const auto id = id_in(node);
    const auto after = more_said(data);
    if (after.empty() || more_said(more) == after || id <= 0 || id != id_in(core::member_of(data, "node")) ||
        !nodes.is_array() ||
        !core::member_of(core::member_of(core::member_of(data, "node"), "said"), "nodes").is_array())
        return false;
    auto& known = data["node"]["said"];
    for (const auto& each : nodes) known["nodes"].push_back(each);
    known["pageInfo"] = core::member_of(said, "pageInfo");
    return true;
}

core::Result<ActivityPage> read_activity(const core::Json& data, std::string_view list,
                                         std::string_view source, ReadItem read) {
    const auto& repository = core::member_of(data, "repository");
    if (data.is_object() && repository.is_null())
        return core::not_found("GitHub does not show the repository.");
    const auto& connection = core::member_of(repository, list);
    const auto& nodes = core::member_of(connection, "nodes");
    if (!nodes.is_array()) return core::unavailable("GitHub did not give the list.");
    ActivityPage page;
    page.repository = core::number_of(repository, "databaseId");
    page.full_name = core::shorten(core::one_line(core::text_of(repository, "nameWithOwner")), longest_name);
    page.total = std::max<std::int64_t>(core::number_of(connection, "totalCount"), 0);
    People people{std::string(source)};
    for (const auto& node : nodes) {
        if (page.items.size() + static_cast<std::size_t>(page.holes) == most_items) break;
        auto item = read(node, people);
        if (!item) {
            ++page.holes;
            continue;
        }
        if (!page.oldest || item->updated_at < *page.oldest) page.oldest = item->updated_at;
        item->item.repository = std::to_string(page.repository);
        page.items.push_back(std::move(*item));
    }
    page.people = people.all();
    const auto& paging = core::member_of(connection, "pageInfo");
    if (core::truth_of(paging, "hasNextPage")) {
        page.next = core::text_of(paging, "endCursor");
        if (page.next.empty())
            return core::unavailable("GitHub told of a further page, but not how to reach it.");
    } else if (!paging.is_object()) {
        return core::unavailable("GitHub did not say whether there is more.");
    }
    const auto& reckoning = core::member_of(data, "rateLimit");
    page.cost = core::number_of(reckoning, "cost");
    page.node_count = core::number_of(reckoning, "nodeCount");
    return page;
}

core::Result<ActivityPage> read_one(const core::Json& data, std::string_view source, ReadItem read) {
    const auto& node = core::member_of(data, "node");
    if (data.is_object() && node.is_null()) return core::not_found("GitHub does not show it any more.");
    People people{std::string(source)};
    auto item = read(node, people);
    if (!item) return core::unavailable("GitHub did not give what was asked for.");
    ActivityPage page;
    page.repository = core::number_of(core::member_of(node, "repository"), "databaseId");
    item->item.repository = std::to_string(page.repository);
    page.items.push_back(std::move(*item));
    page.people = people.all();
    return page;
}

}  // namespace sources::github
