// SPDX-License-Identifier: Apache-2.0
// What a partial clone (git clone --filter=…) does not hold. git from 2.39 to 2.44 would try to fetch such an
// object as soon as it is asked for, and gives up altogether when it may not: so none is asked for.
#pragma once

#include "core/result.hpp"
#include "sources/git/reading.hpp"
#include "sources/git/revision.hpp"

#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace sources::git {

struct Absent {
    bool partial = false;  // the clone may lack objects without being damaged
    std::set<std::string, std::less<>> objects;
};

// The objects of `commit`'s files and folders that are not here; always none in a clone that holds all.
// Errc::unavailable when the time is over or an object is there and damaged.
core::Result<Absent> find_absent(const Reading& reading, const Place& place, const std::string& commit);

// Whether git told, in `errors`, of an object that it could not read: one that is only absent is no error,
// nor is a folder to borrow from that is gone.
bool tells_of_damage(std::string_view errors);

inline constexpr std::string_view how_to_complete =
    "it is a partial clone. Run 'git fetch --refetch --no-filter' there, or clone without --filter, and ask "
    "again.";

// The sentences on files (at least one) of which nothing was read for that reason, and what brings it.
std::string note_on(const std::set<std::string, std::less<>>& paths, bool partial);

}  // namespace sources::git
