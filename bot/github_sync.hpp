// SPDX-License-Identifier: Apache-2.0
// What one GitHub holds of the configured organisations, brought into the store: which repositories there
// are, then how ready each is whose files or settings have changed since it was last judged. Every page and
// the place where it ended are committed together, so whatever ends it, the next run goes on there.
#pragma once

#include "bot/company_policy.hpp"
#include "bot/config.hpp"
#include "bot/database_threads.hpp"
#include "insight/facts.hpp"
#include "net/client.hpp"
#include "net/worker.hpp"
#include "sources/github/api.hpp"
#include "sources/github/repository.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace bot {

// Where a run is, for whoever watches it.
struct SyncProgress {
    std::string source;                   // "github:acme"
    std::string doing;                    // "listing acme", "reading payments-api"; empty before and after
    std::int64_t listed = 0, judged = 0;  // repositories of this run
    std::int64_t to_judge = 0;            // still waiting for it
    std::int64_t calls = 0;
    std::int64_t points_left = -1;          // of GraphQL's hourly budget; -1 = not told
    std::optional<core::Time> waits_until;  // a limit of GitHub's
};

// What came of a run. Not all of it may have gone well: the rest is there all the same.
struct SyncReport {
    std::int64_t listed = 0, judged = 0, calls = 0;
    std::vector<std::string> troubles;  // a sentence each
};

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

    // One whole run. With `full` every repository is judged anew. Waits as long as GitHub asks for; stop()
    // ends it at its next step. Throws storage::Broken.
    boost::asio::awaitable<SyncReport> run(bool full);
    void stop();
    // For an answer of GitHub, which nobody needs to wait for: what was read is kept, the rest is read again.
    bool is_waiting_for_answer() const { return api_.is_waiting(); }

  private:
    // What became of a call: go on with it, repeat it, or leave it.
    enum class Next { go_on, again, smaller, leave };
    boost::asio::awaitable<void> walk(std::string organisation);
    boost::asio::awaitable<bool> take_page(storage::Walk& walk);
    boost::asio::awaitable<void> judge_changed();
    boost::asio::awaitable<bool> judge(storage::UnreadRepository unread);
    boost::asio::awaitable<bool> leave(storage::UnreadRepository unread, sources::github::Outcome outcome,
                                       bool was_answered);
    boost::asio::awaitable<void> keep_judged(storage::UnreadRepository unread, insight::Facts facts,
                                             core::Time now);
    boost::asio::awaitable<Next> settle(const sources::github::Outcome& outcome, int& tries);
    boost::asio::awaitable<void> wait_until(core::Time until);
    boost::asio::awaitable<void> pause(std::chrono::milliseconds length);
    boost::asio::awaitable<void> keep_page(storage::Walk walk, sources::github::InventoryPage page);
    boost::asio::awaitable<void> keep_walk(storage::Walk walk);
    boost::asio::awaitable<void> keep_nothing(storage::UnreadRepository unread);
    void trouble(std::string sentence);
    void tell(std::string doing);

    GithubSettings settings_;
    Parts parts_;
    net::Worker worker_;
    sources::github::Api api_;
    SyncProgress progress_;
    SyncReport report_;
    std::optional<boost::asio::steady_timer> timer_;  // while it waits
    std::set<std::int64_t> passed_over_;              // of this run: repositories that could not be read
    int unanswered_ = 0;                              // calls in a row without any answer
    int waits_ = 0;                                   // in a row, as GitHub asked
    bool stopping_ = false;
};

}  // namespace bot
