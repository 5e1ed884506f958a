// SPDX-License-Identifier: Apache-2.0
// Teams of an organisation, their members and what they may do where; once a day, as they change seldom.
#pragma once

#include "bot/github_calls.hpp"
#include "sources/github/teams.hpp"

#include <string>
#include <vector>

namespace bot {

class GithubTeams {
  public:
    explicit GithubTeams(GithubCalls& calls) : calls_(calls) {}
    // `anew`: also when they were listed today. A team of more than a hundred members or repositories takes
    // further calls.
    boost::asio::awaitable<void> walk(std::string organisation, bool anew);

  private:
    boost::asio::awaitable<void> complete(sources::github::ListedTeam team,
                                          std::vector<insight::Person> people, std::string organisation,
                                          bool is_first);
    boost::asio::awaitable<void> read_owners(std::string organisation, bool is_first);
    boost::asio::awaitable<void> keep_hosts(std::string organisation, bool is_first);

    GithubCalls& calls_;
};

}  // namespace bot
