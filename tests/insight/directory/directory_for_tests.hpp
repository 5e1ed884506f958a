// SPDX-License-Identifier: Apache-2.0
// A small company for the tests of the directory: days are written as text, rows as short calls.
#pragma once

#include "insight/directory/directory.hpp"

#include <string>
#include <vector>

namespace directory_for_tests {

using namespace insight::directory;
using insight::Membership;
using insight::Ownership;
using insight::Person;
using insight::Team;
using insight::Time;

inline Time day(const std::string& text) { return *core::parse_time(text); }
inline const Time now = day("2026-01-10");

inline Identity named(const std::string& text) {
    const auto colon = text.find(':');
    return *identity_of(*identity_kind_from(text.substr(0, colon)), text.substr(colon + 1));
}

// person("hr:1", {"email:mara@acme.example"})
inline Person person(const std::string& key, const std::vector<std::string>& names = {},
                     const std::string& manager = {}) {
    Person out;
    out.key = key;
    for (const auto& name : names) out.identities.push_back(named(name));
    out.manager = manager;
    return out;
}

inline Membership in(const std::string& person, const std::string& team, PersonLink link,
                     const std::string& from = "2020-01-01", const std::string& to = {}) {
    return {person, team, day(from), to.empty() ? std::nullopt : std::optional(day(to)), link};
}

inline Ownership owns(const std::string& team, OwnerLink link, const std::string& path = {},
                      const std::string& from = "2020-01-01", const std::string& to = {}) {
    return {"acme/shop", team, day(from), to.empty() ? std::nullopt : std::optional(day(to)), link, path};
}

inline std::string teams_of(const Placement& placement) {
    std::string out;
    for (const auto& share : placement.teams) out += (out.empty() ? "" : " ") + share.team;
    return out;
}
inline std::string teams_of(const Owning& owning) {
    std::string out;
    for (const auto& team : owning.teams) out += (out.empty() ? "" : " ") + team;
    return out;
}

}  // namespace directory_for_tests
