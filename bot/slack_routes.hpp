// SPDX-License-Identifier: Apache-2.0
// What Slack sends over HTTP: verify over the raw body → parse → answer. What is answered to which request:
// docs/slack.md.
#pragma once

#include "bot/service.hpp"

namespace bot {

boost::asio::awaitable<net::Response> slack_command(Service& service, net::Request request);
// True when the request is genuine and its reply was kept; else nothing was done.
bool slack_command_at_once(Service& service, const net::Request& request, net::Response& response);
boost::asio::awaitable<net::Response> slack_event(Service& service, net::Request request);
boost::asio::awaitable<net::Response> slack_interaction(Service& service, net::Request request);

}  // namespace bot
