// SPDX-License-Identifier: Apache-2.0
// What Slack brings, whatever way it comes. From a delivery that must not be lost to its answer in the
// outbox. What is accepted is committed before it is acknowledged; its answer and the mark that it is
// answered are one commit, so an end of the process in between loses nothing and answers nothing twice.
#pragma once

#include "bot/service.hpp"
#include "slack/payloads.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>

namespace bot {

// Keeps the delivery and starts answering it; a repetition is only acknowledged. False when it could not be
// kept: then it must not be acknowledged. `body` is what the parser read.
boost::asio::awaitable<bool> take_event(Service& service, slack::Event event, std::string body);
// What a person asks at a place, as a request.
// Slack is asked for role and readers where they are not known, for a second and a half at most. `key`: see
// commands::Request.
boost::asio::awaitable<commands::Request> slack_request(Service& service, std::string user,
                                                        commands::Place place, std::string text,
                                                        std::string key);

// Who acts for a workspace that is none of ours is from outside, wherever they ask: see
// slack::belonging_of(). Who acts alone and may be from outside is whatever Slack says they are: see
// slack::Origin::by_standing.
void settle_author(const Service& service, const slack::Origin& origin, commands::Request& request);

// The body of the reply to a slash command, which only its asker sees. Kept for others of the same role.
// Empty when the answer is shown in a modal instead. What takes longer than Slack waits is answered later. A
// repetition of one that changes something gets the answer of the first.
boost::asio::awaitable<std::string> reply_to(Service& service, slack::SlashCommand command);
// The same when it is at hand; null otherwise. Counts it. Valid until the next reply is kept.
const std::string* kept_reply_to(Service& service, const slack::SlashCommand& command);

// Answers what was accepted until `until` and not answered: after a start, and when an answer could not be
// kept. What was accepted a moment ago may be about to be begun with. One page of the rows after `after`;
// returns where the next begins, 0 after the last.
boost::asio::awaitable<std::int64_t> answer_left_over(Service& service, core::Time until = wall_now(),
                                                      std::int64_t after = 0);

}  // namespace bot
