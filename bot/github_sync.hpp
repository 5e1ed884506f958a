// SPDX-License-Identifier: Apache-2.0
// What one GitHub holds of the configured organisations, brought into the store: one kind of fact after the
// other, each in a file of its own (bot/github_calls.hpp names them). Every page and the place where it ended
// are committed together, so whatever ends it, the next run goes on there.
#pragma once

#include "bot/company_policy.hpp"
#include "bot/config.hpp"
#include "bot/database_threads.hpp"
#include "bot/github_activity.hpp"
#include "bot/github_calls.hpp"
#include "bot/github_files.hpp"
#include "bot/github_inventory.hpp"
#include "bot/github_sweep.hpp"
#include "bot/github_teams.hpp"
#include "bot/github_undecided.hpp"
#include "bot/source_run.hpp"
#include "net/client.hpp"
#include "net/worker.hpp"
#include "sources/github/api.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <functional>

namespace bot {

class GithubSync {
  public:
    struct Parts {
        net::Client& client;
        DatabaseThreads& database;
        const CompanyPolicy& company;
        std::function<core::Time()> now;  // the real clock: limits are told in it
        std::function<void(const SyncProgress&)> tell = [](const SyncProgress&) {};
        std::function<void()> on_listed = [] {};       // an organisation was listed: names may have changed
        std::chrono::milliseconds first_delay{2'000};  // before a call that failed is repeated; doubles
    };
    // All of `parts` outlives it. `settings` were checked.
    GithubSync(GithubSettings settings, Parts parts);

    // One whole run. With `full` every repository is judged anew, and teams are listed anew. One that takes
    // longer than `every` of the settings lists again in between, and reads on. Waits as long as GitHub asks
    // for; stop() ends it at its next step. Throws storage::Broken.
    boost::asio::awaitable<SyncReport> run(bool full);
    void stop() { run_.stop(); }
    // For an answer of GitHub, which nobody needs to wait for: what was read is kept, the rest is read again.
    bool is_waiting_for_answer() const { return api_.is_waiting(); }

  private:
    using Clock = std::chrono::steady_clock;
    boost::asio::awaitable<bool> is_by_file();  // the source, so that nothing may be read
    boost::asio::awaitable<void> forget_what_was_read();
    boost::asio::awaitable<void> list(bool full);
    boost::asio::awaitable<bool> read(Clock::time_point until);

    GithubSettings settings_;
    Parts parts_;
    net::Worker worker_;
    sources::github::Api api_;
    SourceRun run_;
    GithubCalls calls_;
    GithubInventory inventory_;
    GithubTeams teams_;
    GithubSweep sweep_;
    GithubFiles files_;
    GithubActivity activity_;
    GithubUndecided undecided_;
};

}  // namespace bot
