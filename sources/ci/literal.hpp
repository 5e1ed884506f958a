// SPDX-License-Identifier: Apache-2.0
// What programs that describe CI have in common (Groovy, Kotlin, Java): words, texts in quotes, comments.
#pragma once

#include <cstddef>
#include <string_view>

namespace sources::ci {

// So much of a program is read.
inline constexpr std::size_t longest_code = 256U << 10U;

bool is_word_byte(char c);

// The text between the quotes that start at `at` ("…", '…', three of either), and where it ends. A short one
// ends with its line, whatever it holds.
struct Literal {
    std::string_view text;
    std::size_t end = 0;
    bool is_long = false;
};
Literal read_literal(std::string_view text, std::size_t at);

// Where a comment ("//", "/* */") that starts at `at` ends; `at` itself where none does.
std::size_t end_of_comment(std::string_view text, std::size_t at);

// What stands behind `at` on its line, and not far: else a long line of commands would cost the square of its
// length.
std::string_view rest_of_line(std::string_view text, std::size_t at);

}  // namespace sources::ci
