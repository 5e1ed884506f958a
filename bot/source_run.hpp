// SPDX-License-Identifier: Apache-2.0
// One run through one source: what all kinds of fact share, whatever is read and from which host. It waits as
// the host asks, says when to try again and when to leave it, and keeps what went wrong. Loop's thread.
#pragma once

#include "bot/sync_progress.hpp"
#include "sources/github/outcome.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace bot {

// Why nothing can be read there, for people.
std::string said_of(const sources::github::Outcome& outcome);

class SourceRun {
  public:
    struct Parts {
        std::function<core::Time()> now;                // the real clock: limits are told in it
        std::function<void(SyncProgress&)> count;       // fills in calls and points, before each tell
        std::function<void(const SyncProgress&)> tell;  // whoever watches
        std::chrono::milliseconds first_delay;          // before a call that failed is repeated; doubles
    };
    explicit SourceRun(Parts parts) : parts_(std::move(parts)) {}

    // What becomes of a call: go on with it, repeat it, ask for less, or leave it.
    enum class Next { go_on, again, smaller, leave };
    // Waits as long as the host asks for. `tries`: of this call so far, 0 at its start.
    boost::asio::awaitable<Next> settle(sources::github::Outcome outcome, int& tries);
    // The shortest pause; none when it stops.
    boost::asio::awaitable<void> breathe();
    // After a call that was left. False when nothing more can be had of this host now: the credential is
    // refused, or three calls in a row had no answer.
    bool can_go_on(const sources::github::Outcome& outcome, bool was_answered);
    void give_up(std::string why);  // nothing more is to be had, or kept
    void was_fine() { unanswered_ = 0; }

    void begin();  // counts and troubles start anew
    void stop();   // it ends at its next step
    bool is_stopping() const { return stopping_; }
    bool is_over() const { return stopping_ || gave_up_; }  // or nothing more can be had
    core::Time now() const { return parts_.now(); }
    void trouble(std::string sentence);
    void tell(std::string doing);
    SyncReport take_report();

    SyncProgress progress;
    SyncReport report;

  private:
    boost::asio::awaitable<void> wait_until(core::Time until);
    boost::asio::awaitable<void> pause(std::chrono::milliseconds length);

    Parts parts_;
    std::optional<boost::asio::steady_timer> timer_;  // while it waits
    int unanswered_ = 0;                              // calls in a row without any answer
    int waits_ = 0;                                   // in a row, as the host asked
    bool stopping_ = false, gave_up_ = false;
};

}  // namespace bot
