// SPDX-License-Identifier: Apache-2.0
// The parts of rare events that Event does not carry. Pure parsers of hostile bytes.
#pragma once

#include "core/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace slack {

// app_home_opened. Slack sends it at every opening.
struct HomeOpened {
    std::string user, tab;  // "home" or "messages"
    std::string hash;       // of what is shown now; empty when nothing is
};
core::Result<HomeOpened> parse_home_opened(std::string_view body);

// link_shared.
struct LinksShared {
    std::string user, channel, ts, unfurl_id, source;
    bool external = false;          // the channel has readers from outside, or it is not said
    std::vector<std::string> urls;  // at most twenty
    // Somebody writes them; where they will be posted is not known yet.
    bool is_draft() const { return source == "composer" || channel == "COMPOSER"; }
};
core::Result<LinksShared> parse_links_shared(std::string_view body);

// agent_session_stopped: a person asked the agent to stop.
struct SessionStopped {
    std::string channel, thread;
};
core::Result<SessionStopped> parse_session_stopped(std::string_view body);

// channel_id_changed.
struct ChannelMoved {
    std::string from, to;
};
core::Result<ChannelMoved> parse_channel_moved(std::string_view body);

}  // namespace slack
