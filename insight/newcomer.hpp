// SPDX-License-Identifier: Apache-2.0
// What a newcomer looks for first: the four parts of a README. Pure.
#pragma once

#include "insight/facts.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace insight {

struct NewcomerPart {
    std::string_view name;             // "what it is and why", "first use", "help", "how to contribute"
    std::optional<std::string> where;  // "path:line"
};
using NewcomerParts = std::array<NewcomerPart, 4>;
NewcomerParts parts_of(const Document& readme);

}  // namespace insight
