// SPDX-License-Identifier: Apache-2.0
#include "bot/effect_rules.hpp"

#include "commands/answer_json.hpp"
#include "commands/pause_words.hpp"

#include <algorithm>

namespace bot {

namespace {

constexpr std::string_view posting_kind = "slack.post";

bool has(const std::vector<std::string>& list, const std::string& one) {
    return std::ranges::find(list, one) != list.end();
}

// People are written to directly, whatever channels are allowed.
bool is_person(std::string_view channel) {
    return channel.starts_with('U') || channel.starts_with('W') || channel.starts_with('D');
}

bool holds(const storage::Pause& pause, const Posting& posting) {
    using Reach = storage::Pause::Reach;
    return pause.reach == Reach::everything ||
           pause.name == (pause.reach == Reach::kind ? posting.kind : posting.channel);
}

void follow(std::vector<std::string>& channels, const storage::ChannelMove& move) {
    if (has(channels, move.from) && !has(channels, move.to)) channels.push_back(move.to);
}

}  // namespace

EffectRules following(EffectRules rules, const std::vector<storage::ChannelMove>& moves) {
    for (const auto& move : moves) {
        follow(rules.channels, move);
        follow(rules.dry_run_channels, move);
    }
    return rules;
}

core::Result<Posting> posting_of(const commands::Effect& effect) {
    Posting posting;
    posting.channel = core::text_of(effect.arguments, "channel");
    posting.thread = core::text_of(effect.arguments, "thread");
    posting.kind = core::text_of(effect.arguments, "kind");
    auto answer = commands::answer_from_json(core::member_of(effect.arguments, "answer"));
    const bool is_known =
        std::ranges::find(commands::message_kinds, posting.kind) != commands::message_kinds.end();
    if (effect.kind != posting_kind || effect.id.empty() || posting.channel.empty() || !is_known || !answer)
        return core::invalid("Nobody can carry out the effect " + effect.kind + ".");
    posting.answer = std::move(*answer);
    return posting;
}

commands::Effect effect_of(std::string id, const Posting& posting) {
    commands::Effect effect;
    effect.id = std::move(id);
    effect.kind = posting_kind;
    effect.arguments = {{"channel", posting.channel}, {"thread", posting.thread}, {"kind", posting.kind}};
    effect.arguments["answer"] = commands::to_json(posting.answer);
    return effect;
}

Gate gate(const Posting& posting, const commands::Request& request, const EffectRules& rules,
          const std::vector<storage::Pause>& pauses) {
    const bool is_allowed =
        rules.channels.empty() || is_person(posting.channel) || has(rules.channels, posting.channel);
    if (!is_allowed || request.asker.role == commands::Role::guest) return Gate::denied;
    if (rules.dry_run || request.dry_run || has(rules.dry_run_channels, posting.channel)) return Gate::dry;
    return std::ranges::any_of(pauses, [&](const auto& pause) { return holds(pause, posting); }) ? Gate::waits
                                                                                                 : Gate::goes;
}

}  // namespace bot
