// SPDX-License-Identifier: Apache-2.0
// Host or guest: how the author of a change stands to those whose code it changes.
#pragma once

#include "insight/directory/directory.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace insight::directory {

// Of a repository with several owners a change is internal when the author's team is `any` of them, owns
// `all` of what it touches, or in part: split by files.
enum class SeveralOwners { any, all, by_files };
enum class Side { internal, cross, unmapped, unowned };
struct Relation {
    Side side = Side::unmapped;
    double internal = 0;     // how much of it is: 0 or 1, in between when split by files
    bool is_shared = false;  // internal, and the author is in another team too
    int distance = 0;        // the least over the owners; 0 when internal
    std::optional<PersonLink> by_person = {};
    std::optional<OwnerLink> by_owner = {};
};

// For a change by a person at a moment that touches `paths`; none: the whole repository.
Relation relation_of(const Directory& directory, std::string_view person_key, std::string_view repository,
                     const std::vector<std::string>& paths, Time at,
                     SeveralOwners several = SeveralOwners::any);

}  // namespace insight::directory
