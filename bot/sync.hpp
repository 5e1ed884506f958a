// SPDX-License-Identifier: Apache-2.0
// Bringing in what outside sources hold: in a service from time to time by itself and when a shell asks, in a
// shell once. Each source has a run of its own; they go side by side. Loop's thread.
#pragma once

#include "bot/github_sync.hpp"
#include "commands/answer.hpp"
#include "core/json.hpp"
#include "net/gate.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace bot {

struct SyncOrder {
    std::string source;  // the operator's name of it ("acme"); empty = all
    bool full = false;   // judge every repository anew
};

class Sync {
  public:
    // All that is given outlives it. `now`: the real clock.
    Sync(boost::asio::io_context& loop, const Config& config, const CompanyPolicy& company,
         DatabaseThreads& database, std::function<core::Time()> now);
    ~Sync();
    Sync(const Sync&) = delete;
    Sync& operator=(const Sync&) = delete;

    // What is called after a run that may have brought new names, and after each step.
    std::function<boost::asio::awaitable<void>()> on_facts;
    std::function<void()> on_step = [] {};

    // Runs each source when its time has come, until stop().
    void keep();
    // Begins with what `order` names, unless it is under way already. Errc::invalid: no source is configured;
    // Errc::not_found: none of that name; Errc::conflict: a full run cannot be had while another is under
    // way; Errc::unavailable: it is stopping.
    core::Result<void> begin(const SyncOrder& order);
    bool is_idle(std::string_view source = {}) const;
    // {"idle": …, "sources": [{source, doing, listed, judged, to_judge, items, to_read, calls, points_left,
    // waits_until, troubles}]}: of each source, or the one of that name, the run that is under way, else the
    // last one.
    core::Json state(std::string_view source = {}) const;
    void stop();
    std::string who() const { return inside_.who(); }  // that still runs
    // After stop(): until nothing runs any more but what waits for an answer from outside.
    boost::asio::awaitable<void> wait();

  private:
    struct Source;
    boost::asio::awaitable<void> run(Source& source, bool full);
    boost::asio::awaitable<void> run_from_time_to_time(Source& source);
    boost::asio::awaitable<void> learn_names();
    bool is_busy() const;

    boost::asio::io_context& loop_;
    DatabaseThreads& database_;
    std::function<core::Time()> now_;
    net::Client client_;
    std::vector<std::unique_ptr<Source>> sources_;
    net::Gate inside_;
    bool stopping_ = false;
};

// The answer to a shell that asked for it, from state() once it is idle.
commands::Answer answer_of_sync(const core::Json& state);
// "acme: listing acme, 120 repositories; 14 of 30 judged": one line while it is under way.
std::string line_of_sync(const core::Json& state);

}  // namespace bot
