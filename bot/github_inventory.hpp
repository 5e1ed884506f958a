// SPDX-License-Identifier: Apache-2.0
// Which repositories an organisation has, and what GitHub tells of each.
#pragma once

#include "bot/github_calls.hpp"

namespace bot {

class GithubInventory {
  public:
    explicit GithubInventory(GithubCalls& calls) : calls_(calls) {}
    // What a whole walk has not shown is gone.
    boost::asio::awaitable<void> walk(std::string organisation);

  private:
    GithubCalls& calls_;
};

}  // namespace bot
