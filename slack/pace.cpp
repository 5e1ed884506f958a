// SPDX-License-Identifier: Apache-2.0
#include "slack/pace.hpp"

#include <algorithm>
#include <array>

namespace slack {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

struct Granted {
    std::string_view method;
    int per_minute;
};
// Messages are limited by channel, and "several hundred" a minute for the workspace.
constexpr std::array granted = {
    Granted{"chat.postMessage", 240},     Granted{"chat.postEphemeral", 100},
    Granted{"chat.update", 50},           Granted{"chat.delete", 50},
    Granted{"chat.unfurl", 50},           Granted{"auth.test", 600},
    Granted{"views.open", 100},           Granted{"views.update", 100},
    Granted{"views.push", 100},           Granted{"views.publish", 100},
    Granted{"users.info", 100},           Granted{"conversations.members", 100},
    Granted{"conversations.open", 50},    Granted{"conversations.info", 50},
    Granted{"conversations.history", 50}, Granted{"conversations.replies", 50},
    Granted{"users.lookupByEmail", 50},   Granted{"agents.sessions.setStatus", 50},
    Granted{"apps.connections.open", 1}};
constexpr int second_tier = 20;
constexpr std::size_t most_channels = 10'000;

bool is_post(std::string_view method) {
    return method == "chat.postMessage" || method == "chat.postEphemeral" || method == "chat.update";
}

}  // namespace

int Pace::per_minute(std::string_view method) {
    const auto* found =
        std::find_if(granted.begin(), granted.end(), [&](const auto& row) { return row.method == method; });
    return found == granted.end() ? second_tier : found->per_minute;
}

Pace::Instant Pace::ready(std::string_view method, std::string_view channel, Instant now) const {
    auto earliest = Instant{};
    if (const auto found = methods_.find(method); found != methods_.end()) {
        const auto& [calls, held_until] = found->second;
        earliest = held_until;
        const auto limit = static_cast<std::size_t>(per_minute(method));
        const auto recent =
            std::count_if(calls.begin(), calls.end(), [&](const auto& at) { return at > now - minutes(1); });
        if (static_cast<std::size_t>(recent) >= limit)
            earliest = std::max(earliest, calls[calls.size() - limit] + minutes(1));
    }
    if (!is_post(method) || channel.empty()) return earliest;
    const auto last = last_post_.find(channel);
    return last == last_post_.end() ? earliest : std::max(earliest, last->second + seconds(1));
}

void Pace::took(std::string_view method, std::string_view channel, Instant now) {
    auto& calls = methods_[std::string(method)].calls;
    while (!calls.empty() && calls.front() <= now - minutes(1)) calls.pop_front();
    calls.push_back(now);
    if (is_post(method) && !channel.empty()) posted(channel, now);
}

void Pace::posted(std::string_view channel, Instant now) {
    if (last_post_.size() >= most_channels)
        std::erase_if(last_post_, [&](const auto& row) { return row.second + seconds(1) < now; });
    last_post_[std::string(channel)] = now;
}

void Pace::hold(std::string_view method, Instant until) {
    auto& held = methods_[std::string(method)].held_until;
    held = std::max(held, until);
}

}  // namespace slack
