// SPDX-License-Identifier: Apache-2.0
// The files of each repository whose newest commit or settings have changed, read and judged; last pushed to
// first.
#pragma once

#include "bot/company_policy.hpp"
#include "bot/github_calls.hpp"
#include "insight/facts.hpp"

#include <set>

namespace bot {

class GithubFiles {
  public:
    // Both outlive it.
    GithubFiles(GithubCalls& calls, const CompanyPolicy& company) : calls_(calls), company_(company) {}
    void begin() { passed_over_.clear(); }
    // Some of those that wait. False when none is left, or nothing more can be had now.
    boost::asio::awaitable<bool> judge_some();

  private:
    boost::asio::awaitable<bool> judge(storage::UnreadRepository unread);
    boost::asio::awaitable<bool> leave(storage::UnreadRepository unread, sources::github::Outcome outcome,
                                       bool was_answered);
    boost::asio::awaitable<void> keep_judged(storage::UnreadRepository unread, insight::Facts facts,
                                             core::Time now);
    boost::asio::awaitable<void> keep_nothing(storage::UnreadRepository unread);

    GithubCalls& calls_;
    const CompanyPolicy& company_;
    std::set<std::int64_t> passed_over_;  // of this run: repositories that could not be read
};

}  // namespace bot
