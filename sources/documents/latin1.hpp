// SPDX-License-Identifier: Apache-2.0
// Text in the one-byte letters of Western Europe, as old editors save it.
#pragma once

#include <string>
#include <string_view>

namespace sources::documents {

enum class Letters { utf8, latin1, mixed };

// latin1: bytes above 127, and none of them a letter of UTF-8. mixed: some are, some are not. Where the text
// was `cut`, a letter that is cut off at its end does not count.
Letters letters_of(std::string_view bytes, bool cut);
// As UTF-8. Source: Unicode, "cp1252 to Unicode table"; its five gaps become U+FFFD.
std::string from_latin1(std::string_view bytes);

}  // namespace sources::documents
