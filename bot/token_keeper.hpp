// SPDX-License-Identifier: Apache-2.0
// Keeps the tokens of installations alive and ends them: renews early, under a claim in the database, and
// uses a new pair only after it is committed; what Slack says of a token decides whether a call is worth
// repeating. Loop's thread.
#pragma once

#include "bot/database_threads.hpp"
#include "bot/installations.hpp"
#include "bot/metrics.hpp"
#include "net/client.hpp"
#include "net/gate.hpp"
#include "slack/oauth_calls.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <map>
#include <memory>
#include <string>

namespace bot {

// How long after so many renewals that failed the next is tried, when Slack asked to wait for `asked`.
std::chrono::seconds until_next_renewal(int times, std::chrono::seconds asked);

class TokenKeeper {
  public:
    TokenKeeper(boost::asio::io_context& loop, DatabaseThreads& database, storage::Store& store,
                const Config& config, Metrics& metrics, Installations& installations);

    slack::OAuthCalls& calls() { return calls_; }

    // Takes over what is stored now.
    boost::asio::awaitable<void> reload();
    // It has just been installed (again): takes over its tokens, and what was wrong is past.
    boost::asio::awaitable<void> installed(std::int64_t installation);
    // Slack took its token: it is not barred (any more).
    void was_taken(std::int64_t installation);
    // What Slack said to a question. The token from a file is neither renewed nor ended by it, so this alone
    // tells whether it works.
    void heard(std::int64_t installation, const core::Result<core::Json>& reply);
    // Its token is not taken: nothing that it is for works until there is another.
    bool is_refused(std::int64_t installation) const { return barred_.contains(installation); }
    // Renews what is due, one after the other.
    boost::asio::awaitable<void> renew_due();
    // Slack refused a call of `installation` with `code` when `token` was shown: may it be made again? Renews
    // the token, or waits for the renewal under way, when that is the cure, ends the installation when the
    // app is gone there.
    boost::asio::awaitable<bool> may_try_again(std::int64_t installation, std::string token,
                                               std::string code);
    // Its tokens are overwritten and what waits for it has ended, in one commit with the mark that the
    // delivery `received` (0: none) is answered and the row of the audit. Harmless the second time.
    boost::asio::awaitable<void> end(std::int64_t installation, std::string why, std::string who,
                                     std::int64_t received);

    // Tokens of who is gone may stand in the write-ahead log still: somebody read from it. Call overwrite()
    // again until they do not.
    bool must_overwrite() const { return must_overwrite_; }
    boost::asio::awaitable<void> overwrite();

    // No renewal is begun any more; one that is under way ends, as its answer comes only once.
    void stop() { stopped_ = true; }
    // Completes when nothing is under way.
    boost::asio::awaitable<void> wait() { return under_way_.wait(); }
    std::string who() const { return under_way_.who(); }

    // One sentence for readiness; empty when all is well.
    std::string trouble() const;
    std::size_t troubled() const;

  private:
    enum class Renewal { done, later, never };
    struct Failure {
        std::string code;
        int times = 0;
        core::Time next_try{};
        bool is_final = false;
    };
    boost::asio::awaitable<Renewal> renew(std::int64_t installation);
    boost::asio::awaitable<Renewal> renew_alone(std::int64_t installation);
    // A renewal that is under way: `until` is its claim's.
    struct Claim {
        std::int64_t installation = 0;
        core::Time until{};
    };
    boost::asio::awaitable<Renewal> keep(Claim claim, std::string place, slack::Tokens tokens);
    boost::asio::awaitable<Renewal> not_renewed(Claim claim, core::Error why);
    // Slack refused `token` though it may be renewed: so it is, unless that did not help the last time.
    boost::asio::awaitable<bool> renew_refused(std::int64_t installation, std::string token,
                                               std::string code);
    void bar(std::int64_t installation, const std::string& code);
    // Counts a renewal that failed; tried again after `wait` at the earliest.
    void note(std::int64_t installation, std::string code, bool is_final, std::chrono::seconds wait);

    boost::asio::io_context& loop_;
    DatabaseThreads& database_;
    storage::Store& store_;
    Metrics& metrics_;
    Installations& installations_;
    net::Client client_;
    slack::OAuthCalls calls_;
    net::Gate under_way_;
    // Renewals that are under way; their timers ring when they end.
    std::map<std::int64_t, std::shared_ptr<boost::asio::steady_timer>> renewing_;
    std::map<std::int64_t, Failure> failures_;    // of renewals
    std::map<std::int64_t, std::string> barred_;  // with Slack's code
    std::map<std::int64_t, std::string>
        untaken_;  // tokens that came for a refused one and were not taken yet
    // Of the token from a file: whether Slack ever answered, and why it did not.
    bool was_answered_ = false;
    std::string unanswered_;
    bool stopped_ = false, must_overwrite_ = false;
};

}  // namespace bot
