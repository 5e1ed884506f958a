// SPDX-License-Identifier: Apache-2.0
// How values of the domain are written in the database, and back. A word nobody knows reads as the most
// careful value.
#pragma once

#include "insight/company.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace storage {

std::string_view word_of(insight::Visibility visibility);
insight::Visibility visibility_from(std::string_view word);
std::string_view word_of(insight::PersonKind kind);
std::string_view word_of(insight::ItemKind kind);
std::string_view word_of(insight::Mode mode);

// A list as text, one entry a line; a line break inside an entry becomes a space, empty entries go.
std::string text_of(const std::vector<std::string>& list);
std::vector<std::string> list_from(std::string_view text);

}  // namespace storage
