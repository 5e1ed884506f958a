// SPDX-License-Identifier: Apache-2.0
// A delivery between its acknowledgement and its answer: kept before the one, marked with the other. Loop's
// thread.
#pragma once

#include "bot/service.hpp"

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace bot {

// Kinds of `received` rows: who can read their bodies. A click is any interaction.
inline constexpr std::string_view event_kind = "event", click_kind = "click", command_kind = "command";

// `id`: what is the same for every repetition. The row's id, 0 for a repetition, nothing when it could not be
// kept: then it must not be acknowledged.
boost::asio::awaitable<std::optional<std::int64_t>> keep_delivery(Service& service, std::string_view kind,
                                                                  std::int64_t installation, std::string id,
                                                                  std::string body);
// For the log: what becomes of one of this kind that could not be kept. Slack repeats events only.
std::string_view fate_of_unstored(std::string_view kind);
// Carries out `answer` in the background. Nobody begins with the row again meanwhile; when it fails,
// answer_left_over() does.
void begin_answer(Service& service, std::int64_t received, boost::asio::awaitable<void> answer);
// The same for what nobody's three seconds run for: a few at a time, in their order, so that a burst is
// accepted first and answered then. What has no room waits in the database for answer_left_over().
void begin_in_turn(Service& service, std::int64_t received, boost::asio::awaitable<void> answer);
// The message, if there is one, and the mark that the row is answered (0: there is no row) in one commit.
// False when no message was put: there was none, or somebody answered before.
boost::asio::awaitable<bool> settle(Service& service, std::int64_t received,
                                    std::optional<storage::Outgoing> message);

// Marks as answered what was answered in its acknowledgement, and from here on may be begun with again if
// that fails. For rows that stand in Service::answering meanwhile.
boost::asio::awaitable<void> settle_here(Service& service, std::int64_t received);

}  // namespace bot
