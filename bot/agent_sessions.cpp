// SPDX-License-Identifier: Apache-2.0
#include "bot/agent_sessions.hpp"

namespace asio = boost::asio;

namespace bot {

namespace {

std::string name_of(std::int64_t installation, const std::string& channel, const std::string& thread) {
    return std::to_string(installation) + " " + channel + " " + thread;
}

}  // namespace

asio::awaitable<void> AgentSessions::begin(std::int64_t installation, std::string channel,
                                           std::string thread) {
    working_[name_of(installation, channel, thread)] = false;
    co_await views_.set_status(installation, std::move(channel), std::move(thread), "processing");
}

asio::awaitable<bool> AgentSessions::end(std::int64_t installation, std::string channel, std::string thread) {
    const auto found = working_.find(name_of(installation, channel, thread));
    const bool was_stopped = found != working_.end() && found->second;
    if (found != working_.end()) working_.erase(found);
    co_await views_.set_status(installation, std::move(channel), std::move(thread), "active");
    co_return !was_stopped;
}

void AgentSessions::stop(std::int64_t installation, const std::string& channel, const std::string& thread) {
    const auto found = working_.find(name_of(installation, channel, thread));
    if (found != working_.end()) found->second = true;
}

}  // namespace bot
