// SPDX-License-Identifier: Apache-2.0
#include "bot/slack_news.hpp"

#include "bot/log.hpp"
#include "core/text.hpp"
#include "slack/event_parts.hpp"

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>

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

bool is_moving(const storage::Reader& reader, std::int64_t installation) {
    return std::ranges::any_of(reader.workspace_moves(wall_now()),
                               [&](const auto& move) { return move.installation == installation; });
}

// What it means for messages is known once it is kept: news may be late, or come again.
struct Told {
    bool was_moving = false, is_moving = false;
};

Unit beginning_of_move(const slack::Event& event, std::int64_t installation, std::shared_ptr<Told> told) {
    return [installation, told = std::move(told), at = time_of(event)](storage::Writer& writer) {
        told->was_moving = is_moving(writer, installation);
        writer.begin_workspace_move(installation, at, at + longest_move);
        told->is_moving = is_moving(writer, installation);
    };
}

Unit end_of_move(const slack::Event& event, std::int64_t installation, std::shared_ptr<Told> told) {
    return [installation, told = std::move(told), at = time_of(event)](storage::Writer& writer) {
        told->was_moving = is_moving(writer, installation);
        writer.end_workspace_move(installation, at);
        told->is_moving = is_moving(writer, installation);
    };
}

void log_move(const std::string& type, std::int64_t installation, const Told& told) {
    const auto say = [&](Level level, std::string_view event, std::string_view sentence) {
        log(level, event, sentence, {{"installation", std::to_string(installation)}});
    };
    if (type == "grid_migration_finished" && !told.is_moving)
        return say(Level::info, "slack.workspace_moved",
                   told.was_moving ? "A workspace is part of its organisation; messages go on."
                                   : "A workspace is part of its organisation; no messages waited for that.");
    if (told.is_moving && !told.was_moving)
        return say(Level::warning, "slack.workspace_move",
                   "Slack moves a workspace into an organisation; messages to it, answers too, wait until "
                   "Slack says "
                   "that it is done.");
    say(Level::info, "slack.workspace_move_known",
        told.is_moving ? "News of a workspace's move came again, or late; messages to it wait still."
                       : "News of a workspace's move came late; it is over, and messages go on.");
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

Unit move_in(const slack::Event& event, const std::string& body, std::int64_t installation,
             const std::shared_ptr<Told>& told) {
    if (event.type == "grid_migration_started") return beginning_of_move(event, installation, told);
    if (event.type == "grid_migration_finished") return end_of_move(event, installation, told);
    if (event.type == "channel_id_changed") return channel_move(body, installation);
    return {};
}

}  // namespace

asio::awaitable<bool> take_news(Service& service, slack::Event event, std::string body) {
    const auto installation = service.installations.serving(event);
    if (!installation) co_return true;
    const auto told = std::make_shared<Told>();
    auto move = move_in(event, body, *installation, told);
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
    if (event.type.starts_with("grid_migration_")) log_move(event.type, *installation, *told);
    if (has_moved) service.outbox.wake();
    // It belongs to an organisation now: whose people are ours is asked again.
    if (event.type == "grid_migration_finished") service.directory.installed(*installation);
    co_return true;
}

}  // namespace bot
