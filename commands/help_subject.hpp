// SPDX-License-Identifier: Apache-2.0
// What can be explained: topics, commands, levels, checks and the words of the field. Help and the reading of
// sentences ("what is a trusted committer?") share it.
#pragma once

#include "commands/match_words.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace commands {

// Without what only leads to the subject: "what is a", "me about", "does … mean". Words as telling() gives
// them.
Words subject_in(Words said);
// The subject in its own spelling: "levels", "ready history", "L2", "C4", "trusted committer". Nothing when
// there is none of this name.
std::optional<std::string> subject_called(std::string_view words);
// "L2" → 2.
std::optional<int> level_called(std::string_view word);
// Lines that explain what may have been meant, nearest first, at most three.
Words near_subjects(std::string_view asked);

// A greeting or thanks and nothing else: "help hello", "help thanks".
inline constexpr std::string_view greeting = "hello", thanks = "thanks";
std::optional<Match> small_talk(const Words& words);
// "what is a trusted committer?", "what does coverage mean?", "explain L2"; alone "what are you?". Nothing
// for a command that is only named: "what are the repositories?" may ask for the list.
std::optional<Match> about_meaning(const Words& said);
// Whether the sentence asks what something is, known or not.
bool asks_for_meaning(const Words& said);

}  // namespace commands
