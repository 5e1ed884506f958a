// SPDX-License-Identifier: Apache-2.0
// A line of shell code, or a sentence, as the words of a shell; and where in a sentence nothing but a command
// fits. Pure.
#pragma once

#include "insight/command_line.hpp"

#include <string_view>

namespace insight {

// Without quotes and the marks around them; "a; b" has ";" as a word of its own.
Words code_words(std::string_view line);
// What ends a clause ends a command: ";" stands for a comma, a colon, a bracket, a dash. Where the marks of
// code were left in, "$" stands for the one before it, as a prompt does.
Words prose_words(std::string_view line);
// "Run make", "simply type yarn", "build with make", "use ant to build": no English word fits at words[at].
bool is_place_of_command(const Words& words, std::size_t at);

}  // namespace insight
