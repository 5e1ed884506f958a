// SPDX-License-Identifier: Apache-2.0
// Sentences: a command is meant when a sentence shares its examples' telling words.
#pragma once

#include "commands/match_words.hpp"
#include "commands/name_index.hpp"

namespace commands {

// How a match begins to say why nothing was run, where a name was asked for that is only near known ones.
inline constexpr std::string_view no_such_repository = "In a sentence I find no repository called ";

// What the telling words mean, as they were typed and in small letters (`said`, not empty); near names of
// repositories when no command does. `previous` is what was asked before.
Match match_sentence(const Words& as_typed, const Words& said, const Vocabulary& vocabulary,
                     const NameIndex& index, std::string_view previous);

}  // namespace commands
