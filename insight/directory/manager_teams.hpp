// SPDX-License-Identifier: Apache-2.0
// Teams where a directory knows managers only: who reports to somebody is in that person's team, and whoever
// leads one is in it too.
#pragma once

#include "insight/company.hpp"
#include "insight/directory/hierarchy.hpp"

#include <string>
#include <vector>

namespace insight::directory {

struct ManagerTeams {
    // Keys "team:led-by-mara", named "mara's team", under that of the manager's manager. Keys are seen by
    // many, so none holds an address: mara@acme.example is "mara". Where several who lead are
    // called so, each has a mark of their own key behind it, "team:led-by-mara-1f3a9c0b".
    std::vector<Team> teams;
    std::vector<std::pair<std::string, std::string>> members;  // person → team, by keys
};
// `people` by key with their manager's key. Whoever has neither reports nor a manager is in no team.
ManagerTeams teams_of_managers(const std::vector<Person>& people);

}  // namespace insight::directory
