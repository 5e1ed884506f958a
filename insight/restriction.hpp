// SPDX-License-Identifier: Apache-2.0
// A sentence that turns outside work away: found in README, CONTRIBUTING, change template or description.
// Source: docs/readiness.md.
#pragma once

#include "insight/facts.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace insight {

struct Restriction {
    std::string sentence;
    std::string where;
    enum class Kind { refusal, closed, reduced_care, display_only } kind;
};
// What C2 calls missing where such a sentence stands: more topics would not mend it.
inline constexpr std::string_view missing_where_restricted = "a policy that takes contributions";
std::optional<Restriction> find_restriction(const Facts& facts);

}  // namespace insight
