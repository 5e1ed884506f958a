// SPDX-License-Identifier: Apache-2.0
// What the matcher and the reading of sentences share: words, and matches made of them.
#pragma once

#include "commands/command.hpp"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace commands {

using Words = std::vector<std::string>;

// Without what is only polite and the punctuation around each word; telling() in small letters too.
Words telling_as_typed(const Words& words);
Words telling(const Words& words);
Words in_small_letters(Words words);
// Quotes of a shell make one word of several: "search service".
Words each_word(const Words& quoted);
// Without the punctuation of a sentence around it; a slash or a dot inside stays.
std::string_view bare(std::string_view word);
bool is_any(std::string_view word, std::initializer_list<std::string_view> any);
bool has(const Words& words, std::initializer_list<std::string_view> any);

// Null when none is called so.
const Command* command_named(std::string_view name);
std::string canonical(const Command& command, const Words& arguments);
// With a confidence below 1 it says how it was read.
Match matched(const Command& command, Words arguments, double confidence);
// A command by its own words, with what follows as its arguments.
std::optional<Match> exact(const Words& words);
// None fits; these lines are near.
Match offering(Words lines);

}  // namespace commands
