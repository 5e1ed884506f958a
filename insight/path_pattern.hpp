// SPDX-License-Identifier: Apache-2.0
// gitignore-like patterns, compiled to segments. Time to match is linear in path × pattern, whatever the
// pattern: both are foreign.
#pragma once

#include "insight/owners.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace insight {

struct PathPattern {
    // "**" stands for any number of segments, also none. What a pattern implies (any depth, all below) is
    // written out here.
    std::vector<std::string> segments;

    bool matches(const std::vector<std::string_view>& path) const;
};

// Empty when the host would reject the pattern (GitHub: "!", ranges, "\#").
std::optional<PathPattern> compile(std::string_view pattern, OwnersSyntax syntax);
bool is_literal(std::string_view segment);
std::vector<std::string_view> segments_of(std::string_view path);

}  // namespace insight
