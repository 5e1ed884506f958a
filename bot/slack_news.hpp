// SPDX-License-Identifier: Apache-2.0
// Events that ask for nothing: who people are, who reads which channel, and what Slack moves. What they say
// is kept before they are acknowledged.
#pragma once

#include "bot/service.hpp"
#include "slack/payloads.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>

namespace bot {

// What the body says of people, groups, channels and moves is kept; other events change nothing. False when
// it could not be kept.
boost::asio::awaitable<bool> take_news(Service& service, slack::Event event, std::string body);

}  // namespace bot
