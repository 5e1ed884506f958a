// SPDX-License-Identifier: Apache-2.0
// A file of facts that comes to the running service, in pieces through its control socket: kept aside in a
// file without a name until all of it is there, then brought in as one unit. One at a time. Loop's thread.
#pragma once

#include "bot/company_policy.hpp"
#include "bot/database_threads.hpp"
#include "bot/facts_import.hpp"
#include "core/json.hpp"
#include "net/gate.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace bot {

class FactsInbox {
  public:
    // All that is given outlives it.
    FactsInbox(boost::asio::io_context& loop, DatabaseThreads& database, const CompanyPolicy& company,
               std::filesystem::path folder, std::function<core::Time()> now);
    ~FactsInbox();
    FactsInbox(const FactsInbox&) = delete;
    FactsInbox& operator=(const FactsInbox&) = delete;

    // What is called when facts were kept: names may be new.
    std::function<boost::asio::awaitable<void>()> on_facts;

    // The session's name for what follows. Errc::conflict while another's is under way.
    core::Result<std::string> begin(FactsOrder order);
    core::Result<void> take(std::string_view session, std::string_view lines);
    core::Result<void> finish(std::string_view session);
    // {"done": false}, or {"done": true, "imported": …}, or with an "error" that ended it.
    core::Result<core::Json> state(std::string_view session) const;
    // What is under way is undone.
    void stop();
    std::string who() const { return inside_.who(); }
    boost::asio::awaitable<void> wait() { return inside_.wait(); }

  private:
    struct Session;
    core::Result<std::shared_ptr<Session>> find(std::string_view name) const;
    boost::asio::awaitable<void> work(std::shared_ptr<Session> session);
    boost::asio::awaitable<std::int64_t> judge();

    boost::asio::io_context& loop_;
    DatabaseThreads& database_;
    const CompanyPolicy& company_;
    std::filesystem::path folder_;
    std::function<core::Time()> now_;
    std::shared_ptr<Session> session_;
    std::shared_ptr<std::atomic<bool>> stops_ = std::make_shared<std::atomic<bool>>(false);
    net::Gate inside_;
};

}  // namespace bot
