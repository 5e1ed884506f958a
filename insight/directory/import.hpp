// SPDX-License-Identifier: Apache-2.0
// What the files of one kind state, read and checked, on its way to the store.
#pragma once

#include "core/result.hpp"
#include "insight/company.hpp"
#include "insight/directory/presets.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace insight::directory {

// Days in UTC; no begin: from ever, or from the import that first shows it (insight/directory/periods).
struct StatedMembership {
    std::string person, team;  // keys
    std::optional<Time> from = {}, to = {};
};
struct StatedOwnership {
    std::string repository;  // full name or name, as written
    std::string path, team;  // key
    std::optional<Time> from = {}, to = {};
};
struct Import {
    ImportKind kind = ImportKind::org_chart;
    std::vector<Team> teams = {};  // with a parent or name of their own; others are only referred to
    std::vector<Person> people = {};
    std::vector<StatedMembership> memberships = {};
    std::vector<StatedOwnership> ownerships = {};
};
PersonLink person_link_of(ImportKind kind);
OwnerLink owner_link_of(ImportKind kind);

// As lines of tab-separated words, for the way from the shell to the service, and back. Nothing in the texts
// of an Import holds a tab or a line feed (core::one_line). Errc::invalid when a line makes no sense: then
// another version of the program wrote it.
std::string to_lines(const std::vector<Import>& imports);
core::Result<std::vector<Import>> from_lines(std::string_view text);

}  // namespace insight::directory
