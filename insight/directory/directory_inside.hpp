// SPDX-License-Identifier: Apache-2.0
// What a Directory knows, arranged for its questions.
#pragma once

#include "core/text.hpp"
#include "insight/directory/directory.hpp"
#include "insight/directory/team_sizes.hpp"

#include <unordered_map>

namespace insight::directory {

struct Directory::Inside {
    struct InTeam {
        PersonLink link = PersonLink::org_chart;
        std::size_t team = 0;  // in team_ids
        Time from{};
        std::optional<Time> to;
        bool is_valid(Time at) const { return from <= at && (!to || at < *to); }
    };
    struct Owns {
        OwnerLink link = OwnerLink::mapping_file;
        std::string team, path;
        Time from{};
        std::optional<Time> to;
        bool is_valid(Time at) const { return from <= at && (!to || at < *to); }
    };

    Inside(Roster roster, Rules rules);
    std::size_t number_of(const std::string& id);
    bool is_wanted(const InTeam& row) const;
    // Of several the deepest, else the smallest at that moment, else the first; `ids` is not empty.
    const std::string& deepest(const std::vector<std::string>& ids, PersonLink link, Time at) const;
    std::string at_level(const std::string& id) const;

    Roster roster;
    Rules rules;
    Join join;
    std::map<std::string, std::string, std::less<>> names;  // id → name
    Hierarchy teams, managers;
    std::vector<std::string> team_ids;
    std::unordered_map<std::string, std::size_t> team_numbers;
    std::vector<std::vector<InTeam>> of_person;
    TeamSizes sizes{{}};
    std::vector<std::vector<std::string>> domains_of;  // of each person's addresses
    std::unordered_map<std::string, std::vector<Owns>> of_repository;
};

}  // namespace insight::directory
