// SPDX-License-Identifier: Apache-2.0
// Teams as a host lists them, page by page: who is in them and what they may do with which repository. What
// the first listing of an organisation shows is taken to be so from ever; what a later one shows anew begins
// on its day, and what it does not show any more ends on that day. A listing is known by the moment when it
// began, which is also its day (UTC): no clock that is set meanwhile makes it another.
//
// Nothing ends by what was not told. A list that could not be read whole is left as it was; a team, and a
// list that was not empty, is gone when two whole listings in a row did not show it; and a listing that shows
// fewer than half of the teams that are known ends nothing at all, as the token may have lost its rights.
#pragma once

#include "storage/store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace storage {

// Nothing: it could not be read whole, or not yet.
struct TeamLists {
    std::optional<std::vector<std::string>> members;  // keys
    // The host's numbers of repositories, and its word for what the team may do there ("READ" … "ADMIN").
    std::optional<std::vector<std::pair<std::string, std::string>>> repositories;
};
struct TeamAsListed {
    insight::Team team;  // key: source and the host's number
    std::string slug;
    TeamLists lists;
};

// A team of a listing of which a list is still to come.
struct IncompleteTeam {
    std::int64_t id = 0;  // row id
    std::string key, slug;
    bool wants_members = false, wants_repositories = false;
};

// Of the listing that began then, by row, those after `after`.
std::vector<IncompleteTeam> incomplete_teams(const Reader& reader, std::string_view source,
                                             std::string_view subject, Time began, std::int64_t after,
                                             std::size_t limit);

// How far the teams of an organisation are.
struct TeamProgress {
    std::optional<Time> listed;  // the last listing that came to its end and showed teams
    std::optional<Time> done;    // the last of which everything else was kept, too
    bool is_under_way = false;
    int holes = 0;  // of the last listing
};
TeamProgress team_progress(const Reader& reader, std::string_view source, std::string_view subject);

// Of one listing of one organisation (`subject`: "acme") of one source ("github:acme").
class TeamWriter : public Writer {
  public:
    TeamWriter(const Writer& writer, std::string source, std::string subject, Time began)
        : Writer(writer), source_(std::move(source)), subject_(std::move(subject)), began_(began) {}
    // Members are kept as known people, with the name that the host tells.
    void put_team(const TeamAsListed& listed, const std::vector<insight::Person>& people);
    // What put_team() did not have; of a team that is not known nothing is kept.
    void put_lists(std::string_view team, const TeamLists& lists, const std::vector<insight::Person>& people);
    // After its last page. `is_whole`: no hole in it. Gives one sentence when it cannot be believed, empty
    // when it can.
    std::string end_listing(bool is_whole);
    // The owner of each repository of the organisation that one single team may administer or maintain. Only
    // when the repositories of every team are known; repositories that are out of sight stay as they are.
    void put_single_hosts();
    // The teams that the property `property` of a repository (the host's number) names as its owners: those
    // that the organisation lists under this slug or name, else teams of that name. A repository that is not
    // stored is passed over.
    void put_named_owners(std::string_view property, const std::string& repository,
                          const std::vector<std::string>& teams);
    void mark_named(std::string_view property);  // all of them were put
    void mark_done();

  private:
    Time today() const { return std::chrono::floor<core::Days>(began_); }
    void put_members(std::int64_t team, const std::vector<std::string>& members,
                     const std::vector<insight::Person>& people);
    void put_repositories(std::int64_t team,
                          const std::vector<std::pair<std::string, std::string>>& repositories);
    void adopt_mentions(std::int64_t team, const std::string& slug);
    std::int64_t team_named(const std::string& name);
    Time owned_from(const std::optional<std::string>& marked, Time created_at) const;
    std::string key_of(std::string_view what) const;

    std::string source_, subject_;
    Time began_;
};

}  // namespace storage
