// SPDX-License-Identifier: Apache-2.0
#include "bot/agent_sessions.hpp"

namespace asio = boost::asio;

namespace bot {

namespace {

std::string name_of(const std::string& channel, const std::string& thread) { return channel + " " + thread; }

}  // namespace

asio::awaitable<void> AgentSessions::begin(std::string channel, std::string thread) {
    working_[name_of(channel, thread)] = false;
    co_await views_.set_status(std::move(channel), std::move(thread), "processing");
}

asio::awaitable<bool> AgentSessions::end(std::string channel, std::string thread) {
    const auto found = working_.find(name_of(channel, thread));
    const bool was_stopped = found != working_.end() && found->second;
    if (found != working_.end()) working_.erase(found);
    co_await views_.set_status(std::move(channel), std::move(thread), "active");
    co_return !was_stopped;
}

void AgentSessions::stop(const std::string& channel, const std::string& thread) {
    const auto found = working_.find(name_of(channel, thread));
    if (found != working_.end()) found->second = true;
}

}  // namespace bot
