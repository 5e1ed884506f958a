// SPDX-License-Identifier: Apache-2.0
// Repositories as every list of them shows them: level, owner, age, and the same for machines.
#pragma once

#include "commands/command.hpp"

#include <string>
#include <vector>

namespace commands {

using RepositoryRows = std::vector<storage::RepositoryRow>;

// "L1", "L1, up to L3 possible" where something was not seen, "L2 (1 exemption)" where it rests on one, "not
// assessed".
std::string level_of(const storage::RepositoryRow& row);
// "checkout, mobile", "no owner known": an owners file may be there that was not read.
std::string owner_of(const storage::RepositoryRow& row);
// Makes the audience and the age of `answer` those of the rows: the oldest assessment counts, and where some
// are of another clock than the asker's `now` that is said.
void rest_on(Answer& answer, const RepositoryRows& rows, Time now);
// In a demo a checkout is of the real clock, which the sample's does not reach: which of them dates what;
// empty when none of `newest` is later than `now`.
std::string note_on_clocks(std::optional<Time> newest, Time now);
// {"repositories": […]}: `level` is the possible one and `at_least` the proven one, as in the answer about
// one.
core::Json data_of(const RepositoryRows& rows);

// Where nothing is found: how far the facts reach that were searched.
void add_search_age(Answer& answer, const storage::Reader& reader, storage::Reach reach, Time now);
// No repository is there that may be told of: what to do, for who types in a shell and for others.
Answer no_repositories(const Request& request);
// The same beside another answer.
void add_no_repositories(Answer& answer, const Request& request);

}  // namespace commands
