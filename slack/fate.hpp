// SPDX-License-Identifier: Apache-2.0
// What became of a message that was handed to Slack, and where to look when nobody said. Pure.
// Source: docs.slack.dev/reference/methods/chat.postMessage, conversations.history.
#pragma once

#include "core/json.hpp"
#include "core/result.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace slack {

struct Fate {
    enum class Kind {
        sent,            // `ts` names it
        blocks_refused,  // nothing was posted; the plain form may pass
        wait,            // nothing was posted; again after `wait` (0: as the caller likes)
        refused,         // nothing was posted, and trying again would not help
        unknown          // it may or may not stand there
    } kind = Kind::unknown;
    std::string ts;
    std::chrono::seconds wait{0};
    std::string code;   // Slack's own, or what happened to the connection
    std::string where;  // the places in the blocks that Slack names: "/blocks/2/text /blocks/3"
};

// Of chat.postMessage.
Fate fate_of_post(const core::Result<core::Json>& reply);
// Of a POST to a response_url: it is never repeated.
Fate fate_of_response(const core::Result<void>& reply);

// The call that finds a post again: conversations.history, or conversations.replies inside a thread, from a
// minute before `since` (seconds since 1970) on.
struct LookUp {
    std::string method;
    core::Json arguments;
};
std::string_view look_up_method(std::string_view thread);
LookUp look_up(std::string_view channel, std::string_view thread, std::int64_t since);
// The message that carries `claim` in its metadata; nothing when it is not there. The reply may be one of
// several pages: `cursor` is the next.
struct Found {
    std::optional<std::string> ts;
    std::string cursor;
};
Found find_claim(const core::Json& reply, std::string_view claim);

}  // namespace slack
