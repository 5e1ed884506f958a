// SPDX-License-Identifier: Apache-2.0
// Small helpers for text. Everything from outside is hostile: clean() it before a person or another program
// sees it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// ASCII lower case; other bytes stay.
std::string lower(std::string_view text);
// Without white space (space, tab, CR, LF, form feed) at both ends.
std::string_view trim(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
std::vector<std::string_view> lines(std::string_view text);
std::string join(const std::vector<std::string>& parts, std::string_view between);
bool contains_ignoring_case(std::string_view text, std::string_view lower_case_needle);
bool starts_with_ignoring_case(std::string_view text, std::string_view lower_case_prefix);

// Valid UTF-8 without control characters (line feed and tab stay), without bidirectional overrides and
// zero-width characters; each invalid byte becomes U+FFFD.
std::string clean(std::string_view text);
// clean(), on one line: runs of white space become one space.
std::string one_line(std::string_view text);
// At most `limit` code points, cut at a code point and ended with "…" when cut.
std::string shorten(std::string_view text, std::size_t limit);
// "1 commit", "12 commits".
std::string counted(std::int64_t number, std::string_view one, std::string_view many);
// Number of code points of valid UTF-8.
std::size_t count_code_points(std::string_view text);
// True when valid UTF-8 as a whole (RFC 3629: no surrogates, no overlong forms).
bool is_utf8(std::string_view text);

// Words of a command line: white space separates, "double" and 'single' quotes (and their typographic forms)
// keep together, a backslash quotes the next character outside single quotes. An unclosed quote runs to the
// end.
std::vector<std::string> split_words(std::string_view line);
// A word as it must be typed: quoted when it holds white space, quotes or a backslash, or is empty.
std::string quote_word(std::string_view word);

// Does `glob` (with * for any run of characters and ? for one) match all of `name`?
bool matches_glob(std::string_view glob, std::string_view name);

// Damerau-Levenshtein distance (optimal string alignment), by bytes of the lower-case forms.
std::size_t edit_distance(std::string_view a, std::string_view b);
// The same where it is at most `most`, else some greater number: cheap for words of very different lengths.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t most);

}  // namespace core
