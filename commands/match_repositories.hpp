// SPDX-License-Identifier: Apache-2.0
// Sentences that ask for a list of repositories: of a level, of a team, those that lack something.
#pragma once

#include "commands/match_words.hpp"

#include <optional>

namespace commands {

// "which repositories lack a licence?": the check that asks for it tells which.
std::optional<Match> about_lacking(const Words& words, const Vocabulary& vocabulary);
// "which repositories are L3?", "list all repositories", "the repositories of team search", "repositories
// without an owner".
std::optional<Match> about_all(const Words& words, const Vocabulary& vocabulary);
// "what does platform own?"
std::optional<Match> about_team(const Words& words, const Vocabulary& vocabulary);

}  // namespace commands
