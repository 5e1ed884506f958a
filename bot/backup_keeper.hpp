// SPDX-License-Identifier: Apache-2.0
// What a service does for bad days: a backup every so often, and each week a drill that shows that the newest
// can be put back. Loop's thread; the work runs on a thread of its own.
#pragma once

#include "bot/backups.hpp"
#include "bot/metrics.hpp"
#include "net/gate.hpp"
#include "net/worker.hpp"

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <optional>
#include <stop_token>
#include <string>

namespace bot {

class BackupKeeper {
  public:
    // Both outlive this.
    BackupKeeper(const Config& config, Metrics& metrics) : config_(config), metrics_(metrics) {}

    // One look: makes one when the newest is older than backup.every_hours (0: never), and tries the newest
    // when none was found good for a week. What fails is logged and counted: making is tried again at the
    // next look, trying a day later.
    boost::asio::awaitable<void> look(core::Time now);
    const BackupState& state() const { return state_; }  // as the last look found it
    // What is under way ends soon, without a result.
    void stop() { stopping_.request_stop(); }
    boost::asio::awaitable<void> wait() { return under_way_.wait(); }  // until nothing is under way
    std::string who() const { return under_way_.who(); }

  private:
    boost::asio::awaitable<void> make(core::Time now);
    boost::asio::awaitable<void> drill(core::Time now);

    const Config& config_;
    Metrics& metrics_;
    BackupState state_;
    std::optional<core::Time> next_drill_;  // after one that failed, or could not be noted
    std::stop_source stopping_;
    net::Gate under_way_;
    net::Worker worker_;
};

}  // namespace bot
