// SPDX-License-Identifier: Apache-2.0
#include "bot/slack_news.hpp"

#include "bot/log.hpp"
#include "core/text.hpp"
#include "slack/event_parts.hpp"

namespace asio = boost::asio;

namespace bot {

namespace {

// A move takes minutes to hours. When nobody says that it is done, messages are tried again after so long,
// and wait one by one while Slack refuses them for it.
constexpr std::chrono::hours longest_move{12};

using Unit = std::function<void(storage::Writer&)>;

core::Time time_of(const slack::Event& event) {
    return event.at > 0 ? core::from_unix(event.at) : wall_now();
}

Unit beginning_of_move(const slack::Event& event, std::int64_t installation) {
    log(Level::warning, "slack.workspace_move",
        "Slack moves a workspace into an organisation; messages to it wait until Slack says that it is done.",
        {{"installation", std::to_string(installation)}});
    return [installation, at = time_of(event)](storage::Writer& writer) {
        writer.begin_workspace_move(installation, at, at + longest_move);
    };
}

Unit end_of_move(const slack::Event& event, std::int64_t installation) {
    log(Level::info, "slack.workspace_moved", "A workspace is part of its organisation; messages go on.",
        {{"installation", std::to_string(installation)}});
    return [installation, at = time_of(event)](storage::Writer& writer) {
        writer.end_workspace_move(installation, at);
    };
}

storage::AuditRow row_of_move(const slack::ChannelMoved& moved) {
    storage::AuditRow row;
    row.at = wall_now();
    row.who = "slack";
    row.what = "move the pause of a channel";
    row.where = core::shorten(core::one_line(moved.to), 40);
    row.why = "Slack gave the channel another id";
    row.before = "paused channel " + core::shorten(core::one_line(moved.from), 40);
    row.after = "paused channel " + row.where;
    return row;
}

Unit channel_move(const std::string& body, std::int64_t installation) {
    const auto moved = slack::parse_channel_moved(body);
    if (!moved) return {};
    return [installation, moved = *moved](storage::Writer& writer) {
        if (writer.move_channel(installation, moved.from, moved.to, wall_now()))
            writer.add_audit(row_of_move(moved));
    };
}

Unit move_in(const slack::Event& event, const std::string& body, std::int64_t installation) {
    if (event.type == "grid_migration_started") return beginning_of_move(event, installation);
    if (event.type == "grid_migration_finished") return end_of_move(event, installation);
    if (event.type == "channel_id_changed") return channel_move(body, installation);
    return {};
}

}  // namespace

asio::awaitable<bool> take_news(Service& service, slack::Event event, std::string body) {
    const auto installation = service.installations.serving(event);
    if (!installation) co_return true;
    auto move = move_in(event, body, *installation);
    const bool has_moved = move != nullptr;
    try {
        if (has_moved)
            co_await service.database.write(Priority::interactive, std::move(move), Touches::messages);
        co_await service.directory.take(*installation, std::move(body));
    } catch (const std::exception& error) {
        log(Level::error, "slack.not_stored", "A delivery could not be stored; Slack will send it again.",
            {{"why", error.what()}});
        co_return false;
    }
    if (has_moved) service.outbox.wake();
    // It belongs to an organisation now: whose people are ours is asked again.
    if (event.type == "grid_migration_finished") service.directory.installed(*installation);
    co_return true;
}

}  // namespace bot
