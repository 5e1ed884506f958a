// SPDX-License-Identifier: Apache-2.0
#include "bot/agent_sessions.hpp"

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
    co_await views_.set_status(answer.installation, std::move(answer.channel), std::move(answer.thread),
                               "active");
}

void AgentSessions::stop(std::int64_t installation, const std::string& channel, const std::string& thread) {
    const auto session = working_.find(name_of(installation, channel, thread));
    if (session == working_.end()) return;
    for (auto& [claim, working] : session->second) working.is_stopped = true;
}

}  // namespace bot
