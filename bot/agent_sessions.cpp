// SPDX-License-Identifier: Apache-2.0
#include "bot/agent_sessions.hpp"

#include "slack/web_call.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <chrono>

namespace asio = boost::asio;

namespace bot {

namespace {

std::string name_of(std::int64_t installation, const std::string& channel, const std::string& thread) {
    return std::to_string(installation) + " " + channel + " " + thread;
}

}  // namespace

asio::awaitable<void> AgentSessions::begin(SessionAnswer answer) {
    // Others of the same session may wait still, stopped ones among them.
    working_[name_of(answer.installation, answer.channel, answer.thread)].try_emplace(
        std::move(answer.claim));
    co_await views_.set_status(answer.installation, std::move(answer.channel), std::move(answer.thread),
                               "processing");
}

const AgentSessions::Working* AgentSessions::find(const SessionAnswer& answer) const {
    const auto session = working_.find(name_of(answer.installation, answer.channel, answer.thread));
    if (session == working_.end()) return nullptr;
    const auto found = session->second.find(answer.claim);
    return found == session->second.end() ? nullptr : &found->second;
}

bool AgentSessions::is_wanted(const SessionAnswer& answer, bool is_told) {
    if (!find(answer)) return true;
    auto& working = working_[name_of(answer.installation, answer.channel, answer.thread)][answer.claim];
    working.is_told = is_told;
    return is_told || !working.is_stopped;
}

bool AgentSessions::is_stopped(const SessionAnswer& answer) const {
    const auto* found = find(answer);
    return found && found->is_stopped && !found->is_told;
}

asio::awaitable<void> AgentSessions::end(SessionAnswer answer) {
    const auto session = working_.find(name_of(answer.installation, answer.channel, answer.thread));
    if (session == working_.end() || session->second.erase(answer.claim) == 0) co_return;
    if (!session->second.empty()) co_return;
    working_.erase(session);
    co_await rest(std::move(answer));
}

asio::awaitable<void> AgentSessions::end_from_before(SessionAnswer answer) {
    const bool is_direct = answer.channel.starts_with('D') && !answer.thread.empty();
    if (!is_direct || find(answer)) co_return co_await end(std::move(answer));
    co_await rest(std::move(answer));
}

// A session that stays "processing" looks so for an hour.
asio::awaitable<void> AgentSessions::rest(SessionAnswer answer) {
    constexpr int most_tries = 3;
    constexpr std::chrono::seconds usual{2}, longest{30};
    asio::steady_timer timer(co_await asio::this_coro::executor);
    const auto name = name_of(answer.installation, answer.channel, answer.thread);
    for (int tries = 1; !working_.contains(name); ++tries) {
        auto channel = answer.channel, thread = answer.thread;
        const auto reply =
            co_await views_.set_status(answer.installation, std::move(channel), std::move(thread), "active");
        if (reply || reply.error().code != core::Errc::unavailable || tries == most_tries) co_return;
        timer.expires_after(std::min(slack::wait_of(reply.error()).value_or(usual), longest));
        co_await timer.async_wait(asio::use_awaitable);
    }
}

void AgentSessions::stop(std::int64_t installation, const std::string& channel, const std::string& thread) {
    const auto session = working_.find(name_of(installation, channel, thread));
    if (session == working_.end()) return;
    for (auto& [claim, working] : session->second) working.is_stopped = true;
}

}  // namespace bot
