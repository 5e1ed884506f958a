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
    working_[name_of(installation, channel, thread)] = {};
    co_await views_.set_status(installation, std::move(channel), std::move(thread), "processing");
}

bool AgentSessions::is_answer_wanted(std::int64_t installation, const std::string& channel,
                                     const std::string& thread, bool is_told) {
    const auto found = working_.find(name_of(installation, channel, thread));
    if (found == working_.end()) return true;
    found->second.is_told = is_told;
    return is_told || !found->second.is_stopped;
}

bool AgentSessions::is_stopped(std::int64_t installation, const std::string& channel,
                               const std::string& thread) const {
    const auto found = working_.find(name_of(installation, channel, thread));
    return found != working_.end() && found->second.is_stopped && !found->second.is_told;
}

asio::awaitable<void> AgentSessions::end(std::int64_t installation, std::string channel, std::string thread) {
    if (working_.erase(name_of(installation, channel, thread)) == 0) co_return;
    co_await views_.set_status(installation, std::move(channel), std::move(thread), "active");
}

void AgentSessions::stop(std::int64_t installation, const std::string& channel, const std::string& thread) {
    const auto found = working_.find(name_of(installation, channel, thread));
    if (found != working_.end()) found->second.is_stopped = true;
}

}  // namespace bot
