// SPDX-License-Identifier: Apache-2.0
#include "bot/slack_directory.hpp"

#include "bot/client_settings.hpp"
#include "bot/clock.hpp"
#include "bot/log.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace asio = boost::asio;

namespace bot {

namespace {

using Instant = slack::Pace::Instant;
using storage::Standing;

constexpr std::chrono::milliseconds for_a_person_who_waits{1500}, for_a_channel{3000};
constexpr std::chrono::seconds after_a_failure{30};
constexpr std::chrono::minutes after_a_refusal{10};
constexpr std::chrono::hours channel_lasts{1}, channel_lasts_without_slack{24};
constexpr std::size_t most_unknown = 20;

}  // namespace

SlackDirectory::SlackDirectory(asio::io_context& loop, DatabaseThreads& database, const Config& config,
                               const Installations& installations, People& people)
    : loop_(loop),
      database_(database),
      people_(people),
      client_(loop, client_settings(config)),
      installations_(installations),
      bell_(loop) {
    if (const auto slack = config.slack()) api_base_ = slack->api_base;
}

bool SlackDirectory::can_ask(std::int64_t installation) const {
    return !api_base_.empty() && !installations_.token_of(installation).empty();
}

asio::awaitable<slack::Said> SlackDirectory::call(std::int64_t installation, std::string method,
                                                  core::Json arguments, std::chrono::milliseconds deadline) {
    slack::ReadApi api(client_, api_base_, installations_.token_of(installation));
    co_return co_await api.call(std::move(method), std::move(arguments), deadline);
}

void SlackDirectory::stop() {
    stopped_ = true;
    bell_.cancel();
}

// Nothing when Slack was not asked or did not say.
asio::awaitable<std::optional<core::Json>> SlackDirectory::ask(std::int64_t installation,
                                                               std::string_view method, core::Json arguments,
                                                               std::chrono::milliseconds deadline) {
    const auto now = std::chrono::steady_clock::now();
    std::string named(method);
    const Key key{installation, named};
    const auto resting = resting_.find(key);
    if (!can_ask(installation) || (resting != resting_.end() && resting->second > now))
        co_return std::nullopt;
    auto& pace = paces_[installation];
    if (pace.ready(named, {}, now) > now) co_return std::nullopt;
    pace.took(named, {}, now);
    auto said = co_await call(installation, named, std::move(arguments), deadline);
    if (said.reply) co_return std::optional<core::Json>(std::move(*said.reply));
    const auto& error = said.reply.error();
    const auto asked_to_wait = said.wait;
    // Somebody who is not there says nothing of others.
    if (error.code == core::Errc::not_found || slack::is_group_gone(error)) co_return std::nullopt;
    const auto rest = asked_to_wait                           ? *asked_to_wait
                      : error.code == core::Errc::unavailable ? after_a_failure
                                                              : std::chrono::seconds(after_a_refusal);
    resting_[key] = std::chrono::steady_clock::now() + rest;
    log(Level::warning, "slack.directory", "Slack did not say who people or channels are.",
        {{"method", named}, {"why", error.detail}, {"seconds", std::to_string(rest.count())}});
    co_return std::nullopt;
}

asio::awaitable<void> SlackDirectory::keep(std::function<void(storage::Writer&)> unit) {
    co_await database_.write(Priority::sync, std::move(unit), Touches::messages);
}

asio::awaitable<void> SlackDirectory::ask_person(std::int64_t installation, std::string person) {
    const auto inside = under_way_.enter("directory");
    Key key{installation, person};
    std::function<asio::awaitable<void>()> work = [this, installation, person] {
        return learn_person(installation, person);
    };
    co_await once(std::move(key), std::move(work));
}

asio::awaitable<void> SlackDirectory::once(Key key, std::function<asio::awaitable<void>()> work) {
    if (const auto other = asking_.find(key); other != asking_.end()) {
        const auto bell = other->second;
        co_await bell->async_wait(asio::as_tuple(asio::use_awaitable));
        co_return;
    }
    const auto bell = std::make_shared<asio::steady_timer>(loop_, Instant::max());
    asking_[key] = bell;
    std::exception_ptr failed;
    try {
        auto under_way = work();
        co_await std::move(under_way);
    } catch (...) {
        failed = std::current_exception();
    }
    asking_.erase(key);
    bell->cancel();
    if (failed) std::rethrow_exception(failed);
}

asio::awaitable<void> SlackDirectory::learn_person(std::int64_t installation, std::string person) {
    core::Json arguments = {{"user", person}};
    const auto reply = co_await ask(installation, "users.info", std::move(arguments), for_a_person_who_waits);
    if (!reply) co_return;
    const auto& user = core::member_of(*reply, "user");
    if (core::text_of(user, "id") != person) co_return;
    storage::SlackPerson row;
    row.installation = installation;
    row.person = std::move(person);
    row.standing = slack::standing_of(user);
    row.read_at = wall_now();
    people_.learn(row);
    auto unit = [row](storage::Writer& writer) { writer.put_slack_person(row); };
    co_await keep(std::move(unit));
}

asio::awaitable<commands::Role> SlackDirectory::role_of(std::int64_t installation, std::string person) {
    // Who came first may still be keeping what was learnt: nobody goes past them.
    if (asking_.contains(Key(installation, person))) co_await ask_person(installation, person);
    const auto known = people_.role_of(installation, person, wall_now());
    if (!people_.is_worth_asking(installation, person, wall_now()) || !can_ask(installation))
        co_return known.value_or(people_.role_unasked(installation, person));
    if (known) {
        asio::co_spawn(loop_, ask_person(installation, person), logged("slack.directory_failed"));
        co_return *known;
    }
    try {
        co_await ask_person(installation, person);
    } catch (const std::exception& error) {
        log(Level::error, "slack.directory", "What Slack said of somebody could not be kept.",
            {{"why", error.what()}});
    }
    co_return people_.role_of(installation, person, wall_now())
        .value_or(people_.role_unasked(installation, person));
}

ChannelReaders SlackDirectory::judged(const Channel& channel, bool said_external) const {
    ChannelReaders readers;
    const bool allowed = people_.may_have_outsiders(channel.facts.channel);
    readers.external = (channel.facts.external || said_external) && !allowed;
    readers.guests = channel.facts.guests.value_or(true) && !people_.guests_are_colleagues() && !allowed;
    readers.people = channel.people;
    return readers;
}

asio::awaitable<ChannelReaders> SlackDirectory::readers_of(std::int64_t installation, std::string channel,
                                                           bool said_external) {
    const Key key{installation, channel};
    const auto age = [&] {
        const auto found = channels_.find(key);
        return found == channels_.end() ? core::Days(365) : wall_now() - found->second.facts.read_at;
    };
    if (age() > channel_lasts || asking_.contains(key)) {
        std::function<asio::awaitable<void>()> work = [this, installation, channel] {
            return read_channel(installation, channel);
        };
        co_await once(key, std::move(work));
    }
    if (age() > channel_lasts_without_slack) {
        ChannelReaders unknown;
        if (people_.may_have_outsiders(channel)) unknown.external = unknown.guests = false;
        co_return unknown;
    }
    co_return judged(channels_.at(key), said_external);
}

asio::awaitable<void> SlackDirectory::read_channel(std::int64_t installation, std::string channel) {
    core::Json arguments = {{"channel", channel}};
    const auto reply = co_await ask(installation, "conversations.info", std::move(arguments), for_a_channel);
    auto facts = reply ? slack::channel_of(core::member_of(*reply, "channel")) : std::nullopt;
    if (!facts || facts->channel != channel) co_return;
    facts->installation = installation;
    Channel read{std::move(*facts), std::nullopt};
    if (!read.facts.external && !read.facts.guests) {
        read.people = co_await members_of(installation, channel);
        if (read.people) read.facts.guests = co_await has_guests(installation, *read.people);
    }
    read.facts.read_at = wall_now();
    const auto row = read.facts;
    channels_.insert_or_assign(Key(installation, std::move(channel)), std::move(read));
    auto unit = [row](storage::Writer& writer) { writer.put_slack_channel(row); };
    co_await keep(std::move(unit));
}

asio::awaitable<std::optional<std::vector<std::string>>> SlackDirectory::members_of(std::int64_t installation,
                                                                                    std::string channel) {
    std::vector<std::string> members;
    core::Json arguments = {{"channel", channel}, {"limit", 1000}};
    for (int page = 0; page < most_pages; ++page) {
        const auto reply = co_await ask(installation, "conversations.members", arguments, for_a_channel);
        if (!reply || !core::member_of(*reply, "members").is_array()) co_return std::nullopt;
        for (const auto& each : core::member_of(*reply, "members"))
            if (each.is_string()) members.push_back(each.get<std::string>());
        arguments["cursor"] = slack::cursor_of(*reply);
        if (slack::cursor_of(*reply).empty()) co_return std::optional(std::move(members));
    }
    co_return std::nullopt;
}

// Apps read along in most channels and count as nobody.
asio::awaitable<std::optional<bool>> SlackDirectory::has_guests(std::int64_t installation,
                                                                std::vector<std::string> members) {
    std::size_t asked = 0;
    bool all_known = true;
    for (const auto& person : members) {
        if (!people_.standing_of(installation, person, wall_now()) && ++asked <= most_unknown)
            co_await ask_person(installation, person);
        const auto standing = people_.standing_of(installation, person, wall_now());
        if (standing == Standing::guest || standing == Standing::stranger) co_return std::optional(true);
        all_known = all_known && standing.has_value();
    }
    co_return all_known ? std::optional(false) : std::nullopt;
}

// In memory first: who lost a role must not keep it while the disk is slow. Returns what is to be kept.
std::function<void(storage::Writer&)> SlackDirectory::apply(std::int64_t installation,
                                                            const slack::DirectoryEvent& event) {
    using Kind = slack::DirectoryEvent::Kind;
    const auto groups = people_.groups();
    const bool is_ours = std::ranges::find(groups, event.id) != groups.end();
    if (event.kind == Kind::person) {
        // Slack tells every change of a profile, and few are about this.
        const auto before = people_.standing_of(installation, event.id, wall_now());
        if (before == event.standing && !people_.is_worth_asking(installation, event.id, wall_now()))
            return {};
        const storage::SlackPerson row{installation, event.id, event.standing, wall_now()};
        people_.learn(row);
        // Whoever became a guest may read channels in which nobody was one.
        channels_.clear();
        return [row](storage::Writer& writer) { writer.put_slack_person(row); };
    }
    if (event.kind == Kind::channel) {
        channels_.erase(Key(installation, event.id));
        return [installation, id = event.id](storage::Writer& writer) {
            writer.drop_slack_channel(installation, id);
        };
    }
    if (!is_ours) return {};
    if (event.kind == Kind::group) {
        const storage::SlackGroup row{installation, event.id, wall_now(), event.added};
        people_.learn(row);
        return [row](storage::Writer& writer) { writer.put_slack_group(row); };
    }
    if (event.kind == Kind::group_gone) {
        people_.drop_group(installation, event.id);
        return [installation, id = event.id](storage::Writer& writer) {
            writer.drop_slack_group(installation, id);
        };
    }
    bell_.cancel();  // read again; the event may be older than what was read
    if (event.kind != Kind::group_members) return {};
    people_.change_group(installation, event.id, event.added, event.removed);
    return [installation, event](storage::Writer& writer) {
        writer.change_slack_group(installation, event.id, event.added, event.removed);
    };
}

asio::awaitable<void> SlackDirectory::take(std::int64_t installation, std::string body) {
    const auto event = slack::directory_event(body);
    if (event.kind == slack::DirectoryEvent::Kind::other) co_return;
    auto unit = apply(installation, event);
    if (unit) co_await keep(std::move(unit));
}

}  // namespace bot
