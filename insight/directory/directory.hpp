// SPDX-License-Identifier: Apache-2.0
// The company's directory: who was in which team and whose a repository was, on a day. Sources state rows;
// the chains decide which of them answers, and each answer says by which link.
#pragma once

#include "insight/company.hpp"
#include "insight/directory/hierarchy.hpp"
#include "insight/directory/join.hpp"
#include "insight/directory/links.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace insight::directory {

// What sources state. Rows are valid in [from, to).
struct Roster {
    std::vector<Team> teams;
    std::vector<Person> people;  // one for each system that knows the person
    std::vector<Membership> memberships;
    std::vector<Ownership> ownerships;
};

// Of several teams that one link names. `one`: the deepest, else the smallest that day, else the first by id.
enum class SeveralTeams { one, fractional };
// Which team counts as somebody's own: the one that they are in, the one above, or the one at the top.
enum class TeamLevel { team, parent, department };
struct Rules {
    Chains chains = whole_chains();
    SeveralTeams several = SeveralTeams::one;
    TeamLevel level = TeamLevel::team;
    // Teams of GitHub, GitLab and Slack by name, with * and ?: only these (none = all), and not those.
    std::vector<std::string> only = {}, without = {};
    bool leaf_only = false;  // of GitHub, GitLab and Slack only teams without teams below
    std::vector<std::pair<std::string, std::string>> domains = {};  // "acquired.example" → team
};

struct Share {
    std::string team;  // id, as id_of() makes it
    double share = 1;
};
struct Placement {
    std::vector<Share> teams = {};        // none: not mapped
    std::optional<PersonLink> link = {};  // which said so
    std::vector<std::string> among = {};  // ids of all teams that the link named, sorted
    bool has_left = false;                // not mapped that day, but before
};
struct Owning {
    std::vector<std::string> teams = {};  // ids, sorted; none: unowned
    std::optional<OwnerLink> link = {};   // which said so
    std::string path = {};                // of the row that fitted
};

// Teams of all sources are one by their id: what follows the last colon of the key, or the name where that is
// a number; in small letters, with "-" for what is neither letter nor digit.
std::string id_of(const Team& team);
std::string id_of_team_named(std::string_view name);
// An owner in a catalogue that is a person ("user:mara") is no team and owns nothing.
bool is_person_as_owner(std::string_view team_key);

class Directory {
  public:
    Directory(Roster roster, Rules rules);
    ~Directory();
    Directory(Directory&&) noexcept;
    Directory& operator=(Directory&&) noexcept;

    // By key of a record of any source, or by a name; the empty Placement for one that nobody has.
    Placement team_of(std::string_view person_key, Time at) const;
    Placement team_of(const Identity& identity, Time at) const;
    Placement team_of_person(std::size_t person, Time at) const;  // by number in join()
    // Of a path in it, or without one of the whole. Keys in any letter case.
    Owning owners_of(std::string_view repository, Time at, std::string_view path = {}) const;
    // All teams that own some part of it, by the first link that names any.
    Owning owners_of_all_parts(std::string_view repository, Time at) const;

    std::string team_name(std::string_view id) const;  // the id where no source names it
    const Hierarchy& teams() const;
    const Hierarchy& managers() const;  // by key of the record
    const Join& join() const;
    const Roster& roster() const;

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace insight::directory
