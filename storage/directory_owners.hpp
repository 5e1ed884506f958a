// SPDX-License-Identifier: Apache-2.0
// The owners that a file of the directory states, and the repositories that its names stand for.
#pragma once

#include "insight/directory/periods.hpp"
#include "storage/database.hpp"

#include <functional>
#include <map>
#include <set>
#include <tuple>

namespace storage {

// The repositories in sight that a name, in lower case, fits today: `one` is the one that it stands for. The
// full name goes before the short one, and a name that two have stands for neither.
struct Called {
    std::vector<std::int64_t> all;
    std::optional<std::int64_t> one;
};
Called repositories_called(Connection& connection, const std::string& name);

// One import. A name stands for the repository that it was bound to while that is called so or nothing else
// is; else for the one that has it as its full name, else for the one that has it as its name. Rows belong to
// the repository and not to the name: another spelling goes on, it does not begin anew.
class OwnersImport {
  public:
    using TeamId = std::function<std::int64_t(const std::string& key)>;
    OwnersImport(Connection& connection, const insight::directory::Import& import, Time today, TeamId team);
    // Writes what differs from before; fills in the changes and the repositories that are not known.
    void put(Imported& out);

  private:
    using Id = std::optional<std::int64_t>;
    using RowKey = std::tuple<std::string, std::string, Time>;  // subject, team, from
    struct Stored {
        Id repository;
        std::string name, path, team;
        Time from{};
        std::optional<Time> to;
    };
    struct Bound {
        std::int64_t repository = 0;
        bool is_shown = false;  // its source shows it still
    };
    struct Place {
        Id repository;
        std::string name, path;
    };

    void read();
    Id called(const std::string& name);
    Id find(const std::string& name);
    std::string subject_of(const std::string& name, const std::string& path);
    std::vector<insight::directory::StatedPeriod> stated(Imported& out);
    std::vector<insight::directory::Period> kept();
    void drop(const Stored& row);
    void put(const Place& place, const RowKey& key, std::optional<Time> to);

    Connection& connection_;
    const insight::directory::Import& import_;
    std::string source_;
    Time today_;
    TeamId team_;
    std::vector<Stored> rows_;
    std::map<std::string, Bound> bound_;   // by name
    std::map<std::string, Id> called_;     // names asked for before
    std::map<std::string, Place> places_;  // by subject
    std::map<RowKey, const Stored*> kept_;
};

}  // namespace storage
