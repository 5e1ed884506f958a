// SPDX-License-Identifier: Apache-2.0
// Teams of an organisation, their members and what they may do where; once a day, as they change seldom.
#pragma once

#include "bot/github_calls.hpp"
#include "sources/github/teams.hpp"
#include "storage/team_listing.hpp"

#include <functional>
#include <string>

namespace bot {

class GithubTeams {
  public:
    explicit GithubTeams(GithubCalls& calls) : calls_(calls) {}
    // `anew`: also when they were listed today. A team of more than a hundred members or repositories takes
    // further calls. What a stop left undone of today's listing is done first.
    boost::asio::awaitable<void> walk(std::string organisation, bool anew);

  private:
    using Lists = sources::github::ListedTeam;
    boost::asio::awaitable<storage::TeamProgress> progress_of(std::string organisation);
    boost::asio::awaitable<void> list(std::string organisation);
    boost::asio::awaitable<void> finish(std::string organisation, core::Time began, bool is_whole);
    boost::asio::awaitable<bool> complete_all(std::string organisation, core::Time began);
    boost::asio::awaitable<bool> complete(Lists team, std::string organisation, core::Time began);
    boost::asio::awaitable<bool> read_owners(std::string organisation, core::Time began);
    // Work of the store on that listing.
    boost::asio::awaitable<void> keep(std::string organisation, core::Time began,
                                      std::function<void(storage::TeamWriter&)> work);

    GithubCalls& calls_;
};

}  // namespace bot
