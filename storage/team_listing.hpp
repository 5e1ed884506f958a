// SPDX-License-Identifier: Apache-2.0
// Teams as a host lists them, page by page: who is in them and what they may do with which repository. What
// the first whole listing of an organisation shows is taken to be so from ever; what a later one shows anew
// begins on its day, and what it does not show any more ends on that day. Days are UTC.
#pragma once

#include "storage/store.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace storage {

struct TeamAsListed {
    insight::Team team;  // key: source and the host's number
    std::string slug;
    std::vector<std::string> members;  // keys
    // The host's numbers of repositories, and its word for what the team may do there ("READ" … "ADMIN").
    std::vector<std::pair<std::string, std::string>> repositories;
    bool is_whole = true;  // false: more is to come; it is shown, and stays as it was
};

// Of one organisation (`subject`: "acme") of one source ("github:acme").
class TeamWriter : public Writer {
  public:
    TeamWriter(const Writer& writer, std::string source, std::string subject)
        : Writer(writer), source_(std::move(source)), subject_(std::move(subject)) {}
    // Members are kept as known people, with the name that the host tells. `is_first`: the organisation was
    // never listed whole.
    void put_team(const TeamAsListed& listed, const std::vector<insight::Person>& people, bool is_first,
                  Time now);
    // After a whole listing: teams that it has not shown since then are empty from today on.
    void end_unseen(Time not_seen_since, Time now);
    // The owner of each repository that one single team may administer or maintain.
    void put_single_hosts(bool is_first, Time now);
    bool has_partial_teams() const;
    // The teams that a property of a repository (the host's number) names as its owners. A repository that is
    // not stored is passed over.
    void put_named_owners(const std::string& repository, const std::vector<std::string>& teams, bool is_first,
                          Time now);

  private:
    std::string source_, subject_;
};

}  // namespace storage
