// SPDX-License-Identifier: Apache-2.0
// One year of history in counts. Authors are keys for counting only; they are never stored, shown or logged.
#pragma once

#include "core/result.hpp"
#include "insight/facts.hpp"

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>

namespace sources::git {

// Pure: lines of "<unix time>\0<e-mail>\0<name>" → counts in the windows before `now`.
insight::History parse_history(std::string_view log, core::Time now);

// Is this a bot, service account or AI agent, by the names that they use?
bool is_machine(std::string_view email, std::string_view name);
// One key for the spellings of an address: lower case, GitHub's "id+login@users.noreply.github.com" as
// "login@…".
std::string author_key(std::string_view email);

core::Result<insight::History> read_history(const std::filesystem::path& folder, const std::string& commit,
                                            core::Time now, int most_commits, std::chrono::seconds deadline);

}  // namespace sources::git
