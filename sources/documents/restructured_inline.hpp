// SPDX-License-Identifier: Apache-2.0
// Markup inside a paragraph of reStructuredText.
#pragma once

#include "sources/documents/outline.hpp"

#include <map>
#include <string>
#include <string_view>

namespace sources::documents {

// What the whole file defines: ".. _name: target" and ".. |name| replace:: text".
struct RestructuredNames {
    std::map<std::string, std::string, std::less<>> targets;        // lower case, one space between words
    std::map<std::string, std::string, std::less<>> substitutions;  // an image substitutes by nothing
};
RestructuredNames restructured_names(const Lines& lines);

Prose restructured_inline(std::string_view text, int line, const RestructuredNames& names);

}  // namespace sources::documents
