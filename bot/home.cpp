// SPDX-License-Identifier: Apache-2.0
#include "bot/home.hpp"

#include "bot/log.hpp"
#include "bot/service.hpp"
#include "bot/slack_inbox.hpp"
#include "commands/waiting.hpp"
#include "commands/which_repository.hpp"
#include "slack/home_view.hpp"
#include "slack/web_call.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <utility>

namespace asio = boost::asio;

namespace bot {

namespace {

constexpr std::size_t most_homes = 10'000;
constexpr int most_tries = 3;
constexpr std::chrono::seconds longest_wait{30};

asio::awaitable<commands::Request> home_request(Service& service, std::int64_t installation,
                                                std::string user) {
    commands::Place place{.kind = commands::PlaceKind::home, .installation = installation};
    return slack_request(service, std::move(user), std::move(place), {}, {});
}

// What stands on the page now, and whether the person sees it for the first time.
struct Page {
    core::Json view;
    bool is_first = false;
};

asio::awaitable<Page> page_for(Service& service, std::int64_t installation, std::string user) {
    auto request = co_await home_request(service, installation, user);
    const bool may_choose = commands::hears_names(request), is_unproven = request.asker.unproven;
    auto sections = co_await service.dispatcher.home(std::move(request));
    auto work = [installation, user](const storage::Reader& reader) {
        return reader.is_welcomed(installation, user);
    };
    Page page;
    page.is_first = !is_unproven && !co_await service.database.read(std::move(work));
    if (is_unproven) sections.insert(sections.begin(), commands::not_known_yet());
    if (page.is_first) sections.insert(sections.begin(), commands::introduction(may_choose));
    page.view = slack::home_view(sections);
    co_return page;
}

asio::awaitable<void> keep_welcome(Service& service, std::int64_t installation, std::string user) {
    auto unit = [installation, user, now = wall_now()](storage::Writer& writer) {
        writer.welcome(installation, user, now);
    };
    co_await service.database.write(Priority::delivery, std::move(unit), Touches::messages);
}

// True when it stands there.
asio::awaitable<bool> publish(Service& service, std::int64_t installation, std::string user,
                              HomeState& state) {
    auto page = co_await page_for(service, installation, user);
    const auto shown = co_await service.views.publish(installation, user, state.hash, std::move(page.view));
    if (shown) {
        state.hash = shown->hash;
        if (page.is_first) co_await keep_welcome(service, installation, user);
        co_return true;
    }
    // Something newer stands there. What is made next is newer still.
    if (shown.error().detail == "hash_conflict") state.hash.clear();
    if (const auto wait = slack::wait_of(shown.error())) {
        asio::steady_timer timer(service.loop);
        const auto until = std::chrono::steady_clock::now() + std::min(*wait, longest_wait);
        // A stop waits for what is inside, and not for Slack's limits.
        while (!service.stopping && std::chrono::steady_clock::now() < until) {
            timer.expires_after(std::chrono::seconds(1));
            co_await timer.async_wait(asio::use_awaitable);
        }
        co_return false;
    }
    co_return shown.error().detail != "hash_conflict";  // anything else is not helped by trying again
}

asio::awaitable<void> publish_until_shown(Service& service, std::int64_t installation, std::string user,
                                          HomeState& state) {
    const auto inside = service.background.enter("home");
    try {
        for (int failures = 0; failures < most_tries && !service.stopping;) {
            state.is_wanted_again = false;
            const bool is_done = co_await publish(service, installation, user, state);
            if (is_done && !state.is_wanted_again) break;
            if (!is_done) ++failures;
        }
    } catch (const std::exception& error) {
        log(Level::error, "home.failed", "A Home could not be made; the next opening makes it again.",
            {{"why", error.what()}});
    }
    state.is_publishing = false;
}

// Whoever was welcomed has opened it before, perhaps before the start.
asio::awaitable<void> refresh_one(Service& service, std::int64_t installation, std::string person) {
    const auto inside = service.background.enter("home");
    auto work = [installation, person](const storage::Reader& reader) {
        return reader.is_welcomed(installation, person);
    };
    const bool is_opened = co_await service.database.read(std::move(work));
    if (!is_opened) co_return;
    const auto known = service.homes.find(home_of(installation, person));
    auto hash = known == service.homes.end() ? std::string() : known->second.hash;
    show_home(service, installation, person, std::move(hash));
}

// One after the other: they share Slack's limit with people who open theirs.
asio::awaitable<void> refresh_all(Service& service, std::int64_t installation) {
    const auto inside = service.background.enter("home");
    const auto of_installation = home_of(installation, "");
    std::vector<std::string> people;
    for (const auto& [key, state] : service.homes)
        if (key.starts_with(of_installation)) people.push_back(key.substr(of_installation.size()));
    for (const auto& person : people) {
        const auto known = service.homes.find(home_of(installation, person));
        if (known == service.homes.end() || service.stopping) continue;
        auto& state = known->second;
        state.is_wanted_again = true;
        if (state.is_publishing) continue;
        state.is_publishing = true;
        co_await publish_until_shown(service, installation, person, state);
    }
}

void forget_some(Service& service) {
    if (service.homes.size() < most_homes) return;
    std::erase_if(service.homes, [](const auto& row) { return !row.second.is_publishing; });
}

}  // namespace

std::string home_of(std::int64_t installation, const std::string& user) {
    return std::to_string(installation) + " " + user;
}

void show_home(Service& service, std::int64_t installation, const std::string& user, std::string hash) {
    if (service.installations.token_of(installation).empty() || service.stopping) return;
    forget_some(service);
    auto& state = service.homes[home_of(installation, user)];
    state.is_wanted_again = true;
    if (state.is_publishing) return;
    state.hash = std::move(hash);
    state.is_publishing = true;
    asio::co_spawn(service.loop, publish_until_shown(service, installation, user, state),
                   logged("home.failed"));
}

void refresh_home_after(Service& service, std::int64_t installation, const std::string& user,
                        const Dispatched& dispatched) {
    const bool has_changed = dispatched.command && dispatched.command->changes &&
                             dispatched.answer.outcome == commands::Outcome::done;
    const auto known = service.homes.find(home_of(installation, user));
    if (has_changed && known != service.homes.end())
        show_home(service, installation, user, known->second.hash);
}

void refresh_homes(Service& service, std::int64_t installation, const std::string& person) {
    if (!person.empty()) {
        asio::co_spawn(service.loop, refresh_one(service, installation, person), logged("home.failed"));
        return;
    }
    asio::co_spawn(service.loop, refresh_all(service, installation), logged("home.failed"));
}

}  // namespace bot
