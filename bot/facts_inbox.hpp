// SPDX-License-Identifier: Apache-2.0
// A file of facts that comes to the running service, in pieces through its control socket: kept aside in a
// file without a name until all of it is there, then brought in as one unit. One at a time. And what waits to
// be judged by files of facts is judged: at the start, and each day, as facts grow too old. Loop's thread.
#pragma once

#include "bot/company_policy.hpp"
#include "bot/database_threads.hpp"
#include "bot/facts_import.hpp"
#include "core/json.hpp"
#include "net/gate.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bot {

class FactsInbox {
  public:
    // All that is given outlives it. `rules`: rules_mark().
    FactsInbox(boost::asio::io_context& loop, DatabaseThreads& database, const CompanyPolicy& company,
               std::string rules, std::filesystem::path folder, std::function<core::Time()> now);
    ~FactsInbox();
    FactsInbox(const FactsInbox&) = delete;
    FactsInbox& operator=(const FactsInbox&) = delete;

    // What is called when facts were kept: names may be new.
    std::function<boost::asio::awaitable<void>()> on_facts;

    // Starts judging what waits, until stop().
    void keep();
    // The session's name for what follows; `bytes`: how many will come. Errc::conflict while another's is
    // under way, Errc::unavailable when there is no room for so many. One that is silent for a minute ends.
    core::Result<std::string> begin(FactsOrder order, std::uint64_t bytes);
    // Bytes of the file, in its order. An error ends the session.
    core::Result<void> take(std::string_view session, std::string_view lines);
    core::Result<void> finish(std::string_view session);
    // Forgets what came; nothing once it is finished.
    void abort(std::string_view session);
    // {"done": false}, or {"done": true, "imported": …}, or with an "error" that ended it; for some minutes
    // after its end. Errc::conflict when nobody knows it.
    core::Result<core::Json> state(std::string_view session) const;
    // What is under way is undone.
    void stop();
    std::string who() const { return inside_.who(); }
    boost::asio::awaitable<void> wait() { return inside_.wait(); }

  private:
    struct Session;
    struct Ended {
        std::string name;
        core::Json outcome;
        std::chrono::steady_clock::time_point at;
    };
    core::Result<std::shared_ptr<Session>> find(std::string_view name) const;
    void await_silence();
    void end(const std::string& name, core::Json outcome);
    boost::asio::awaitable<void> work(std::shared_ptr<Session> session);
    boost::asio::awaitable<core::Json> bring(std::shared_ptr<Session> session);
    boost::asio::awaitable<void> follow(core::Json& imported);
    boost::asio::awaitable<std::int64_t> judge();
    boost::asio::awaitable<void> judge_each_day();
    boost::asio::awaitable<void> judge_what_waits(bool all);

    boost::asio::io_context& loop_;
    DatabaseThreads& database_;
    const CompanyPolicy& company_;
    std::string rules_;
    std::filesystem::path folder_;
    std::function<core::Time()> now_;
    std::shared_ptr<Session> session_;  // the one that is under way
    std::vector<Ended> ended_;          // oldest first
    boost::asio::steady_timer silence_, day_;
    std::shared_ptr<std::atomic<bool>> stops_ = std::make_shared<std::atomic<bool>>(false);
    net::Gate inside_;
};

}  // namespace bot
