// SPDX-License-Identifier: Apache-2.0
// Slack's agent view: a thread of the person's direct messages is a session, which says that it works while
// an answer is being made. A person may stop one; then that answer is not given. Loop's thread.
#pragma once

#include "bot/views.hpp"

#include <boost/asio/awaitable.hpp>
#include <map>
#include <string>

namespace bot {

class AgentSessions {
  public:
    AgentSessions(Views& views, bool is_on) : views_(views), is_on_(is_on) {}

    bool is_on() const { return is_on_; }
    // An answer is being made. Never fails: what Slack does not take is logged and goes on without.
    boost::asio::awaitable<void> begin(std::int64_t installation, std::string channel, std::string thread);
    // It ended. False when the person stopped it meanwhile, so its answer is not wanted.
    boost::asio::awaitable<bool> end(std::int64_t installation, std::string channel, std::string thread);
    void stop(std::int64_t installation, const std::string& channel, const std::string& thread);

  private:
    Views& views_;
    bool is_on_;
    std::map<std::string, bool> working_;  // by installation, channel and thread: was it stopped?
};

}  // namespace bot
