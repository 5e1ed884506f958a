// SPDX-License-Identifier: Apache-2.0
// Markup inside a paragraph of AsciiDoc.
#pragma once

#include "sources/documents/outline.hpp"

#include <map>
#include <string>
#include <string_view>

namespace sources::documents {

using AsciidocAttributes = std::map<std::string, std::string, std::less<>>;

Prose asciidoc_inline(std::string_view text, int line, const AsciidocAttributes& attributes);

}  // namespace sources::documents
