// SPDX-License-Identifier: Apache-2.0
// Whole lists, read from time to time: members of the groups that give roles, and everybody's standing.
#include "bot/clock.hpp"
#include "bot/log.hpp"
#include "bot/slack_directory.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

#include <iterator>
namespace asio = boost::asio;

namespace bot {

namespace {

using Instant = slack::Pace::Instant;

constexpr std::chrono::milliseconds for_a_company{1500};
constexpr std::chrono::milliseconds for_lists{8'000};
constexpr std::chrono::hours between_readings{1}, between_everybody{24};
constexpr std::chrono::seconds after_first_failure{2};  // twice as long each time, up to between_readings
constexpr int most_doublings = 11;
constexpr std::chrono::seconds settling{3};  // several changes of a group come together
constexpr std::chrono::minutes longest_rest{10};
constexpr std::size_t most_told_one_by_one = 100;
constexpr int most_tries = 5;  // of one call that Slack asks to make later

// An organisation's token has to say which of its workspaces a list is asked of; that of a workspace does
// not.
core::Json asked_of(const std::string& workspace, core::Json arguments) {
    if (!workspace.empty()) arguments["team_id"] = workspace;
    return arguments;
}

void log_unread(std::string_view method, const core::Error& why) {
    log(Level::warning, "slack.directory", "A list of Slack's could not be read; it is tried again.",
        {{"method", std::string(method)}, {"why", why.detail}});
}

// Nobody has to do something first.
bool may_pass(const core::Error& why) {
    return why.code == core::Errc::unavailable || why.detail == "token_expired";
}

std::chrono::seconds until_again(int failures) {
    if (failures == 0) return between_readings;
    return std::min<std::chrono::seconds>(
        between_readings, after_first_failure * (1 << std::min(failures - 1, most_doublings)));
}

}  // namespace

asio::awaitable<void> SlackDirectory::sleep_until(Instant when) {
    if (stopped_) co_return;
    asio::steady_timer timer(loop_, when);
    sleeping_.insert(&timer);
    co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
    sleeping_.erase(&timer);
}

asio::awaitable<slack::Said> SlackDirectory::ask_in_turn(std::int64_t installation, std::string method,
                                                         core::Json arguments) {
    slack::Said said;
    for (int tries = 0; tries < most_tries && !stopped_; ++tries) {
        for (;;) {
            const auto now = std::chrono::steady_clock::now();
            const auto ready = paces_[installation].ready(method, {}, now);
            if (ready <= now || stopped_) break;
            co_await sleep_until(ready);
        }
        if (stopped_) break;
        paces_[installation].took(method, {}, std::chrono::steady_clock::now());
        auto named = method;
        said = co_await call(installation, std::move(named), arguments, for_lists);
        if (!said.wait) co_return said;
        paces_[installation].hold(method, std::chrono::steady_clock::now() + *said.wait);
        if (*said.wait > longest_rest) break;
    }
    co_return said;
}

asio::awaitable<SlackDirectory::Workspaces> SlackDirectory::workspaces_of(std::int64_t installation) {
    const auto* known = installations_.find(installation);
    if (!known || !known->place.starts_with('E')) co_return Workspaces{std::vector<std::string>(1)};
    std::vector<std::string> workspaces;
    core::Json arguments = {{"limit", 1000}};
    for (int page = 0; page < most_pages; ++page) {
        std::string method = "auth.teams.list";
        const auto said = co_await ask_in_turn(installation, std::move(method), arguments);
        if (!said.reply) {
            if (!stopped_) log_unread("auth.teams.list", said.reply.error());
            co_return Workspaces{{}, !may_pass(said.reply.error())};
        }
        for (const auto& team : core::member_of(*said.reply, "teams"))
            if (auto id = core::text_of(team, "id"); !id.empty()) workspaces.push_back(std::move(id));
        arguments["cursor"] = slack::cursor_of(*said.reply);
        if (slack::cursor_of(*said.reply).empty()) break;
    }
    workspaces_[installation] = workspaces;
    co_return Workspaces{std::move(workspaces)};
}

asio::awaitable<bool> SlackDirectory::read_group(std::int64_t installation, std::string group,
                                                 std::vector<std::string>& workspaces) {
    bool is_gone = !workspaces.empty(), is_settled = !workspaces.empty();
    for (std::size_t i = 0; i < workspaces.size() && !stopped_; ++i) {
        std::string method = "usergroups.users.list";
        auto arguments = asked_of(workspaces[i], {{"usergroup", group}});
        const auto said = co_await ask_in_turn(installation, std::move(method), std::move(arguments));
        if (said.reply) {
            std::swap(workspaces[0], workspaces[i]);  // where one group is, the next may be
            auto reply = *said.reply;
            co_await keep_group(installation, std::move(group), std::move(reply));
            co_return true;
        }
        if (slack::is_group_gone(said.reply.error())) continue;
        is_gone = false;
        is_settled = is_settled && !may_pass(said.reply.error());
        log(Level::warning, "slack.group_unread",
            "A user group could not be read; it is tried again, and roles by it end in two days.",
            {{"group", group}, {"why", said.reply.error().detail}});
    }
    if (!is_gone || stopped_) co_return is_settled;
    log(Level::warning, "slack.group_gone", "A user group is gone, and the roles by it.", {{"group", group}});
    drop_group(installation, group);
    auto drop = [installation, group](storage::Writer& writer) {
        writer.drop_slack_group(installation, group);
    };
    co_await keep(std::move(drop));
    co_return true;
}

void SlackDirectory::tell_rights(std::int64_t installation, const std::vector<std::string>& before,
                                 const std::vector<std::string>& after) {
    std::vector<std::string> changed;
    std::ranges::set_symmetric_difference(before, after, std::back_inserter(changed));
    if (changed.size() > most_told_one_by_one) return changed_rights_(installation, "");
    for (const auto& person : changed) changed_rights_(installation, person);
}

void SlackDirectory::learn_group(const storage::SlackGroup& group) {
    const auto before = people_.members_of(group.installation, group.group);
    people_.learn(group);
    tell_rights(group.installation, before, people_.members_of(group.installation, group.group));
}

void SlackDirectory::drop_group(std::int64_t installation, const std::string& group) {
    const auto before = people_.members_of(installation, group);
    people_.drop_group(installation, group);
    tell_rights(installation, before, {});
}

asio::awaitable<void> SlackDirectory::keep_group(std::int64_t installation, std::string group,
                                                 core::Json reply) {
    storage::SlackGroup row{installation, std::move(group), wall_now(), {}};
    for (const auto& each : core::member_of(reply, "users"))
        if (each.is_string()) row.members.push_back(each.get<std::string>());
    learn_group(row);
    auto unit = [row](storage::Writer& writer) { writer.put_slack_group(row); };
    co_await keep(std::move(unit));
}

asio::awaitable<bool> SlackDirectory::read_groups(std::int64_t installation) {
    const auto groups = people_.groups();
    if (!can_ask(installation) || groups.empty()) co_return true;
    auto [workspaces, is_refused] = co_await workspaces_of(installation);
    if (is_refused) co_return true;
    bool all_read = true;
    for (const auto& group : groups) {
        if (stopped_) break;
        auto named = group;
        const bool is_read = co_await read_group(installation, std::move(named), workspaces);
        all_read = all_read && is_read;
    }
    co_return all_read;
}

asio::awaitable<bool> SlackDirectory::read_people(std::int64_t installation, std::string workspace) {
    auto arguments = asked_of(workspace, {{"limit", 200}});
    bool is_whole_list = true;  // false: whose people some are was not known
    while (!stopped_) {
        if (are_groups_due_) {
            const bool is_read = co_await read_all_groups();
            are_groups_unread_ = are_groups_unread_ || !is_read;
        }
        changed_people_.clear();
        std::string method = "users.list";
        const auto said = co_await ask_in_turn(installation, std::move(method), arguments);
        if (!said.reply) {
            if (!stopped_) log_unread("users.list", said.reply.error());
            co_return !stopped_ && !may_pass(said.reply.error());
        }
        const auto& members = core::member_of(*said.reply, "members");
        const auto company = co_await company_of(installation, for_a_company);
        is_whole_list = is_whole_list && company;
        std::vector<storage::SlackPerson> rows;
        for (const auto& user : members) {
            // What an event said meanwhile is newer than this page.
            const auto id = core::text_of(user, "id");
            if (id.empty() || changed_people_.contains(Key(installation, id))) continue;
            if (auto row = person_in(installation, user, company)) rows.push_back(std::move(*row));
        }
        for (const auto& row : rows) people_.learn(row);
        auto unit = [rows](storage::Writer& writer) {
            for (const auto& row : rows) writer.put_slack_person(row);
        };
        co_await keep(std::move(unit));
        arguments["cursor"] = slack::cursor_of(*said.reply);
        if (slack::cursor_of(*said.reply).empty()) co_return is_whole_list;
    }
    co_return false;
}

asio::awaitable<bool> SlackDirectory::read_everybody(std::int64_t installation) {
    const auto workspaces = co_await workspaces_of(installation);
    bool all_read = !workspaces.names.empty() || workspaces.is_refused;
    for (const auto& workspace : workspaces.names) {
        auto named = workspace;
        const bool is_read = co_await read_people(installation, std::move(named));
        all_read = all_read && is_read;
    }
    if (!all_read) co_return false;
    auto forget = [](storage::Writer& writer) {
        writer.forget_slack_people(wall_now() - People::standing_lasts);
    };
    co_await keep(std::move(forget));
    co_return true;
}

void SlackDirectory::ring() {
    is_rung_ = true;  // also while a reading is under way that began before
    are_groups_due_ = true;
    bell_.cancel();
}

void SlackDirectory::installed(std::int64_t installation) {
    everybody_at_.erase(installation);
    companies_.erase(installation);
    cannot_say_.erase(installation);
    workspaces_.erase(installation);
    for (auto held = resting_.begin(); held != resting_.end();)
        held = held->first.first == installation ? resting_.erase(held) : std::next(held);
    ring();
}

void SlackDirectory::met(std::int64_t installation, const std::string& workspace) {
    const auto known = workspaces_.find(installation);
    if (!workspace.starts_with('T') || known == workspaces_.end()) return;
    if (std::ranges::find(known->second, workspace) != known->second.end()) return;
    const auto now = std::chrono::steady_clock::now();
    auto& until = looked_for_[installation];
    if (until > now) return;
    until = now + between_readings;
    everybody_at_.erase(installation);
    ring();
}

std::vector<std::int64_t> SlackDirectory::askable() const {
    std::vector<std::int64_t> ids;
    ids.reserve(installations_.all().size());
    for (const auto& [id, known] : installations_.all())
        if (can_ask(id)) ids.push_back(id);
    return ids;
}

asio::awaitable<bool> SlackDirectory::read_all_groups() {
    are_groups_due_ = false;
    const auto ids = askable();  // the list may change meanwhile
    bool all_read = true;
    for (const auto id : ids) {
        const bool is_read = co_await read_groups(id);
        all_read = all_read && is_read;
    }
    co_return all_read;
}

asio::awaitable<bool> SlackDirectory::read_lists() {
    const auto ids = askable();
    bool all_read = true;
    // Before anybody asks: until it is known whose people are ours, they are told nothing.
    for (const auto id : ids) {
        const bool is_known = co_await learn_home(id);
        all_read = all_read && is_known;
    }
    const bool are_groups_read = co_await read_all_groups();
    are_groups_unread_ = !are_groups_read;
    for (const auto id : ids) {
        const auto now = std::chrono::steady_clock::now();
        const auto due = everybody_at_.find(id);
        if (stopped_ || (due != everybody_at_.end() && due->second > now)) continue;
        everybody_at_[id] = now;  // due until it is read: what throws is tried again
        const bool is_read = co_await read_everybody(id);
        all_read = all_read && is_read;
        // Installed again meanwhile, it is due at once.
        if (const auto still = everybody_at_.find(id); is_read && still != everybody_at_.end())
            still->second = now + between_everybody;
    }
    co_return all_read && !are_groups_unread_;
}

asio::awaitable<void> SlackDirectory::keep_fresh() {
    const auto inside = under_way_.enter("directory");
    int failures = 0;
    while (!stopped_ && !api_base_.empty()) {
        is_rung_ = false;
        ++failures;
        try {
            const bool is_read = co_await read_lists();
            if (is_read) failures = 0;
        } catch (const std::exception& error) {
            log(Level::error, "slack.directory", "What Slack said of people could not be kept.",
                {{"why", error.what()}});
        }
        if (stopped_) break;
        if (!is_rung_) {
            bell_.expires_after(until_again(failures));
            co_await bell_.async_wait(asio::as_tuple(asio::use_awaitable));
        }
        if (is_rung_) co_await sleep_until(std::chrono::steady_clock::now() + settling);
    }
}

}  // namespace bot
