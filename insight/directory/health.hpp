// SPDX-License-Identifier: Apache-2.0
// How much of the company the directory knows on a day. What it does not know is listed, never guessed.
#pragma once

#include "insight/directory/directory.hpp"

#include <map>
#include <string>
#include <vector>

namespace insight::directory {

struct Who {
    std::string name;   // as the first source that has one writes it; else a login or another name
    std::string known;  // the names by which systems know them, "github mara, email m@acme.example"
    std::string teams;  // of those in several: all of them
};
struct PeopleHealth {
    std::size_t people = 0;  // humans; one behind all their records
    std::size_t mapped = 0;
    std::size_t left = 0;      // in no team any more
    std::size_t machines = 0;  // bots and agents
    std::map<PersonLink, std::size_t> by_link;
    std::vector<Who> unmapped;    // in no team, and never were; by name
    std::vector<Who> in_several;  // in several teams by the link that answers; by name
    std::vector<Clash> clashes;
    std::vector<std::vector<std::string>> circles_of_managers, circles_of_teams;  // as they are called
};
PeopleHealth people_health(const Directory& directory, Time at);

}  // namespace insight::directory
