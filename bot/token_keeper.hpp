// SPDX-License-Identifier: Apache-2.0
// Keeps the tokens of installations alive and ends them: renews early, under a claim in the database, and
// uses a new pair only after it is committed; what Slack says of a token decides whether a call is worth
// repeating. Loop's thread.
#pragma once

#include "bot/database_threads.hpp"
#include "bot/installations.hpp"
#include "bot/metrics.hpp"
#include "net/client.hpp"
#include "slack/oauth_calls.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <map>
#include <set>
#include <string>

namespace bot {

class TokenKeeper {
  public:
    TokenKeeper(boost::asio::io_context& loop, DatabaseThreads& database, storage::Store& store,
                const Config& config, Metrics& metrics, Installations& installations);

    slack::OAuthCalls& calls() { return calls_; }

    // Takes over what is stored now.
    boost::asio::awaitable<void> reload();
    // It has just been installed (again): takes over its tokens, and what was wrong is past.
    boost::asio::awaitable<void> installed(std::int64_t installation);
    // Slack took its token: one that was barred is not any more.
    void was_taken(std::int64_t installation);
    // Renews what is due, one after the other.
    boost::asio::awaitable<void> renew_due();
    // Slack refused a call of `installation` with `code` when `token` was shown: may it be made again? Renews
    // the token when that is the cure, ends the installation when the app is gone there.
    boost::asio::awaitable<bool> may_try_again(std::int64_t installation, std::string token,
                                               std::string code);
    // Its tokens are overwritten and what waits for it has ended, in one commit with the mark that the
    // delivery `received` (0: none) is answered and the row of the audit. Harmless the second time.
    boost::asio::awaitable<void> end(std::int64_t installation, std::string why, std::string who,
                                     std::int64_t received);

    // One sentence for readiness; empty when all is well.
    std::string trouble() const;
    std::size_t troubled() const { return failures_.size(); }

  private:
    enum class Renewal { done, later, never };
    struct Failure {
        std::string code;
        int times = 0;
        core::Time next_try{};
        bool is_final = false, is_barred = false;
    };
    boost::asio::awaitable<Renewal> renew(std::int64_t installation);
    boost::asio::awaitable<Renewal> renew_alone(std::int64_t installation);
    boost::asio::awaitable<Renewal> keep(std::int64_t installation, std::string place, slack::Tokens tokens);
    boost::asio::awaitable<Renewal> not_renewed(std::int64_t installation, core::Error why);
    boost::asio::awaitable<void> overwrite();
    // Counts a renewal that failed.
    void note(std::int64_t installation, std::string code, bool is_final);

    DatabaseThreads& database_;
    storage::Store& store_;
    Metrics& metrics_;
    Installations& installations_;
    net::Client client_;
    slack::OAuthCalls calls_;
    std::set<std::int64_t> renewing_;
    std::map<std::int64_t, Failure> failures_;
};

}  // namespace bot
