// SPDX-License-Identifier: Apache-2.0
// What the effect gate decides by: may it, is it paused, is it a dry run? Pure.
#pragma once

#include "commands/answer.hpp"
#include "commands/request.hpp"
#include "core/result.hpp"
#include "storage/authority.hpp"

#include <string>
#include <vector>

namespace bot {

struct EffectRules {
    bool dry_run = false;                       // of the whole instance (effects.dry_run)
    std::vector<std::string> dry_run_channels;  // shadow channels (effects.dry_run_channels)
    std::vector<std::string> channels;  // where messages may go that nobody asked for; empty = anywhere
};

// What the settings say of a channel holds for the id that Slack gave it since.
EffectRules following(EffectRules rules, const std::vector<storage::ChannelMove>& moves);

// A message to a channel or person that nobody asked for: "slack.post" with `channel`, `thread`, `kind` and
// `answer`.
struct Posting {
    std::string channel, thread, kind;
    commands::Answer answer;
};
// Errc::invalid for an effect of another kind, or without channel, a known kind of messages or an answer: a
// bug of the command.
core::Result<Posting> posting_of(const commands::Effect& effect);
// As a command returns it. `id` is the same whenever the same thing is to be posted.
commands::Effect effect_of(std::string id, const Posting& posting);

enum class Gate { goes, waits, dry, denied };
Gate gate(const Posting& posting, const commands::Request& request, const EffectRules& rules,
          const std::vector<storage::Pause>& pauses);

}  // namespace bot
