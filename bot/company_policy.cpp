// SPDX-License-Identifier: Apache-2.0
#include "bot/company_policy.hpp"

#include "core/text.hpp"

#include <fmt/format.h>

#include <fstream>
#include <sstream>

namespace bot {

namespace {

insight::Policy from_settings(const Config& config) {
    insight::Policy policy;
    policy.listing_topics = config.list("readiness.listing_topics");
    policy.internal_default_licence = config.truth("readiness.internal_default_licence");
    policy.findings_only_below = static_cast<double>(config.integer("readiness.findings_only_below"));
    return policy;
}

void add(insight::Policy& policy, const insight::Declarations& stated) {
    if (stated.profile) policy.central_profile = insight::profile_from(*stated.profile);
    policy.exemptions.insert(policy.exemptions.end(), stated.exemptions.begin(), stated.exemptions.end());
}

}  // namespace

core::Result<CompanyPolicy> CompanyPolicy::read(const Config& config) {
    CompanyPolicy policy;
    policy.settings_ = from_settings(config);
    const auto& path = config.text("readiness.governance");
    if (path.empty()) return policy;
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in)
        return core::not_found(fmt::format(
            "The governance file {} cannot be read; nothing was judged. Check readiness.governance.",
            core::one_line(path)));
    policy.governance_ = sources::parse_governance(path, text.str());
    for (const auto& [name, weight] : policy.governance_.weights)
        if (const auto* check = insight::find_check(name))
            policy.settings_.weights[std::string(check->id)] = weight;
    return policy;
}

insight::Policy CompanyPolicy::for_repository(std::string_view full_name) const {
    auto policy = settings_;
    add(policy, governance_.defaults);
    for (const auto& [glob, stated] : governance_.repositories)
        if (core::matches_glob(glob, full_name)) add(policy, stated);
    return policy;
}

}  // namespace bot
