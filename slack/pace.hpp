// SPDX-License-Identifier: Apache-2.0
// When a call may be made: one message a second and channel, each method's calls a minute, and what Slack's
// Retry-After holds back. Pure. Source: docs.slack.dev/apis/web-api/rate-limits.
#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <string>
#include <string_view>

namespace slack {

class Pace {
  public:
    using Instant = std::chrono::steady_clock::time_point;

    // The earliest time for a call of `method`; `channel` is empty where it does not matter. May be past.
    Instant ready(std::string_view method, std::string_view channel, Instant now) const;
    // A call is made now.
    void took(std::string_view method, std::string_view channel, Instant now);
    // The call that posted to `channel` is over: its second counts from here, however long it was under way.
    void posted(std::string_view channel, Instant now);
    // Slack asked to wait: for this method only.
    void hold(std::string_view method, Instant until);

    // Calls a minute that Slack grants at least; the special tiers by their own figure, unknown methods as
    // the second tier.
    static int per_minute(std::string_view method);

  private:
    struct Method {
        std::deque<Instant> calls;  // of the last minute
        Instant held_until{};
    };
    std::map<std::string, Method, std::less<>> methods_;
    std::map<std::string, Instant, std::less<>> last_post_;  // to a channel
};

}  // namespace slack
