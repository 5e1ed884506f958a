// SPDX-License-Identifier: Apache-2.0
// Sentences about one repository, or a few that they name.
#pragma once

#include "commands/match_words.hpp"
#include "commands/name_index.hpp"

#include <optional>
#include <string_view>

namespace commands {

// "how ready is search service?", "and for payments-api?" after `previous`, "payments api"; of several that
// are joined by "and", all. Nothing when no repository is named.
std::optional<Match> about_repositories(const Words& words, const NameIndex& index,
                                        std::string_view previous);
// The command that answers what the words ask of one repository, whichever it is; null when they ask nothing.
const Command* command_asked_of(const Words& words, std::string_view previous);
// "how do I become a maintainer?"
bool asks_to_become(const Words& words);
// "how is it calculated?"
bool asks_how_it_is_made(const Words& words);

}  // namespace commands
