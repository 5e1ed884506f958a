// SPDX-License-Identifier: Apache-2.0
// The one gate for everything that reaches outside beyond answering. Today that is answers posted to Slack:
// they become rows of the outbox, and what a command's Effect asks for beyond that is carried out by nobody.
// Only bot/outbox.cpp and bot/views.cpp may include Slack's posting header; tests/architecture_test.cpp says
// so.
#pragma once

#include "bot/block_support.hpp"
#include "bot/installations.hpp"
#include "commands/answer.hpp"
#include "commands/request.hpp"
#include "slack/blocks.hpp"
#include "storage/store.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace bot {

class Effects {
  public:
    Effects(const Installations& installations, const BlocksTaken& blocks);

    // An answer for a channel or thread, or for a person's direct messages when the channel is a person's id
    // (mentions and direct messages have no HTTP body to answer in), with the token of the place's
    // installation. Nothing without one, which is logged. `key` is that of the delivery it answers: the same
    // delivery makes the same message, so it stands there once.
    std::optional<storage::Outgoing> post(const commands::Place& place, const commands::Answer& answer,
                                          std::string reference, std::string_view key) const;
    // An answer to a button or a slash command, at its response_url (a secret, never logged); when that takes
    // nothing any more, in the direct messages of `person`.
    storage::Outgoing respond(std::int64_t installation, std::string response_url, std::string person,
                              const commands::Answer& answer, std::string reference,
                              std::string_view key) const;

    // How replies in an HTTP body are drawn: they have no second try, so with new kinds of blocks only after
    // Slack took a message with some here.
    slack::RenderOptions in_reply(std::int64_t installation) const;

  private:
    const Installations& installations_;
    const BlocksTaken& blocks_;
};

}  // namespace bot
