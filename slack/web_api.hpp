// SPDX-License-Identifier: Apache-2.0
// The few Web API calls in use. One deadline each; ok:false is an error with Slack's code in `detail`, never
// shown to people.
#pragma once

#include "core/json.hpp"
#include "net/client.hpp"

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <string>

namespace slack {

class WebApi {
  public:
    // `base` ends with "/api/": "https://slack.com/api/".
    WebApi(net::Client& client, std::string base, std::string bot_token);
    // Form-encoded, lists and objects as JSON strings.
    boost::asio::awaitable<core::Result<core::Json>> call(
        std::string method, core::Json arguments,
        std::chrono::milliseconds deadline = std::chrono::seconds(10));
    // POST of a message to a response_url (a secret: never logged).
    boost::asio::awaitable<core::Result<void>> respond(std::string response_url, core::Json message);

  private:
    net::Client& client_;
    std::string base_, token_;
};

}  // namespace slack
