// SPDX-License-Identifier: Apache-2.0
// What to do next, what brings most first. Source: docs/readiness.md, "Fixes".
#pragma once

#include "insight/readiness.hpp"

#include <vector>

namespace insight {

// Gates of the next level first, then weight still to gain, falling, then check id. What may well be in order
// but was only partly seen comes last: nobody should be sent to mend what is whole. None for an exempt check.
std::vector<Fix> fixes_for(const std::vector<Finding>& findings, const Levels& levels, int judged_weight);

}  // namespace insight
