// SPDX-License-Identifier: Apache-2.0
// Whose repositories are at a moment, by the first link of the chain that names a team for the whole of it.
#pragma once

#include "storage/database.hpp"

#include <map>

namespace storage {

class Owning {
  public:
    // Of all repositories, or of one.
    Owning(insight::directory::Chains chains, Connection& connection, Time now,
           std::optional<std::int64_t> repository = {});
    // Writes the names, sorted, into the row; its topics, its group and its organisation count where
    // the chain asks them.
    void set_owner(RepositoryRow& row) const;

  private:
    struct Named {
        insight::directory::OwnerLink link;
        std::string team;
    };
    insight::directory::Chains chains_;
    bool groups_are_teams_;  // a preset says so
    std::map<std::int64_t, std::vector<Named>> owners_;
};

}  // namespace storage
