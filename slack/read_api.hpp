// SPDX-License-Identifier: Apache-2.0
// Web API calls that only read: who people are, who is in a group or channel, what the token may do. It
// refuses every other method, so nothing can be posted by it.
#pragma once

#include "core/json.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "net/client.hpp"

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace slack {

// Slack's reply, whatever it says, with what its headers tell.
struct Said {
    core::Result<core::Json> reply = core::unavailable("Slack was not asked.");
    std::vector<std::string> scopes;           // granted to the token; empty when not told
    std::optional<core::Time> date;            // Slack's clock
    std::optional<std::chrono::seconds> wait;  // asked for before the next call
};

// "Sat, 28 Nov 2026 18:44:40 GMT" (RFC 9110, 5.6.7). Nothing for anything else.
std::optional<core::Time> date_of(std::string_view http_date);

class ReadApi {
  public:
    // `base` ends with "/api/".
    ReadApi(net::Client& client, std::string base, std::string token)
        : client_(client), base_(std::move(base)), token_(std::move(token)) {}
    // Throws std::logic_error for a method that does more than read.
    boost::asio::awaitable<Said> call(std::string method, core::Json arguments,
                                      std::chrono::milliseconds deadline);

  private:
    net::Client& client_;
    std::string base_, token_;
};

}  // namespace slack
