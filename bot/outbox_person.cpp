// SPDX-License-Identifier: Apache-2.0
// Messages for a person rather than a place.
#include "bot/clock.hpp"
#include "bot/effects.hpp"
#include "bot/log.hpp"
#include "bot/message_place.hpp"
#include "bot/outbox.hpp"
#include "commands/trouble.hpp"

namespace asio = boost::asio;

namespace bot {

namespace {

constexpr std::size_t most_remembered = 10'000;
using Kind = slack::Fate::Kind;

std::string person_of(const storage::OutgoingRow& row) {
    return std::to_string(row.installation) + " " + row.channel;
}

core::Result<std::string> channel_in(const core::Result<core::Json>& reply) {
    if (!reply) return reply.error();
    auto channel = core::text_of(core::member_of(*reply, "channel"), "id");
    if (channel.empty())
        return core::unavailable("Slack did not say where direct messages go; nothing was sent.",
                                 "no_channel");
    return channel;
}

}  // namespace

std::optional<std::string> Outbox::channel_of(const storage::OutgoingRow& row) const {
    if (!is_person(row.channel)) return row.channel;
    const auto known = direct_messages_.find(person_of(row));
    return known == direct_messages_.end() ? std::nullopt : std::optional(known->second);
}

asio::awaitable<Outbox::Rest> Outbox::open(const storage::OutgoingRow& row, slack::WebApi& api,
                                           std::string token) {
    const std::string method = "conversations.open";
    core::Json arguments = {{"users", row.channel}};
    const auto reply = co_await api.call(method, std::move(arguments));
    const auto channel = channel_in(reply);
    if (channel) {
        if (direct_messages_.size() >= most_remembered) direct_messages_.clear();
        direct_messages_[person_of(row)] = *channel;
        co_return Rest{0};
    }
    const core::Result<core::Json> failed = channel.error();
    auto fate = slack::fate_of_post(failed);
    hold(row, method, fate);
    fate = co_await unless_token(row, std::move(token), std::move(fate), Kind::wait);
    // Opening it again does no harm; what may stand there already is still to be looked for.
    const bool may_stand = row.state == storage::OutgoingState::sending;
    if (fate.kind != Kind::refused) fate.kind = may_stand ? Kind::unknown : Kind::wait;
    const auto when_refused = may_stand ? storage::OutgoingState::unknown : storage::OutgoingState::failed;
    co_return co_await settle(row, std::move(fate), when_refused);
}

std::optional<storage::Outgoing> Outbox::word_to_asker(const storage::OutgoingRow& row,
                                                       const std::string& why) const {
    const bool can_tell = !row.asker.empty() && is_channel(row.channel) && !commands::is_of_the_token(why) &&
                          !installations_.token_of(row.installation).empty();
    if (!can_tell) return std::nullopt;
    storage::Outgoing word;
    word.installation = row.installation;
    word.channel = row.asker;
    word.claim = row.claim + "a";
    word.reference = row.reference;
    word.created_at = wall_now();
    Effects::redraw(word, commands::not_posted(why, row.reference));
    return word;
}

asio::awaitable<void> Outbox::turn_to_person(const storage::OutgoingRow& row, std::string why) {
    const bool can_turn =
        !row.quiet && !installations_.token_of(row.installation).empty() && !row.channel.empty();
    if (can_turn)
        log(Level::info, "slack.turned_to_person",
            "An answer was not taken at its place; it is sent directly.",
            {{"request", row.reference}, {"why", why}});
    else
        not_sent(row, why);
    storage::Outgoing direct = static_cast<const storage::Outgoing&>(row);
    direct.op = storage::Outgoing::Op::post;
    direct.address.clear();
    direct.thread.clear();
    direct.claim += "d";
    direct.created_at = wall_now();
    auto unit = [id = row.id, can_turn, direct = std::move(direct), why = std::move(why),
                 now = wall_now()](storage::Writer& writer) {
        // Handed on, it is not lost; what becomes of it stands in the other row.
        const auto state = can_turn ? storage::OutgoingState::sent : storage::OutgoingState::failed;
        const bool has_ended = writer.end_outgoing(id, state, "", why, now);
        if (has_ended && can_turn) writer.put_outgoing(direct);
    };
    co_await keep(row.id, std::move(unit));
}

}  // namespace bot
