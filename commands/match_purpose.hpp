// SPDX-License-Identifier: Apache-2.0
// Sentences that ask for a repository by what it is for.
#pragma once

#include "commands/match_words.hpp"

#include <optional>

namespace commands {

// "who has something for feature flags?", "is there a library for currencies?": what follows is a purpose,
// also where it is a repository's name.
std::optional<Match> about_stated_purpose(const Words& words);
// "anything we could use for payments": looser, so it is asked later.
std::optional<Match> about_purpose(const Words& words);
// "I need a date picker component", "do we have a feature toggle?": loosest, so it is asked last.
std::optional<Match> about_need(const Words& words);

}  // namespace commands
