// SPDX-License-Identifier: Apache-2.0
#include "insight/profile.hpp"

#include <algorithm>
#include <array>

namespace insight {
namespace {

constexpr std::array<std::string_view, 7> for_readers = {"D1", "D2", "D3", "C1", "C4", "G1", "S4"};
constexpr std::array<std::string_view, 3> for_code = {"B2", "B3", "B4"};

template <std::size_t n>
bool among(const std::array<std::string_view, n>& ids, std::string_view id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

}  // namespace

ChosenProfile choose_profile(const Facts& facts, const Policy& policy) {
    if (policy.profile) return {*policy.profile, "--profile"};
    if (policy.central_profile) return {*policy.central_profile, "central file"};
    ChosenProfile chosen;
    if (facts.declared && facts.declared->profile)
        if (const auto profile = profile_from(*facts.declared->profile))
            return {*profile, facts.declared->path};
    if (facts.settings.archived && facts.settings.archived->value) {
        chosen.profile = Profile::archived;
        chosen.source = "archived";
    }
    return chosen;
}

bool applies_to(std::string_view check_id, Profile profile) {
    if (profile == Profile::readable_source) return among(for_readers, check_id);
    if (profile == Profile::docs_only) return !among(for_code, check_id);
    return true;
}

int highest_level(Profile profile) { return profile == Profile::readable_source ? 1 : 4; }

}  // namespace insight
