// SPDX-License-Identifier: Apache-2.0
// What a running service does by itself, until it stops: known names, what was left over, checkpoints,
// tokens, the directory, backups, systemd's watchdog. Loop's thread.
#pragma once

#include "bot/service.hpp"

#include <boost/asio/awaitable.hpp>
#include <chrono>

namespace bot {

class Housekeeping {
  public:
    // `service` outlives this.
    explicit Housekeeping(Service& service) : service_(service) {}

    // Starts all of it.
    void keep();
    // Moves what was written from the log into the database. What fails is only logged: nothing is lost.
    void checkpoint(std::size_t truncate_above_bytes);

  private:
    boost::asio::awaitable<void> take_up_work();
    boost::asio::awaitable<void> learn_names();
    boost::asio::awaitable<void> finish_left_over();
    boost::asio::awaitable<void> keep_house();
    boost::asio::awaitable<void> keep_tokens();
    boost::asio::awaitable<void> keep_directory();
    boost::asio::awaitable<void> keep_backups();
    boost::asio::awaitable<void> feed_watchdog(std::chrono::milliseconds interval);

    Service& service_;
    const core::Time started_ = wall_now();
};

}  // namespace bot
