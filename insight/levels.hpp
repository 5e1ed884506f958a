// SPDX-License-Identifier: Apache-2.0
// Levels are gates, not bands of the score. Source: docs/readiness.md, "Levels".
#pragma once

#include "insight/readiness.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace insight {

struct Gate {
    int level = 0;
    std::string_view check;        // id
    Outcome least = Outcome::yes;  // yes, or partly: "at least partly"
};

// The gates that are checks, lowest level first. L4 asks more, of conversations: levels.cpp.
std::span<const Gate> gates();

enum class GateState { passed, failed, unknown };
// Not applicable passes; what is only a lower bound is unknown until it passes.
GateState state_of(const Verdict& verdict, Outcome least);
// The same, where an exempt gate passes.
GateState state_of(const Finding& finding, Outcome least);

// The cap of an archived repository, whatever its profile says.
inline constexpr std::string_view archived_cap = "It is archived.";

// How far up the findings reach. `restricted`: a sentence turns contributions away.
Levels levels_of(const std::vector<Finding>& findings, const Facts& facts, Profile profile, bool restricted);

}  // namespace insight
