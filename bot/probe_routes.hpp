// SPDX-License-Identifier: Apache-2.0
// /healthz: the process turns its loop. /readyz: useful work is possible, one line for each part. /metrics:
// Prometheus text.
#pragma once

#include "bot/service.hpp"

namespace bot {

boost::asio::awaitable<net::Response> healthz(Service& service, net::Request request);
boost::asio::awaitable<net::Response> readyz(Service& service, net::Request request);
boost::asio::awaitable<net::Response> metrics_page(Service& service, net::Request request);

}  // namespace bot
