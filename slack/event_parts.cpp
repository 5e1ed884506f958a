// SPDX-License-Identifier: Apache-2.0
#include "slack/event_parts.hpp"

#include "core/json.hpp"

namespace slack {
namespace {

using core::member_of;
using core::text_of;

constexpr std::size_t most_links = 20, longest_link = 3000;

}  // namespace

core::Result<HomeOpened> parse_home_opened(std::string_view body) {
    const auto json = core::parse_json(body);
    if (!json) return json.error();
    const auto& event = member_of(*json, "event");
    HomeOpened out{text_of(event, "user"), text_of(event, "tab"), text_of(member_of(event, "view"), "hash")};
    if (out.user.empty()) return core::invalid("An opened Home names its person.");
    return out;
}

core::Result<LinksShared> parse_links_shared(std::string_view body) {
    const auto json = core::parse_json(body);
    if (!json) return json.error();
    const auto& event = member_of(*json, "event");
    LinksShared out{.user = text_of(event, "user"),
                    .channel = text_of(event, "channel"),
                    .ts = text_of(event, "message_ts"),
                    .unfurl_id = text_of(event, "unfurl_id"),
                    .source = text_of(event, "source")};
    out.external = core::truth_of(*json, "is_ext_shared_channel", true);
    for (const auto& link : member_of(event, "links")) {
        auto url = text_of(link, "url");
        if (!url.empty() && url.size() <= longest_link && out.urls.size() < most_links)
            out.urls.push_back(std::move(url));
    }
    if (out.channel.empty()) return core::invalid("A shared link names its channel.");
    return out;
}

core::Result<SessionStopped> parse_session_stopped(std::string_view body) {
    const auto json = core::parse_json(body);
    if (!json) return json.error();
    const auto& event = member_of(*json, "event");
    SessionStopped out{text_of(event, "channel"), text_of(event, "thread_ts")};
    if (out.channel.empty() || out.thread.empty())
        return core::invalid("A stopped session names its channel and thread.");
    return out;
}

core::Result<ChannelMoved> parse_channel_moved(std::string_view body) {
    const auto json = core::parse_json(body);
    if (!json) return json.error();
    const auto& event = member_of(*json, "event");
    ChannelMoved out{text_of(event, "old_channel_id"), text_of(event, "new_channel_id")};
    if (out.from.empty() || out.to.empty()) return core::invalid("A moved channel names both its ids.");
    return out;
}

}  // namespace slack
