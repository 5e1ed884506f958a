// SPDX-License-Identifier: Apache-2.0
// Installing by OAuth in the browser: /slack/install sends it to Slack, /slack/oauth_redirect takes what it
// brings back. Only listed workspaces and organisations, or holders of a one-use link, are let in; nobody
// gets any role by it. 404 without slack.client_id.
#pragma once

#include "bot/service.hpp"

namespace bot {

boost::asio::awaitable<net::Response> slack_install(Service& service, net::Request request);
boost::asio::awaitable<net::Response> slack_oauth_redirect(Service& service, net::Request request);

// What is kept of a link's code.
std::string hash_of_link(std::string_view code);
// For the audit: the same for its making and its use, and of no use to whoever reads it.
std::string name_of_link(std::string_view hash);

}  // namespace bot
