// SPDX-License-Identifier: Apache-2.0
// The demo console over HTTP. Demo mode only, loopback only: every call must name this host (no DNS
// rebinding), come from this page (Origin), and what changes something carries the page's token.
#pragma once

#include "bot/service.hpp"

namespace bot {

net::Response console_asset(const net::Request& request);
boost::asio::awaitable<net::Response> console_page(Service& service, net::Request request);
boost::asio::awaitable<net::Response> console_ask(Service& service, net::Request request);
boost::asio::awaitable<net::Response> console_clock(Service& service, net::Request request);
boost::asio::awaitable<net::Response> console_restart(Service& service, net::Request request);

// Is this Host header (or the host of an Origin) a name of this machine's loopback, at any port?
bool is_loopback_host(std::string_view host);

}  // namespace bot
