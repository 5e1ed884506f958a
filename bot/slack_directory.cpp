// SPDX-License-Identifier: Apache-2.0
#include "bot/slack_directory.hpp"

#include "bot/client_settings.hpp"
#include "bot/clock.hpp"
#include "bot/log.hpp"
#include "core/text.hpp"
#include "slack/oauth.hpp"

#include <fmt/format.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace asio = boost::asio;

namespace bot {

namespace {

constexpr std::chrono::seconds after_first_failure{2}, after_failures{30};  // twice as long each time
constexpr std::chrono::minutes after_a_refusal{10};
constexpr std::string_view expired = "token_expired";
constexpr std::chrono::milliseconds shortest_call{100};  // with less left, nothing is asked

std::chrono::milliseconds left_until(SlackDirectory::Instant end) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
}

// Slack takes the token, but will not say who people are.
bool is_not_permitted(std::string_view code) {
    return code == "missing_scope" || code == "no_permission" || code == "not_allowed_token_type";
}

// Of what a method that failed is not asked: of the channel that the refusal is about, or of anything.
std::string rest_of(const std::string& method, const core::Json& arguments, const core::Error& error) {
    const auto channel = core::text_of(arguments, "channel");
    const bool is_of_the_token =
        is_not_permitted(error.detail) || slack::token_fate(error.detail, true) != slack::TokenFate::fine;
    if (channel.empty() || error.code == core::Errc::unavailable || is_of_the_token) return method;
    return method + " " + channel;
}

std::chrono::seconds rest_after(const core::Error& error, int failures) {
    const bool may_pass = error.code == core::Errc::unavailable || error.detail == expired ||
                          error.detail == "fetch_members_failed";
    if (!may_pass) return after_a_refusal;
    return std::min(after_failures, after_first_failure * (1 << std::min(failures, 5)));
}

// Does what is asked depend on who this person is? A channel's readers depend on everybody.
bool depends_on(const std::string& asked, const std::string& person) {
    return asked == person || !(asked.starts_with('U') || asked.starts_with('W'));
}

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
    const auto end = std::chrono::steady_clock::now() + deadline;
    const auto token = installations_.token_of(installation);
    slack::ReadApi api(client_, api_base_, token);
    auto named = method;
    auto said = co_await api.call(std::move(named), arguments, deadline);
    heard_(installation, said.reply);
    if (said.reply || said.reply.error().detail != expired || !renew_) co_return said;
    const auto under_way = std::make_shared<UnderWay>(loop_);
    under_way->bell.expires_at(end);
    asio::co_spawn(loop_, renew_expired(installation, token, under_way), logged("slack.not_renewed"));
    co_await under_way->bell.async_wait(asio::as_tuple(asio::use_awaitable));
    const auto renewed = installations_.token_of(installation);
    const auto left = left_until(end);
    if (renewed.empty() || renewed == token || left < shortest_call) co_return said;
    slack::ReadApi again(client_, api_base_, renewed);
    co_return co_await again.call(std::move(method), std::move(arguments), left);
}

// Goes on after who waits for it has given up: the next who asks has the new token.
asio::awaitable<void> SlackDirectory::renew_expired(std::int64_t installation, std::string token,
                                                    std::shared_ptr<UnderWay> under_way) {
    const auto inside = under_way_.enter("directory");
    std::string code(expired);
    co_await renew_(installation, std::move(token), std::move(code));
    under_way->bell.expires_at(std::chrono::steady_clock::now());
}

void SlackDirectory::stop() {
    stopped_ = true;
    bell_.cancel();
    for (auto* timer : sleeping_) timer->cancel();
}

bool SlackDirectory::is_resting(const Key& key, Instant now) const {
    const auto found = resting_.find(key);
    return found != resting_.end() && found->second.until > now;
}

// Nothing when Slack was not asked or did not say.
asio::awaitable<SlackDirectory::Heard> SlackDirectory::ask_about(std::int64_t installation,
                                                                 std::string_view method,
                                                                 core::Json arguments,
                                                                 std::chrono::milliseconds deadline) {
    const auto now = std::chrono::steady_clock::now();
    std::string named(method);
    const Key key{installation, named};
    const Key there{installation, named + " " + core::text_of(arguments, "channel")};
    if (!can_ask(installation) || is_resting(key, now) || is_resting(there, now)) co_return std::nullopt;
    auto& pace = paces_[installation];
    if (pace.ready(named, {}, now) > now) co_return std::nullopt;
    pace.took(named, {}, now);
    auto said = co_await call(installation, named, arguments, deadline);
    const bool is_about_people = named == "users.info";
    if (said.reply || slack::is_nobody_of_ours(said.reply.error())) {
        resting_.erase(key);
        resting_.erase(there);
        if (is_about_people) cannot_say_.erase(installation);
        co_return Heard(std::move(said.reply));
    }
    const auto& error = said.reply.error();
    const auto asked_to_wait = said.wait;
    if (is_about_people && is_not_permitted(error.detail)) cannot_say_.insert(installation);
    // Somebody who is not there says nothing of others.
    if (error.code == core::Errc::not_found || slack::is_group_gone(error)) co_return std::nullopt;
    auto& rests = resting_[Key(installation, rest_of(named, arguments, error))];
    if (rests.until <= now) ++rests.failures;  // those asked side by side failed together
    const auto rest = asked_to_wait ? *asked_to_wait : rest_after(error, rests.failures - 1);
    rests.until = std::chrono::steady_clock::now() + rest;
    log(Level::warning, "slack.directory", "Slack did not say who people or channels are.",
        {{"method", named}, {"why", error.detail}, {"seconds", std::to_string(rest.count())}});
    co_return std::nullopt;
}

asio::awaitable<std::optional<core::Json>> SlackDirectory::ask(std::int64_t installation,
                                                               std::string_view method, core::Json arguments,
                                                               std::chrono::milliseconds deadline) {
    auto heard = co_await ask_about(installation, method, std::move(arguments), deadline);
    if (!heard || !*heard) co_return std::nullopt;
    co_return std::optional<core::Json>(std::move(**heard));
}

asio::awaitable<void> SlackDirectory::keep(std::function<void(storage::Writer&)> unit) {
    co_await database_.write(Priority::sync, std::move(unit), Touches::messages);
}

asio::awaitable<void> SlackDirectory::ask_person(std::int64_t installation, std::string person, Instant end) {
    const auto inside = under_way_.enter("directory");
    Key key{installation, person};
    std::function<asio::awaitable<void>()> work = [this, installation, person, end] {
        return learn_person(installation, person, end);
    };
    co_await once(std::move(key), std::move(work));
}

asio::awaitable<void> SlackDirectory::once(Key key, std::function<asio::awaitable<void>()> work) {
    if (const auto other = asking_.find(key); other != asking_.end()) {
        const auto earlier = other->second;
        co_await earlier->bell.async_wait(asio::as_tuple(asio::use_awaitable));
        co_return;
    }
    const auto under_way = std::make_shared<UnderWay>(loop_);
    asking_[key] = under_way;
    std::exception_ptr failed;
    try {
        auto working = work();
        co_await std::move(working);
    } catch (...) {
        failed = std::current_exception();
    }
    asking_.erase(key);
    under_way->bell.cancel();
    if (failed) std::rethrow_exception(failed);
}

asio::awaitable<void> SlackDirectory::learn_person(std::int64_t installation, std::string person,
                                                   Instant end) {
    const auto left = left_until(end);
    if (left < shortest_call) co_return;
    core::Json arguments = {{"user", person}};
    const auto heard = co_await ask_about(installation, "users.info", std::move(arguments), left);
    if (!heard) co_return;
    storage::SlackPerson row;
    row.installation = installation;
    row.person = person;
    // Not being found is an answer: whom Slack does not show to us is no colleague.
    row.standing = storage::Standing::stranger;
    row.read_at = wall_now();
    if (!*heard) co_return co_await keep_person(std::move(row));
    const auto& user = core::member_of(**heard, "user");
    if (core::text_of(user, "id") != person) co_return;
    std::optional<slack::Company> company = slack::Company();
    if (!core::text_of(user, "team_id").empty()) {
        const auto still = std::max(left_until(end), std::chrono::milliseconds(1));
        company = co_await company_of(installation, still);
    }
    auto person_there = person_in(installation, user, company);
    if (person_there) co_await keep_person(std::move(*person_there));
}

std::optional<storage::SlackPerson> SlackDirectory::person_in(
    std::int64_t installation, const core::Json& user, const std::optional<slack::Company>& company) const {
    storage::SlackPerson row;
    row.installation = installation;
    row.person = core::text_of(user, "id");
    row.read_at = wall_now();
    if (company) {
        row.standing = slack::standing_of(user, *company);
        return row;
    }
    const auto home = home_of(installation);
    if (home && !home->team.empty() && core::text_of(user, "team_id") == home->team) {
        row.standing = slack::standing_of(user, *home);
        return row;
    }
    const auto standing = slack::standing_wherever(user);
    if (!standing) return std::nullopt;
    row.standing = *standing;
    // Asked about again when they are met: then it may be known whose they are.
    if (*standing == storage::Standing::stranger)
        row.read_at -= People::worth_reading_again + std::chrono::seconds(1);
    return row;
}

asio::awaitable<void> SlackDirectory::keep_person(storage::SlackPerson row) {
    // What an event said meanwhile is known already, and newer.
    if (asking_.at(Key(row.installation, row.person))->is_overtaken) co_return;
    people_.learn(row);
    auto unit = [row](storage::Writer& writer) { writer.put_slack_person(row); };
    co_await keep(std::move(unit));
}

asio::awaitable<std::optional<slack::Company>> SlackDirectory::company_of(
    std::int64_t installation, std::chrono::milliseconds deadline) {
    if (!companies_.contains(installation)) {
        std::function<asio::awaitable<void>()> work = [this, installation, deadline] {
            return learn_company(installation, deadline);
        };
        Key key{installation, "auth.test"};
        co_await once(std::move(key), std::move(work));
    }
    const auto known = companies_.find(installation);
    co_return known == companies_.end() ? std::nullopt : std::optional(known->second);
}

// It stays the same as long as the installation does.
asio::awaitable<void> SlackDirectory::learn_company(std::int64_t installation,
                                                    std::chrono::milliseconds deadline) {
    auto nothing = core::Json::object();
    const auto reply = co_await ask(installation, "auth.test", std::move(nothing), deadline);
    if (!reply) co_return;
    auto company = slack::company_of(*reply);
    if (company.team.empty() && company.enterprise.empty()) co_return;
    companies_[installation] = std::move(company);
    if (installation != file_installation) co_return;
    if (const auto other = other_team_than_set())
        log(Level::error, "slack.other_team",
            other_team_words(installations_.find(file_installation)->place, *other));
}

std::string other_team_words(std::string_view set, std::string_view said) {
    const auto team = core::one_line(said);
    return fmt::format(
        "slack.team is {}, and slack.bot_token is of {}: nothing that comes from there is answered. Set "
        "slack.team to {}, or use the token of {}",
        set, team, team, set);
}

std::optional<std::string> other_team(std::string_view set, const slack::Company& said) {
    if (set.empty() || !said.team.starts_with('T') || said.team == set) return std::nullopt;
    return said.team;
}

std::optional<std::string> SlackDirectory::other_team_than_set() const {
    const auto* known = installations_.find(file_installation);
    const auto said = companies_.find(file_installation);
    if (!known || known->token.empty() || said == companies_.end()) return std::nullopt;
    return other_team(known->place, said->second);
}

std::optional<slack::Home> SlackDirectory::home_of(std::int64_t installation) const {
    slack::Home home;
    if (const auto* known = installations_.find(installation)) {
        home.team = known->team;
        home.enterprise = known->enterprise;
    }
    if (const auto said = companies_.find(installation); said != companies_.end()) {
        if (home.team.empty()) home.team = said->second.team;
        if (home.enterprise.empty()) home.enterprise = said->second.enterprise;
    }
    if (home.team.empty() && home.enterprise.empty()) return std::nullopt;
    if (const auto others = workspaces_.find(installation); others != workspaces_.end())
        home.workspaces = others->second;
    home.is_whole = is_whole(installation);
    return home;
}

// The configuration names a workspace and may leave out its organisation; so does an installation from before
// it joined one.
bool SlackDirectory::is_whole(std::int64_t installation) const {
    const auto* known = installations_.find(installation);
    return (known && !known->enterprise.empty()) || companies_.contains(installation) ||
           !can_ask(installation);
}

asio::awaitable<bool> SlackDirectory::learn_home(std::int64_t installation, Instant end) {
    const auto left = left_until(end);
    if (!is_whole(installation) && left >= shortest_call) co_await company_of(installation, left);
    co_return home_of(installation) || !can_ask(installation);
}

bool SlackDirectory::is_unsaid(std::int64_t installation, const std::string& person) const {
    return can_ask(installation) && !cannot_say_.contains(installation) &&
           !people_.role_of(installation, person, wall_now());
}

commands::Role SlackDirectory::role_unasked(std::int64_t installation, const std::string& person) const {
    return is_unsaid(installation, person) ? commands::Role::guest
                                           : people_.role_unasked(installation, person);
}

asio::awaitable<commands::Role> SlackDirectory::role_of(std::int64_t installation, std::string person,
                                                        Instant end) {
    // Who came first may still be keeping what was learnt: nobody goes past them.
    if (asking_.contains(Key(installation, person))) co_await ask_person(installation, person, end);
    const auto known = people_.role_of(installation, person, wall_now());
    if (!people_.is_worth_asking(installation, person, wall_now()) || !can_ask(installation))
        co_return known.value_or(role_unasked(installation, person));
    if (known) {
        asio::co_spawn(loop_, ask_person(installation, person, soon()), logged("slack.directory_failed"));
        co_return *known;
    }
    try {
        co_await ask_person(installation, person, end);
    } catch (const std::exception& error) {
        log(Level::error, "slack.directory", "What Slack said of somebody could not be kept.",
            {{"why", error.what()}});
    }
    co_return people_.role_of(installation, person, wall_now()).value_or(role_unasked(installation, person));
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
        if (before != event.standing) {
            // Whoever became a guest may read channels in which nobody was one.
            channels_.clear();
            for (auto& [key, under_way] : asking_)
                under_way->is_overtaken = under_way->is_overtaken || depends_on(key.second, event.id);
            changed_people_.insert(Key(installation, event.id));
            changed_rights_(installation, event.id);
        }
        return [row](storage::Writer& writer) { writer.put_slack_person(row); };
    }
    if (event.kind == Kind::channel) {
        const Key key{installation, event.id};
        channels_.erase(key);
        for (const auto* method : {"conversations.info ", "conversations.members "})
            resting_.erase(Key(installation, method + event.id));
        if (const auto asking = asking_.find(key); asking != asking_.end())
            asking->second->is_overtaken = true;
        return [installation, id = event.id](storage::Writer& writer) {
            writer.drop_slack_channel(installation, id);
        };
    }
    if (!is_ours) return {};
    if (event.kind == Kind::group) {
        const storage::SlackGroup row{installation, event.id, wall_now(), event.added};
        learn_group(row);
        return [row](storage::Writer& writer) { writer.put_slack_group(row); };
    }
    if (event.kind == Kind::group_gone) {
        drop_group(installation, event.id);
        return [installation, id = event.id](storage::Writer& writer) {
            writer.drop_slack_group(installation, id);
        };
    }
    ring();  // read again; the event may be older than what was read
    if (event.kind != Kind::group_members) return {};
    people_.change_group(installation, event.id, event.added, event.removed);
    for (const auto& people : {event.added, event.removed})
        for (const auto& person : people) changed_rights_(installation, person);
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
