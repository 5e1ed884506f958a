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
    // It is made, and what it tells was done when `is_told`. False when the person stopped the session
    // meanwhile and nothing was done: then the answer is not wanted.
    bool is_answer_wanted(std::int64_t installation, const std::string& channel, const std::string& thread,
                          bool is_told);
    // The answer that waits to be posted there is not wanted any more.
    bool is_stopped(std::int64_t installation, const std::string& channel, const std::string& thread) const;
    // The answer stands there, or none will. Nothing where no session works.
    boost::asio::awaitable<void> end(std::int64_t installation, std::string channel, std::string thread);
    void stop(std::int64_t installation, const std::string& channel, const std::string& thread);

  private:
    Views& views_;
    bool is_on_;
    struct Working {
        bool is_stopped = false, is_told = false;
    };
    std::map<std::string, Working> working_;  // by installation, channel and thread
};

}  // namespace bot
