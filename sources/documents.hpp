// SPDX-License-Identifier: Apache-2.0
// Markdown, reStructuredText, AsciiDoc, org and plain text as one outline.
#pragma once

#include "insight/facts.hpp"

#include <string_view>

namespace sources {

// The outline of `bytes`, its format taken from the extension of `path` (none or unknown: Markdown if it
// looks so, else plain text). UTF-16 with a byte order mark is decoded.
// Text without any letter of UTF-8 beyond ASCII is taken for Latin-1, else what is invalid is replaced; a NUL
// byte in the first 8 KiB makes it `binary` without blocks. Pure; linear in the size.
insight::Document parse_document(std::string_view path, std::string_view bytes, bool truncated = false);

// What its reader should know of how the letters were read, as the end of a sentence; empty where all is
// UTF-8.
std::string_view note_on_letters(std::string_view bytes, bool truncated);

}  // namespace sources
