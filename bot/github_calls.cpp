// SPDX-License-Identifier: Apache-2.0
#include "bot/github_calls.hpp"

#include "storage/facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

namespace asio = boost::asio;

namespace bot {

namespace {

using Kind = sources::github::Outcome::Kind;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds at_once{1};

Called called(core::Result<sources::github::Reply> reply) {
    Called out;
    out.was_answered = reply.has_value();
    if (!reply) {
        out.outcome.kind = reply.error().code == core::Errc::denied ? Kind::denied : Kind::trouble;
        return out;
    }
    out.outcome = std::move(reply->outcome);
    out.body = std::move(reply->body);
    out.next = std::move(reply->next);
    return out;
}

}  // namespace

asio::awaitable<Called> GithubCalls::page(std::string text, Variables variables, int& size, int smallest) {
    for (int tries = 0;;) {
        auto said = text;
        auto values = variables(size);
        const auto asked_at = Clock::now();
        auto reply = co_await api.query(std::move(said), std::move(values));
        auto out = called(std::move(reply));
        const auto next = co_await run.settle(out.outcome, tries);
        if (next == SourceRun::Next::again) continue;
        if (next != SourceRun::Next::smaller || size <= smallest) co_return out;
        // A gateway that fails at once has not looked at the size: it is a moment of trouble.
        const bool was_at_once = out.outcome.status >= 500 && Clock::now() - asked_at < at_once;
        if (was_at_once) co_await run.breathe();
        if (run.is_stopping()) co_return out;
        size = std::max(size / 2, smallest);
    }
}

std::string by_file(const GithubSettings& settings) {
    return fmt::format(
        "{} came in by a file of facts (`ispo import`), which says what it holds; nothing of it "
        "was read from there. Read the host into a data folder of its own.",
        settings.source());
}

asio::awaitable<Called> GithubCalls::query(std::string text, core::Json variables) {
    int size = 1;
    Variables same = [variables = std::move(variables)](int) { return variables; };
    co_return co_await page(std::move(text), std::move(same), size, size);
}

asio::awaitable<Called> GithubCalls::get(std::string path) {
    for (int tries = 0;;) {
        auto address = path;
        auto reply = co_await api.get(std::move(address));
        auto out = called(std::move(reply));
        const auto next = co_await run.settle(out.outcome, tries);
        if (next != SourceRun::Next::again) co_return out;
    }
}

asio::awaitable<void> GithubCalls::keep(std::function<void(storage::Writer&)> unit, Touches touches) {
    // A file of facts may have taken the source's name since the run began: its rows are not ours to mix.
    const auto is_taken = std::make_shared<bool>(false);
    auto guarded = [unit = std::move(unit), source = settings.source(), is_taken](storage::Writer& writer) {
        *is_taken = storage::FactsReader(writer).is_by_file(source);
        if (!*is_taken) unit(writer);
    };
    co_await database.write(Priority::sync, std::move(guarded), touches);
    if (*is_taken) run.give_up(by_file(settings));
}

}  // namespace bot
