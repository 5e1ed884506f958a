// SPDX-License-Identifier: Apache-2.0
// The pure half of the Web API: what is sent, and what an answer means. Source: docs.slack.dev/apis/web-api.
#pragma once

#include "core/json.hpp"
#include "net/http.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace slack {

// The arguments of chat.postMessage for a message(): no unfurling, no link names, nothing parsed out of the
// text. `claim`, unless empty, goes along as metadata, by which the message is found again; every app of the
// workspace can read it, so it must mean nothing.
core::Json post_arguments(std::string_view channel, std::string_view thread, const core::Json& message,
                          std::string_view claim = {});

// A form: texts as they are, truths and numbers as words, lists and objects as JSON texts; null is left out.
std::string form_body(const core::Json& arguments);

// The request of `method`; the token travels in the header only. Without a token it has no such header.
net::Request web_request(const core::Json& arguments, std::string_view bot_token);

// Slack's reply when it says ok. Otherwise an error: its code by what the caller can do, Slack's own code in
// `detail`, with the places in the blocks that it names ("invalid_blocks /blocks/2/text"). HTTP 429 is
// Errc::unavailable with "Retry-After: 30" in `detail`.
core::Result<core::Json> read_reply(const net::Response& response);

// How long Slack asks to wait, when that is why a call failed and it said so.
std::optional<std::chrono::seconds> wait_of(const core::Error& error);
// The same failure before Slack is asked: its limits leave no room for so long.
core::Error asked_to_wait(std::chrono::seconds wait);

// The answer of a response_url: any status but 2xx is final. `detail`: "HTTP 400 invalid_blocks /blocks/0".
core::Result<void> read_hook_reply(const net::Response& response);

// May an answer be posted there? Whoever could sign a request names the address: https at Slack's own hosts,
// those at or below the domain of `api_base` ("https://slack.com/api/"), or the very host of an `api_base` on
// loopback.
bool is_response_url(std::string_view url, std::string_view api_base);

}  // namespace slack
