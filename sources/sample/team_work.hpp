// SPDX-License-Identifier: Apache-2.0
// Whose a repository is at some moment, and who looks after it.
#pragma once

#include "sources/sample/people.hpp"
#include "sources/sample/projects.hpp"
#include "sources/sample/story.hpp"

#include <vector>

namespace sources::sample {

// Owning teams (places in team_names) at `at`; empty for what is nobody's.
std::vector<int> owners_at(const Project& project, Time at);

// The people who review and merge: a few of the owning teams, by a rank that only their own moves change. For
// a repository of nobody it is whoever of platform happens to care.
std::vector<int> maintainers_of(const Project& project, const Story& story, const std::vector<int>& owners,
                                const Roster& roster);

}  // namespace sources::sample
