// SPDX-License-Identifier: Apache-2.0
// The one gate for everything that reaches outside. Answers to people who ask become rows of the outbox.
// What nobody asked for passes carry_out(): may it → is it paused → is it a dry run → audit → durable row.
// Rows of the outbox are drawn here alone; bot/received.cpp keeps answers together with their mark, and the
// outbox itself turns one to its person, and tells who asked where it was refused. Only the outbox names the
// methods that post. Both are held by tests/architecture_test.cpp, by name: Slack's writing header comes to
// most files with bot/service.hpp.
#pragma once

#include "bot/block_support.hpp"
#include "bot/config.hpp"
#include "bot/effect_rules.hpp"
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
    Effects(const Config& config, const Installations& installations, const BlocksTaken& blocks);

    // An answer for a channel or thread, or for a person's direct messages when the channel is a person's id
    // (mentions and direct messages have no HTTP body to answer in), with the token of the place's
    // installation. Nothing without one, which is logged. `key` is that of the delivery it answers: the same
    // delivery makes the same message, so it stands there once.
    std::optional<storage::Outgoing> post(const commands::Place& place, const commands::Answer& answer,
                                          std::string reference, std::string_view key) const;
    // How a message with that key is found again: means nothing to who reads it in Slack, and is the same
    // whenever the delivery is answered again.
    static std::string claim_of(std::string_view key);
    // An answer to a button or a slash command, at its response_url (a secret, never logged); when that takes
    // nothing any more, in the direct messages of `person`.
    storage::Outgoing respond(std::int64_t installation, std::string response_url, std::string person,
                              const commands::Answer& answer, std::string reference,
                              std::string_view key) const;

    // The same message with another answer in it: the place has other readers than when it was made.
    static void redraw(storage::Outgoing& message, const commands::Answer& answer);

    // On the writer's thread, in its transaction: what an effect of a command asks for, kept for delivery, or
    // the reason why not; a line of the audit either way. Throws std::logic_error for an effect that nobody
    // knows.
    Gate carry_out(storage::Writer& writer, const commands::Request& request,
                   const commands::Effect& effect) const;
    const EffectRules& rules() const { return rules_; }

    // How replies in an HTTP body are drawn: they have no second try, so with new kinds of blocks only after
    // Slack took a message with some here.
    slack::RenderOptions in_reply(std::int64_t installation) const;

  private:
    const Installations& installations_;
    const BlocksTaken& blocks_;
    const EffectRules rules_;
};

}  // namespace bot
