// SPDX-License-Identifier: Apache-2.0
// Sentences about a repository that nobody has told of: they are understood all the same, and the command
// says that it is not known, and what to do.
#pragma once

#include "commands/match_words.hpp"

namespace commands {

// `words` in small letters; after every other reading, and where no known name is near. The name is the first
// word written as one ("payments-api"), else what is left of the sentence beside the words that ask. Nothing
// when nothing is asked, or nothing is left.
std::optional<Match> about_unknown_repository(const Words& words, std::string_view previous);

}  // namespace commands
