// SPDX-License-Identifier: Apache-2.0
// Who answered first, where the sample of what was said left it open: a question about each such item alone.
#pragma once

#include "bot/github_calls.hpp"
#include "storage/activity.hpp"

namespace bot {

class GithubUndecided {
  public:
    explicit GithubUndecided(GithubCalls& calls) : calls_(calls) {}
    // What is still not told (it is out of sight, or bots alone said too much) stays open and is asked again
    // a day later. Ends early when many questions in a run tell nothing.
    boost::asio::awaitable<void> read();

  private:
    boost::asio::awaitable<Called> ask(storage::UndecidedItem item);
    boost::asio::awaitable<void> decide(storage::UndecidedItem item);

    GithubCalls& calls_;
    int in_vain_ = 0;  // questions of this run that told nothing
};

}  // namespace bot
