// SPDX-License-Identifier: Apache-2.0
// What a finding rests on, in words, on one line.
#pragma once

#include "insight/readiness.hpp"

#include <string>

namespace commands {

// The first place, and what is missing or was not seen: for lists.
std::string short_evidence(const insight::Finding& finding);

// All of it: places and notes, what is missing, whether it was only stated, and an exemption with reason,
// owner and expiry.
std::string whole_evidence(const insight::Finding& finding);

}  // namespace commands
