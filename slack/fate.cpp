// SPDX-License-Identifier: Apache-2.0
#include "slack/fate.hpp"

#include "net/client.hpp"
#include "slack/web_call.hpp"

#include <algorithm>
#include <array>

namespace slack {
namespace {

constexpr std::chrono::seconds unless_said{30}, longest_asked{3600};

bool is_about_blocks(std::string_view code) {
    constexpr std::array codes = {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"};
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

// "invalid_blocks /blocks/2" is a code and a place.
void split_places(Fate& fate) {
    const auto blank = fate.code.find(" /");
    if (blank == std::string::npos) return;
    fate.where = fate.code.substr(blank + 1);
    fate.code.resize(blank);
}

// "HTTP 400 invalid_blocks /blocks/2" to the code and the place.
bool split_status(Fate& fate) {
    constexpr std::string_view refused = "HTTP 400 ";
    if (!fate.code.starts_with(refused)) return false;
    fate.code.erase(0, refused.size());
    split_places(fate);
    return true;
}

}  // namespace

Fate fate_of_post(const core::Result<core::Json>& reply) {
    if (reply) return {.kind = Fate::Kind::sent, .ts = core::text_of(*reply, "ts")};
    const auto& error = reply.error();
    Fate fate{.kind = Fate::Kind::unknown, .code = error.detail.empty() ? "no_answer" : error.detail};
    split_places(fate);
    if (is_about_blocks(fate.code)) {
        fate.kind = Fate::Kind::blocks_refused;
    } else if (error.detail.starts_with("ratelimited") || error.detail == "rate_limited") {
        fate.kind = Fate::Kind::wait;
        fate.wait = std::min(wait_of(error).value_or(unless_said), longest_asked);
        fate.code = "ratelimited";
    } else if (error.code != core::Errc::unavailable) {
        fate.kind = Fate::Kind::refused;
    } else if (error.detail == "team_added_to_org") {
        fate.kind = Fate::Kind::wait;
        fate.wait = unless_said;
    } else if (fate.code.starts_with(net::nothing_sent)) {
        fate.kind = Fate::Kind::wait;
    }
    return fate;
}

Fate fate_of_response(const core::Result<void>& reply) {
    if (reply) return {.kind = Fate::Kind::sent};
    const auto& error = reply.error();
    const auto code = error.detail.empty() ? std::string("no_answer") : error.detail;
    if (code.starts_with(net::nothing_sent)) return {.kind = Fate::Kind::wait, .code = code};
    const bool said_no = code.starts_with("HTTP ") || code.starts_with("ratelimited");
    if (Fate fate{.code = code}; split_status(fate) && is_about_blocks(fate.code)) {
        fate.kind = Fate::Kind::blocks_refused;
        return fate;
    }
    return {.kind = said_no ? Fate::Kind::refused : Fate::Kind::unknown, .code = code};
}

std::string_view look_up_method(std::string_view thread) {
    return thread.empty() ? "conversations.history" : "conversations.replies";
}

LookUp look_up(std::string_view channel, std::string_view thread, std::int64_t since) {
    constexpr std::int64_t clocks_differ_by = 60;
    core::Json arguments = {{"channel", channel},
                            {"oldest", std::to_string(since - clocks_differ_by) + ".000000"},
                            {"include_all_metadata", true},
                            {"limit", 200}};
    if (!thread.empty()) arguments["ts"] = thread;
    return {std::string(look_up_method(thread)), std::move(arguments)};
}

Found find_claim(const core::Json& reply, std::string_view claim) {
    Found found;
    const auto& messages = core::member_of(reply, "messages");
    for (const auto& message : messages) {
        const auto& payload = core::member_of(core::member_of(message, "metadata"), "event_payload");
        if (core::text_of(payload, "claim") == claim) found.ts = core::text_of(message, "ts");
    }
    if (core::truth_of(reply, "has_more"))
        found.cursor = core::text_of(core::member_of(reply, "response_metadata"), "next_cursor");
    return found;
}

}  // namespace slack
