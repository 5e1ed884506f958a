// SPDX-License-Identifier: Apache-2.0
#include "slack/web_call.hpp"

#include "net/url.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace slack {
namespace {

using core::Errc;

std::string percent_encode(std::string_view text) {
    static constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out;
    out.reserve(text.size() + text.size() / 2);
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           c == '-' || c == '_' || c == '.' || c == '~';
        if (plain) {
            out += c;
        } else {
            out += '%';
            out += hex[byte >> 4U];
            out += hex[byte & 0xFU];
        }
    }
    return out;
}

struct Meaning {
    std::string_view code;
    Errc errc;
};
constexpr std::array meanings = {Meaning{"channel_not_found", Errc::not_found},
                                 Meaning{"user_not_found", Errc::not_found},
                                 Meaning{"message_not_found", Errc::not_found},
                                 Meaning{"thread_not_found", Errc::not_found},
                                 Meaning{"not_authed", Errc::denied},
                                 Meaning{"invalid_auth", Errc::denied},
                                 Meaning{"account_inactive", Errc::denied},
                                 Meaning{"token_revoked", Errc::denied},
                                 Meaning{"token_expired", Errc::denied},
                                 Meaning{"missing_scope", Errc::denied},
                                 Meaning{"not_in_channel", Errc::denied},
                                 Meaning{"is_archived", Errc::denied},
                                 Meaning{"restricted_action", Errc::denied},
                                 Meaning{"no_permission", Errc::denied},
                                 Meaning{"cannot_dm_bot", Errc::denied},
                                 Meaning{"user_disabled", Errc::denied},
                                 Meaning{"ratelimited", Errc::unavailable},
                                 Meaning{"rate_limited", Errc::unavailable},
                                 Meaning{"internal_error", Errc::unavailable},
                                 Meaning{"fatal_error", Errc::unavailable},
                                 Meaning{"service_unavailable", Errc::unavailable},
                                 Meaning{"request_timeout", Errc::unavailable},
                                 Meaning{"team_added_to_org", Errc::unavailable}};

constexpr std::size_t most_pointers = 5, longest_pointer = 120;

// " /blocks/2/text" for each place that Slack names in "… [json-pointer:/blocks/2/text]"; its sentences may
// quote the message and are left out.
void add_pointers(std::string& out, const core::Json& messages) {
    constexpr std::string_view mark = "[json-pointer:";
    std::size_t count = 0;
    for (const auto& each : messages) {
        if (!each.is_string() || count == most_pointers) continue;
        const std::string_view text = each.get_ref<const std::string&>();
        const auto at = text.rfind(mark);
        if (at == std::string_view::npos) continue;
        const auto pointer = text.substr(at + mark.size(), text.find(']', at) - at - mark.size());
        const bool is_path =
            pointer.starts_with('/') && pointer.size() <= longest_pointer &&
            pointer.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-/") ==
                std::string_view::npos;
        if (!is_path) continue;
        out += ' ';
        out += pointer;
        ++count;
    }
}

std::string pointers_in(const core::Json& reply) {
    std::string out;
    add_pointers(out, core::member_of(reply, "errors"));
    if (out.empty())
        add_pointers(out, core::member_of(core::member_of(reply, "response_metadata"), "messages"));
    return out;
}

// What Slack does not take is a mistake of ours until the table says otherwise.
Errc errc_of(std::string_view code) {
    const auto* found =
        std::find_if(meanings.begin(), meanings.end(), [&](const auto& row) { return row.code == code; });
    return found == meanings.end() ? Errc::invalid : found->errc;
}

// Slack's codes are words; anything else is not repeated into a log.
std::string safe_code(std::string_view code) {
    const bool is_word =
        !code.empty() && code.size() <= 60 &&
        code.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") == std::string_view::npos;
    return is_word ? std::string(code) : "unknown_code";
}

std::string header_of(const net::Response& response, std::string_view name) {
    for (const auto& [known, value] : response.headers)
        if (known == name) return value;
    return {};
}

constexpr std::string_view asks_to_wait = "ratelimited, Retry-After: ";

core::Error rate_limited(const net::Response& response) {
    const auto wait = header_of(response, "retry-after");
    const bool is_number = !wait.empty() && wait.find_first_not_of("0123456789") == std::string::npos;
    return core::unavailable("Slack asks us to wait; nothing was sent.",
                             fmt::format("{}{}", asks_to_wait, is_number ? wait : "not said"));
}

bool is_success(int status) { return status >= 200 && status < 300; }

}  // namespace

bool is_response_url(std::string_view url, std::string_view api_base) {
    const auto hook = net::parse_url(url), api = net::parse_url(api_base);
    if (!hook || !api) return false;
    if (!api->is_secure) return hook->host == api->host;
    return hook->is_secure && (hook->host == api->host || hook->host.ends_with("." + api->host));
}

core::Json post_arguments(std::string_view channel, std::string_view thread, const core::Json& message,
                          std::string_view claim) {
    core::Json arguments = {{"channel", channel},
                            {"text", core::text_of(message, "text")},
                            {"unfurl_links", false},
                            {"unfurl_media", false},
                            {"parse", "none"}};
    const auto& blocks = core::member_of(message, "blocks");
    if (blocks.is_array() && !blocks.empty()) arguments["blocks"] = blocks;
    if (!thread.empty()) arguments["thread_ts"] = thread;
    if (!claim.empty())
        arguments["metadata"] = {{"event_type", "ispo_message"}, {"event_payload", {{"claim", claim}}}};
    return arguments;
}

std::string form_body(const core::Json& arguments) {
    std::string out;
    for (const auto& [name, value] : arguments.items()) {
        if (value.is_null()) continue;
        if (!out.empty()) out += '&';
        out +=
            percent_encode(name) + "=" +
            percent_encode(value.is_string() ? value.get_ref<const std::string&>() : core::dump_json(value));
    }
    return out;
}

net::Request web_request(const core::Json& arguments, std::string_view bot_token) {
    net::Request request;
    request.method = "POST";
    request.headers = {{"content-type", "application/x-www-form-urlencoded; charset=utf-8"}};
    if (!bot_token.empty()) request.headers.emplace_back("authorization", "Bearer " + std::string(bot_token));
    request.body = form_body(arguments);
    return request;
}

core::Result<core::Json> read_reply(const net::Response& response) {
    if (response.status == 429) return rate_limited(response);
    if (!is_success(response.status))
        return core::unavailable("Slack did not answer as it should; whether it acted is not known.",
                                 fmt::format("HTTP {}", response.status));
    auto reply = core::parse_json(response.body);
    if (!reply || !reply->is_object())
        return core::unavailable("Slack did not answer as it should; whether it acted is not known.",
                                 "not JSON");
    if (core::truth_of(*reply, "ok")) return reply;
    const auto code = safe_code(core::text_of(*reply, "error"));
    return core::Error{errc_of(code), "Slack refused; nothing was changed.", code + pointers_in(*reply)};
}

std::optional<std::chrono::seconds> wait_of(const core::Error& error) {
    if (!error.detail.starts_with(asks_to_wait)) return std::nullopt;
    int seconds = 0;
    const auto digits = std::string_view(error.detail).substr(asks_to_wait.size());
    const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
    if (failed != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return std::chrono::seconds(seconds);
}

core::Error asked_to_wait(std::chrono::seconds wait) {
    return core::unavailable("Slack asks to wait; nothing was sent.",
                             fmt::format("{}{}", asks_to_wait, wait.count()));
}

core::Result<void> read_hook_reply(const net::Response& response) {
    if (response.status == 429) return rate_limited(response);
    if (is_success(response.status)) return {};
    auto detail = fmt::format("HTTP {}", response.status);
    const auto body = core::parse_json(response.body);
    const auto code = body ? core::text_of(*body, "error") : response.body;
    if (const auto known = safe_code(code); known == code) detail += " " + known;
    if (body) detail += pointers_in(*body);
    return core::unavailable("Slack did not take this answer; nothing was shown.", std::move(detail));
}

}  // namespace slack
