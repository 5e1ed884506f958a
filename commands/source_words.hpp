// SPDX-License-Identifier: Apache-2.0
// How fresh what outside sources told is, in words.
#pragma once

#include "commands/answer.hpp"
#include "storage/store.hpp"

#include <string>
#include <vector>

namespace commands {

// One for each walk: "github:acme, acme": "listed 3 minutes ago, 12 repositories to judge". With `says_why`
// also what went wrong at the last try. Empty without a source.
std::vector<Fact> source_facts(const storage::Reader& reader, Time now, bool says_why);
core::Json sources_json(const storage::Reader& reader, bool says_why);
// For probes: "ok", or the first source that has trouble, or that none was read yet.
std::string sources_state(const storage::Reader& reader, Time now);

}  // namespace commands
