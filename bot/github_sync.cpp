// SPDX-License-Identifier: Apache-2.0
#include "bot/github_sync.hpp"

#include "storage/facts.hpp"

#include <utility>

namespace asio = boost::asio;

namespace bot {

namespace {

asio::awaitable<core::Result<std::string>> give(std::string token) { co_return token; }

sources::github::Token token_of(const GithubSettings& settings) {
    return [token = settings.token] { return give(token); };
}

// The settings were checked: the address is one.
sources::github::Address address_of(const GithubSettings& settings) {
    return sources::github::address_of(settings.url).value();
}

void count(const sources::github::Api& api, SyncProgress& progress) {
    progress.calls = api.calls();
    const auto& budgets = api.budgets();
    if (const auto points = budgets.find("graphql"); points != budgets.end())
        progress.points_left = points->second.remaining;
}

}  // namespace

GithubSync::GithubSync(GithubSettings settings, Parts parts)
    : settings_(std::move(settings)),
      parts_(std::move(parts)),
      api_(parts_.client, worker_, address_of(settings_), token_of(settings_), parts_.now),
      run_({.now = parts_.now,
            .count = [this](SyncProgress& progress) { count(api_, progress); },
            .tell = parts_.tell,
            .first_delay = parts_.first_delay}),
      calls_(settings_, parts_.database, worker_, api_, run_),
      inventory_(calls_),
      teams_(calls_),
      sweep_(calls_),
      files_(calls_, parts_.company),
      activity_(calls_),
      undecided_(calls_) {
    run_.progress.source = settings_.source();
}

asio::awaitable<SyncReport> GithubSync::run(bool full) {
    run_.begin();
    const bool holds_file = co_await is_by_file();
    if (holds_file) {
        run_.trouble(by_file(settings_));
        run_.tell("");
        co_return run_.take_report();
    }
    if (full) co_await forget_what_was_read();
    for (bool is_first = true, has_more = true; has_more && !run_.is_over(); is_first = false) {
        // What is read takes days in a large company: who may see what, and what is new, must not be as old.
        co_await list(full && is_first);
        const auto listed_again_at = Clock::now() + settings_.every;
        has_more = co_await read(listed_again_at);
    }
    if (run_.is_stopping()) run_.trouble("It was stopped; the next run goes on where it was.");
    run_.tell("");
    co_return run_.take_report();
}

// What there is, and where something has happened since.
asio::awaitable<void> GithubSync::list(bool full) {
    for (const auto& organisation : settings_.organisations) {
        if (run_.is_over()) co_return;
        auto name = organisation;
        co_await inventory_.walk(std::move(name));
        parts_.on_listed();
        if (run_.is_over()) co_return;
        name = organisation;
        co_await teams_.walk(std::move(name), full);
        if (run_.is_over()) co_return;
        name = organisation;
        co_await sweep_.walk(std::move(name));
    }
}

// Files and what happened in turns, so that both are of use early. True when it was left at `until`: there is
// more to read.
asio::awaitable<bool> GithubSync::read(Clock::time_point until) {
    if (run_.is_over()) co_return false;
    files_.begin();
    co_await activity_.begin();
    for (bool has_more = true; has_more && !run_.is_over();) {
        has_more = co_await files_.judge_some();
        if (run_.is_over()) co_return false;
        const bool has_lists = co_await activity_.read_some();
        has_more = has_more || has_lists;
        if (has_more && Clock::now() >= until) co_return true;
    }
    co_await undecided_.read();
    co_return false;
}

asio::awaitable<bool> GithubSync::is_by_file() {
    auto look = [source = settings_.source()](const storage::Reader& reader) {
        return storage::FactsReader(reader).is_by_file(source);
    };
    co_return co_await parts_.database.read_slowly(std::move(look));
}

asio::awaitable<void> GithubSync::forget_what_was_read() {
    auto forget = [source = settings_.source()](storage::Writer& writer) { writer.mark_unread(source); };
    co_await calls_.keep(std::move(forget), Touches::messages);
}

}  // namespace bot
