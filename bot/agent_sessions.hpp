// SPDX-License-Identifier: Apache-2.0
// Slack's agent view: a thread of the person's direct messages is a session, which says that it works while
// an answer is being made. A person may stop one; then no answer that was asked for until then is given.
// Loop's thread.
#pragma once

#include "bot/views.hpp"

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <map>
#include <string>

namespace bot {

// An answer in a session, by the claim of its message.
struct SessionAnswer {
    std::int64_t installation = 0;
    std::string channel, thread, claim;
};

class AgentSessions {
  public:
    AgentSessions(Views& views, bool is_on) : views_(views), is_on_(is_on) {}

    bool is_on() const { return is_on_; }
    // It is being made. Never fails: what Slack does not take is logged and goes on without.
    boost::asio::awaitable<void> begin(SessionAnswer answer);
    // It is made, and what it tells was done when `is_told`. False when the person stopped the session
    // meanwhile and nothing was done: then the answer is not wanted.
    bool is_wanted(const SessionAnswer& answer, bool is_told);
    // It waits to be posted, and is not wanted any more.
    bool is_stopped(const SessionAnswer& answer) const;
    // It stands there, or never will; the session works no more when it was the last. Nothing where it was
    // not begun.
    boost::asio::awaitable<void> end(SessionAnswer answer);
    // The same for one that a program before this one may have begun.
    boost::asio::awaitable<void> end_from_before(SessionAnswer answer);
    // What is asked there afterwards is answered again.
    void stop(std::int64_t installation, const std::string& channel, const std::string& thread);

  private:
    Views& views_;
    bool is_on_;
    struct Working {
        bool is_stopped = false, is_told = false;
    };
    using Answers = std::map<std::string, Working, std::less<>>;  // by claim
    const Working* find(const SessionAnswer& answer) const;
    boost::asio::awaitable<void> rest(SessionAnswer answer);
    std::map<std::string, Answers> working_;  // by installation, channel and thread
};

}  // namespace bot
