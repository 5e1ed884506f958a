// SPDX-License-Identifier: Apache-2.0
// What Slack moves: workspaces into organisations, channels to other ids.
#include "storage/database.hpp"
#include "storage/words.hpp"

namespace storage {
namespace {

// Where both were paused, the pause that lasts longer stays.
bool move_pause(Writer& writer, const std::string& from, const std::string& to, Time now) {
    std::optional<Pause> moving, there;
    for (const auto& pause : writer.pauses(now)) {
        if (pause.reach != Pause::Reach::channel) continue;
        if (pause.name == from) moving = pause;
        if (pause.name == to) there = pause;
    }
    if (!moving) return false;
    writer.end_pause(Pause::Reach::channel, from);
    moving->name = to;
    const bool is_held_longer =
        there && (!there->until || (moving->until && *there->until >= *moving->until));
    if (!is_held_longer) writer.put_pause(*moving);
    return true;
}

}  // namespace

std::vector<WorkspaceMove> Reader::workspace_moves(Time now) const {
    std::vector<WorkspaceMove> out;
    auto query = connection_->query(Sql::workspace_moves);
    query.with(":now", now);
    while (query.next()) out.push_back({query.integer(0), query.time(1), query.time(2)});
    return out;
}

void Writer::begin_workspace_move(std::int64_t installation, Time at, Time until) {
    connection_->query(Sql::begin_workspace_move)
        .with(":installation", installation)
        .with(":at", at)
        .with(":until", until)
        .run();
}

void Writer::end_workspace_move(std::int64_t installation, Time at) {
    connection_->query(Sql::end_workspace_move).with(":installation", installation).with(":at", at).run();
}

std::vector<ChannelMove> Reader::channel_moves() const {
    std::vector<ChannelMove> out;
    auto query = connection_->query(Sql::channel_moves);
    while (query.next()) out.push_back({query.integer(0), query.text(1), query.text(2)});
    return out;
}

bool Writer::move_channel(std::int64_t installation, const std::string& from, const std::string& to,
                          Time now) {
    if (from == to) return false;
    const auto bound = [&](Query& query) -> Query& {
        return query.with(":installation", installation).with(":from", from).with(":to", to);
    };
    for (const auto sql : {Sql::follow_channel_move, Sql::move_troubles}) {
        auto query = connection_->query(sql);
        bound(query).run();
    }
    auto move = connection_->query(Sql::put_channel_move);
    bound(move).with(":at", now).run();
    auto messages = connection_->query(Sql::move_outgoing);
    bound(messages).with(":lane", lane_of_channel(installation, to)).run();
    connection_->query(Sql::drop_circular_moves).with(":installation", installation).run();
    connection_->query(Sql::drop_troubles_of)
        .with(":installation", installation)
        .with(":channel", from)
        .run();
    return move_pause(*this, from, to, now);
}

}  // namespace storage
