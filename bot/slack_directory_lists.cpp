// SPDX-License-Identifier: Apache-2.0
// Whole lists, read from time to time: members of the groups that give roles, and everybody's standing.
#include "bot/clock.hpp"
#include "bot/log.hpp"
#include "bot/slack_directory.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace asio = boost::asio;

namespace bot {

namespace {

using Instant = slack::Pace::Instant;

constexpr std::chrono::milliseconds for_lists{8'000};
constexpr std::chrono::hours between_readings{1}, between_everybody{24};
constexpr std::chrono::seconds between_pages{3};

// An organisation's token has to say which of its workspaces a list is asked of; that of a workspace does
// not.
core::Json asked_of(const std::string& workspace, core::Json arguments) {
    if (!workspace.empty()) arguments["team_id"] = workspace;
    return arguments;
}

}  // namespace

asio::awaitable<std::vector<std::string>> SlackDirectory::workspaces_of(std::int64_t installation) {
    const auto* known = installations_.find(installation);
    if (!known || !known->place.starts_with('E')) co_return std::vector<std::string>(1);
    std::vector<std::string> workspaces;
    core::Json arguments = {{"limit", 1000}};
    for (int page = 0; page < most_pages; ++page) {
        const auto reply = co_await ask(installation, "auth.teams.list", arguments, for_lists);
        if (!reply) break;
        for (const auto& team : core::member_of(*reply, "teams"))
            if (auto id = core::text_of(team, "id"); !id.empty()) workspaces.push_back(std::move(id));
        arguments["cursor"] = slack::cursor_of(*reply);
        if (slack::cursor_of(*reply).empty()) break;
    }
    co_return workspaces;
}

asio::awaitable<void> SlackDirectory::read_group(std::int64_t installation, std::string group,
                                                 std::vector<std::string>& workspaces) {
    // Asked past ask(): that a group is gone is told apart from no answer.
    bool is_gone = !workspaces.empty();
    for (std::size_t i = 0; i < workspaces.size(); ++i) {
        std::string method = "usergroups.users.list";
        auto arguments = asked_of(workspaces[i], {{"usergroup", group}});
        const auto said = co_await call(installation, std::move(method), std::move(arguments), for_lists);
        if (said.reply) {
            std::swap(workspaces[0], workspaces[i]);  // where one group is, the next may be
            auto reply = *said.reply;
            co_return co_await keep_group(installation, std::move(group), std::move(reply));
        }
        if (slack::is_group_gone(said.reply.error())) continue;
        is_gone = false;
        log(Level::warning, "slack.group_unread",
            "A user group could not be read; roles by it end in two days.",
            {{"group", group}, {"why", said.reply.error().detail}});
    }
    if (!is_gone) co_return;
    log(Level::warning, "slack.group_gone", "A user group is gone, and the roles by it.", {{"group", group}});
    people_.drop_group(installation, group);
    auto drop = [installation, group](storage::Writer& writer) {
        writer.drop_slack_group(installation, group);
    };
    co_await keep(std::move(drop));
}

asio::awaitable<void> SlackDirectory::keep_group(std::int64_t installation, std::string group,
                                                 core::Json reply) {
    storage::SlackGroup row{installation, std::move(group), wall_now(), {}};
    for (const auto& each : core::member_of(reply, "users"))
        if (each.is_string()) row.members.push_back(each.get<std::string>());
    people_.learn(row);
    auto unit = [row](storage::Writer& writer) { writer.put_slack_group(row); };
    co_await keep(std::move(unit));
}

asio::awaitable<void> SlackDirectory::read_groups(std::int64_t installation) {
    const auto groups = people_.groups();
    if (!can_ask(installation) || groups.empty()) co_return;
    auto workspaces = co_await workspaces_of(installation);
    for (const auto& group : groups) {
        auto named = group;
        co_await read_group(installation, std::move(named), workspaces);
    }
}

asio::awaitable<bool> SlackDirectory::read_people(std::int64_t installation, std::string workspace) {
    asio::steady_timer timer(loop_);
    auto arguments = asked_of(workspace, {{"limit", 200}});
    while (!stopped_) {
        const auto reply = co_await ask(installation, "users.list", arguments, for_lists);
        if (!reply) co_return false;
        std::vector<storage::SlackPerson> rows;
        for (const auto& user : core::member_of(*reply, "members"))
            if (auto id = core::text_of(user, "id"); !id.empty())
                rows.push_back({installation, std::move(id), slack::standing_of(user), wall_now()});
        for (const auto& row : rows) people_.learn(row);
        auto unit = [rows](storage::Writer& writer) {
            for (const auto& row : rows) writer.put_slack_person(row);
        };
        co_await keep(std::move(unit));
        arguments["cursor"] = slack::cursor_of(*reply);
        if (slack::cursor_of(*reply).empty()) co_return true;
        timer.expires_after(between_pages);
        co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
    }
    co_return false;
}

asio::awaitable<void> SlackDirectory::read_everybody(std::int64_t installation) {
    const auto workspaces = co_await workspaces_of(installation);
    bool all_read = !workspaces.empty();
    for (const auto& workspace : workspaces) {
        auto named = workspace;
        const bool is_read = co_await read_people(installation, std::move(named));
        all_read = all_read && is_read;
    }
    if (!all_read) co_return;
    auto forget = [](storage::Writer& writer) {
        writer.forget_slack_people(wall_now() - People::standing_lasts);
    };
    co_await keep(std::move(forget));
}

asio::awaitable<void> SlackDirectory::keep_fresh() {
    const auto inside = under_way_.enter("directory");
    auto everybody_at = Instant::min();
    asio::steady_timer settle(loop_);
    while (!stopped_ && !api_base_.empty()) {
        try {
            const bool is_time = everybody_at <= std::chrono::steady_clock::now();
            if (is_time) everybody_at = std::chrono::steady_clock::now() + between_everybody;
            std::vector<std::int64_t> active;  // the list may change meanwhile
            for (const auto& [id, known] : installations_.all())
                if (can_ask(id)) active.push_back(id);
            for (const auto id : active) {
                co_await read_groups(id);
                if (is_time) co_await read_everybody(id);
            }
        } catch (const std::exception& error) {
            log(Level::error, "slack.directory", "What Slack said of people could not be kept.",
                {{"why", error.what()}});
        }
        if (stopped_) break;
        bell_.expires_after(between_readings);
        co_await bell_.async_wait(asio::as_tuple(asio::use_awaitable));
        if (stopped_) break;
        // Several changes of a group come together.
        settle.expires_after(between_pages);
        co_await settle.async_wait(asio::as_tuple(asio::use_awaitable));
    }
}

}  // namespace bot
