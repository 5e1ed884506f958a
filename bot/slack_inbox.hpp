// SPDX-License-Identifier: Apache-2.0
// From a delivery that must not be lost to its answer in the outbox. What is accepted is committed before it
// is acknowledged; its answer and the mark that it is answered are one commit, so an end of the process in
// between loses nothing and answers nothing twice.
#pragma once

#include "bot/service.hpp"
#include "slack/payloads.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>

namespace bot {

// Keeps the delivery and starts answering it; a repetition is only acknowledged. False when it could not be
// kept: then it must not be acknowledged. `body` is what the parser read.
boost::asio::awaitable<bool> take_event(Service& service, slack::Event event, std::string body);
boost::asio::awaitable<bool> take_click(Service& service, slack::ButtonClick click, std::string body);

// Answers what was accepted and not answered: after a start, and when an answer could not be kept.
boost::asio::awaitable<void> answer_left_over(Service& service);

// Who asks, as Slack says it.
commands::Request slack_request(Service& service, const std::string& user, commands::Place place,
                                const std::string& text);

}  // namespace bot
