// SPDX-License-Identifier: Apache-2.0
// What a repository wants to be, and so which checks speak about it. Source: docs/readiness.md, "Profiles".
#pragma once

#include "insight/check.hpp"

#include <string>
#include <string_view>

namespace insight {

struct ChosenProfile {
    Profile profile = Profile::contributions_welcome;
    std::string source = "default";
};

// --profile, then the central file, then the repository's own; an archived repository that says nothing is
// `archived`.
ChosenProfile choose_profile(const Facts& facts, const Policy& policy);
// False when the profile makes the check not applicable.
bool applies_to(std::string_view check_id, Profile profile);
// The highest level that the profile allows.
int highest_level(Profile profile);

}  // namespace insight
