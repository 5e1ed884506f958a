// SPDX-License-Identifier: Apache-2.0
// In which repositories of an organisation something has happened: one look at all of them, before any of
// them is read.
#pragma once

#include "bot/github_calls.hpp"

namespace bot {

class GithubSweep {
  public:
    explicit GithubSweep(GithubCalls& calls) : calls_(calls) {}
    boost::asio::awaitable<void> walk(std::string organisation);

  private:
    GithubCalls& calls_;
};

}  // namespace bot
