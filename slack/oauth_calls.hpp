// SPDX-License-Identifier: Apache-2.0
// The calls about installations and their tokens. Nothing is written into a workspace by them but its end.
// Slack's code is in an error's `detail`; no secret is.
#pragma once

#include "net/client.hpp"
#include "slack/oauth.hpp"

#include <boost/asio/awaitable.hpp>

namespace slack {

class OAuthCalls {
  public:
    OAuthCalls(net::Client& client, std::string api_base, OAuthApp app);

    // A code, once, becomes what was installed. A token that comes with an answer that cannot be used is
    // given back.
    boost::asio::awaitable<core::Result<Installed>> install(std::string code);
    // New tokens for a refresh token; the access token before lives on for a while.
    boost::asio::awaitable<core::Result<Tokens>> renew(std::string refresh_token);
    boost::asio::awaitable<core::Result<void>> revoke(std::string token);
    // Whether a token is taken.
    boost::asio::awaitable<core::Result<void>> test(std::string token);
    // Removes the app from where the token is from.
    boost::asio::awaitable<core::Result<void>> uninstall(std::string token);

  private:
    boost::asio::awaitable<core::Result<core::Json>> call(std::string method, std::string token,
                                                          core::Json arguments);
    net::Client& client_;
    std::string api_base_;
    OAuthApp app_;
};

}  // namespace slack
