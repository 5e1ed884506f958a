// SPDX-License-Identifier: Apache-2.0
// What Slack says of people, groups and channels, and when it was read.
#include "storage/database.hpp"
#include "storage/words.hpp"

#include <array>
#include <map>

namespace storage {
namespace {

constexpr std::array<std::string_view, 5> standing_words = {"member", "guest", "stranger", "gone", "bot"};

SlackChannel channel_row(const Query& query) {
    SlackChannel row;
    row.installation = query.integer(0);
    row.channel = query.text(1);
    row.name = query.text(2);
    row.external = query.truth(3);
    row.closed = query.truth(4);
    row.archived = query.truth(5);
    row.joined = query.truth(6);
    if (const auto guests = query.optional_integer(7)) row.guests = *guests != 0;
    row.read_at = query.time(8);
    return row;
}

}  // namespace

std::vector<SlackPerson> Reader::slack_people() const {
    std::vector<SlackPerson> out;
    auto query = connection_->query(Sql::slack_people);
    while (query.next())
        out.push_back({query.integer(0), query.text(1), word_from<Standing>(standing_words, query.view(2)),
                       query.time(3)});
    return out;
}

void Writer::put_slack_person(const SlackPerson& person) {
    connection_->query(Sql::put_slack_person)
        .with(":installation", person.installation)
        .with(":person", person.person)
        .with(":standing", standing_words[static_cast<std::size_t>(person.standing)])
        .with(":at", person.read_at)
        .run();
}

void Writer::forget_slack_people(Time read_before) {
    connection_->query(Sql::forget_slack_people).with(":before", read_before).run();
}

std::vector<SlackGroup> Reader::slack_groups() const {
    std::map<std::pair<std::int64_t, std::string>, SlackGroup> groups;
    auto query = connection_->query(Sql::slack_groups);
    while (query.next())
        groups[{query.integer(0), query.text(1)}] = {query.integer(0), query.text(1), query.time(2), {}};
    auto members = connection_->query(Sql::slack_group_members);
    while (members.next())
        if (const auto found = groups.find({members.integer(0), members.text(1)}); found != groups.end())
            found->second.members.push_back(members.text(2));
    std::vector<SlackGroup> out;
    out.reserve(groups.size());
    for (auto& [key, group] : groups) out.push_back(std::move(group));
    return out;
}

void Writer::put_slack_group(const SlackGroup& group) {
    connection_->query(Sql::put_slack_group)
        .with(":installation", group.installation)
        .with(":group", group.group)
        .with(":at", group.read_at)
        .run();
    connection_->query(Sql::clear_slack_group)
        .with(":installation", group.installation)
        .with(":group", group.group)
        .run();
    change_slack_group(group.installation, group.group, group.members, {});
}

void Writer::change_slack_group(std::int64_t installation, std::string_view group,
                                const std::vector<std::string>& added,
                                const std::vector<std::string>& removed) {
    for (const auto& [sql, people] :
         {std::pair{Sql::put_slack_group_member, &added}, std::pair{Sql::drop_slack_group_member, &removed}})
        for (const auto& person : *people)
            connection_->query(sql)
                .with(":installation", installation)
                .with(":group", group)
                .with(":person", person)
                .run();
}

void Writer::drop_slack_group(std::int64_t installation, std::string_view group) {
    for (const auto sql : {Sql::drop_slack_group, Sql::clear_slack_group})
        connection_->query(sql).with(":installation", installation).with(":group", group).run();
}

std::vector<SlackChannel> Reader::slack_channels(std::size_t limit) const {
    std::vector<SlackChannel> out;
    auto query = connection_->query(Sql::slack_channels);
    query.with(":limit", limit);
    while (query.next()) out.push_back(channel_row(query));
    return out;
}

std::optional<SlackChannel> Reader::slack_channel(std::int64_t installation, std::string_view channel) const {
    auto query = connection_->query(Sql::slack_channel);
    if (!query.with(":installation", installation).with(":channel", channel).next()) return std::nullopt;
    return channel_row(query);
}

void Writer::put_slack_channel(const SlackChannel& channel) {
    const auto guests = channel.guests ? std::optional<int>(*channel.guests ? 1 : 0) : std::nullopt;
    connection_->query(Sql::put_slack_channel)
        .with(":installation", channel.installation)
        .with(":channel", channel.channel)
        .with(":name", channel.name)
        .with(":external", channel.external)
        .with(":closed", channel.closed)
        .with(":archived", channel.archived)
        .with(":joined", channel.joined)
        .with(":guests", guests)
        .with(":at", channel.read_at)
        .run();
}

void Writer::drop_slack_channel(std::int64_t installation, std::string_view channel) {
    connection_->query(Sql::drop_slack_channel)
        .with(":installation", installation)
        .with(":channel", channel)
        .run();
}

void Writer::forget_slack_directory(std::int64_t installation) {
    for (const auto sql : {Sql::drop_slack_people, Sql::drop_slack_groups, Sql::drop_slack_group_members,
                           Sql::drop_slack_channels, Sql::drop_troubles, Sql::drop_settings, Sql::drop_chosen,
                           Sql::drop_welcomed, Sql::drop_workspace_move, Sql::drop_channel_moves})
        connection_->query(sql).with(":installation", installation).run();
}

}  // namespace storage
