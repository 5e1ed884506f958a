// SPDX-License-Identifier: Apache-2.0
// Messages for a person rather than a place.
#include "bot/clock.hpp"
#include "bot/log.hpp"
#include "bot/outbox.hpp"

namespace asio = boost::asio;

namespace bot {

namespace {

constexpr std::size_t most_remembered = 10'000;

}  // namespace

asio::awaitable<core::Result<std::string>> Outbox::direct_messages_of(const storage::OutgoingRow& row,
                                                                      slack::WebApi& api) {
    auto person = std::to_string(row.installation) + " " + row.channel;
    if (const auto known = direct_messages_.find(person); known != direct_messages_.end())
        co_return known->second;
    core::Json arguments = {{"users", row.channel}};
    const auto reply = co_await api.call("conversations.open", std::move(arguments));
    if (!reply) co_return reply.error();
    const auto channel = core::text_of(core::member_of(*reply, "channel"), "id");
    if (channel.empty())
        co_return core::unavailable("Slack did not say where direct messages go; nothing was sent.",
                                    "no_channel");
    if (direct_messages_.size() >= most_remembered) direct_messages_.clear();
    direct_messages_[std::move(person)] = channel;
    co_return channel;
}

asio::awaitable<void> Outbox::turn_to_person(const storage::OutgoingRow& row, std::string why) {
    const bool can_turn = !installations_.token_of(row.installation).empty() && !row.channel.empty();
    if (can_turn)
        log(Level::info, "slack.turned_to_person", "An answer came too late for its place; sent directly.",
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
        writer.end_outgoing(id, state, "", why, now);
        if (can_turn) writer.put_outgoing(direct);
    };
    co_await database_.write(Priority::delivery, std::move(unit), Touches::messages);
}

}  // namespace bot
