// SPDX-License-Identifier: Apache-2.0
// Who owns which file, by the rules of the host that reads the owners file: GitHub (the last matching line
// wins), GitLab (the last match in each section, every section counts, !pattern takes out), Prow (the nearest
// folder upward). Case matters everywhere. Source: GitHub "About code owners", GitLab "Code Owners syntax and
// error handling", Kubernetes "OWNERS spec".
#pragma once

#include "insight/owners_index.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace insight {

struct OwnersCoverage {
    std::size_t files = 0;    // those looked at
    std::size_t unowned = 0;  // of them
    bool complete = true;     // false: the rules take so many comparisons that the rest was left out
    std::vector<std::string> examples;  // the first three un-owned paths
};

// The files that the host obeys: the first CODEOWNERS in its order, at its places and in its case, else the
// OWNERS of every folder, else a list of maintainers.
std::vector<const OwnersFile*> owners_in_force(const Facts& facts);
// Whether `host` looks for CODEOWNERS where `file` lies, written so; an unknown host may, and other kinds of
// files it does not read at all: they count.
bool is_read_by(Host host, const OwnersFile& file);
// The owners file of which nothing was read and which the host obeys before those `in_force`, so that nobody
// knows whose the files are; null when there is none.
const File* unread_before(const Facts& facts, const std::vector<const OwnersFile*>& in_force);
// How much of `tree` the files in force cover. Rules and paths are foreign: the work is limited, to well
// under a second.
inline constexpr std::size_t most_comparisons = 36'000'000;
OwnersCoverage coverage_of(const std::vector<const OwnersFile*>& in_force, const Tree& tree, Host host,
                           std::size_t comparisons = most_comparisons);
// "*", "/**" and the like; of a Prow file those of the top folder.
bool is_for_everything(const OwnersFile& file, const OwnersRule& rule);
// A rule with owners for everything that no other rule names.
bool has_default_owner(const std::vector<const OwnersFile*>& in_force);

}  // namespace insight
