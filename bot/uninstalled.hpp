// SPDX-License-Identifier: Apache-2.0
// The app was removed from a workspace or its tokens were revoked. Slack tells it by two events, in no order
// and maybe more than once; also late, when the app may be installed again.
#pragma once

#include "bot/service.hpp"
#include "slack/payloads.hpp"

#include <boost/asio/awaitable.hpp>

namespace bot {

// Ends the installation, unless the event is about bots of others or about an installation before this one.
// Marks the delivery `received` as answered. Throws when Slack must be asked and cannot be: it stays
// unanswered and is taken up again.
boost::asio::awaitable<void> end_installation(Service& service, slack::Event event, std::int64_t installation,
                                              std::int64_t received);

}  // namespace bot
