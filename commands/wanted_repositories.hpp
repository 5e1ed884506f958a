// SPDX-License-Identifier: Apache-2.0
// What a list of repositories is asked for: "L3", "unowned", a team, a page, in any order.
#pragma once

#include "commands/command.hpp"

#include <optional>
#include <string>

namespace commands {

inline constexpr int no_level = -1;

struct Wanted {
    std::optional<int> level;  // the proven one; no_level: those that are not assessed
    bool unowned = false;
    std::string team;      // in its own spelling
    std::size_t page = 1;  // from 1
};

// From the words after the command's own. Errc::invalid, with the teams where their names may be heard, for
// what is none of these.
core::Result<Wanted> wanted_from(const Context& context);
bool fits(const storage::RepositoryRow& row, const Wanted& wanted);
// True for what does not fit, where what was not seen may lift it to the level that is asked for.
bool may_fit(const storage::RepositoryRow& row, Wanted wanted);
// The line that asks for that page of the same list.
std::string line_of(const Wanted& wanted, std::size_t page);

}  // namespace commands
