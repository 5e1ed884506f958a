// SPDX-License-Identifier: Apache-2.0
// What Slack sends over HTTP: verify over the raw body → parse → answer. What is answered to which request:
// docs/slack.md.
#pragma once

#include "bot/service.hpp"

namespace bot {

boost::asio::awaitable<net::Response> slack_command(Service& service, net::Request request);
boost::asio::awaitable<net::Response> slack_event(Service& service, net::Request request);
boost::asio::awaitable<net::Response> slack_interaction(Service& service, net::Request request);

}  // namespace bot
