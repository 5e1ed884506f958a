// SPDX-License-Identifier: Apache-2.0
// What people do in Slack beyond typing: buttons and menus, modals, shortcuts, pickers. Each carries a
// command line that goes through the one dispatcher; its answer stands where the person looks: in the modal,
// behind the message's response_url, else in their direct messages. Loop's thread.
#pragma once

#include "bot/question.hpp"
#include "bot/service.hpp"
#include "slack/interaction.hpp"
#include "slack/payloads.hpp"

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <optional>
#include <string>

namespace bot {

using Instant = std::chrono::steady_clock::time_point;

struct Acknowledgement {
    bool is_kept = true;             // false: could not be stored, so it must not be acknowledged
    std::optional<core::Json> body;  // what is said back; nothing = an empty 200
};

// `body` is what the parser read. Answers in the background what need not stand in the acknowledgement.
boost::asio::awaitable<Acknowledgement> take_interaction(Service& service, slack::Interaction interaction,
                                                         std::string body);
// Answers a stored one again, after a restart or a failure. False when it carries no command line.
bool answer_again(Service& service, std::int64_t received, std::int64_t installation,
                  slack::Interaction interaction);

// Somebody waits for the answer to `question` at what `from` names.
struct Waiting {
    slack::Interaction from;
    std::int64_t installation = 0;
    Question question;
    Instant trigger_until{};    // until when a modal may be opened
    bool keeps_room = false;    // a modal with "Looking …" is opened before the trigger is lost
    std::int64_t received = 0;  // its row; 0 = there is none
    bool outsider = false;      // who waits is from outside
};
boost::asio::awaitable<void> answer_waiting(Service& service, Waiting waiting);

// A slash command as something that waits: it has a trigger and a response_url too.
slack::Interaction interaction_of(const slack::SlashCommand& command);
// Until when a trigger that has just come may be used.
Instant trigger_end();

}  // namespace bot
