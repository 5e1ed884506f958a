// SPDX-License-Identifier: Apache-2.0
#include "bot/company_policy.hpp"

#include "core/text.hpp"
#include "insight/exemptions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
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

bool fits(std::string_view glob, const insight::Facts& facts) {
    return core::matches_glob(glob, facts.full_name) || core::matches_glob(glob, facts.name) ||
           (!facts.remote.empty() && core::matches_glob(glob, facts.remote));
}

core::Error unreadable(const std::string& path) {
    std::error_code failed;
    if (std::filesystem::exists(path, failed) && !std::filesystem::is_regular_file(path, failed))
        return core::invalid(
            fmt::format("The governance file {} is no file; nothing was judged. Check readiness.governance.",
                        core::one_line(path)));
    return core::not_found(
        fmt::format("The governance file {} cannot be read; nothing was judged. Check readiness.governance.",
                    core::one_line(path)));
}

}  // namespace

core::Result<CompanyPolicy> CompanyPolicy::read(const Config& config) {
    CompanyPolicy policy;
    policy.settings_ = from_settings(config);
    const auto& path = config.text("readiness.governance");
    if (path.empty()) return policy;
    std::error_code failed;
    if (!std::filesystem::is_regular_file(path, failed)) return unreadable(path);  // a pipe would never end
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) return unreadable(path);
    policy.governance_ = sources::parse_governance(path, text.str());
    if (policy.governance_.broken)
        return core::invalid(
            fmt::format("{}\nNothing was judged or started. Mend the file, or remove readiness.governance.",
                        core::join(policy.fault_lines(), "\n")));
    for (const auto& [name, weight] : policy.governance_.weights)
        if (const auto* check = insight::find_check(name))
            policy.settings_.weights[std::string(check->id)] = weight;
    return policy;
}

std::vector<std::string> CompanyPolicy::lines_of(const std::vector<insight::Fault>& faults) const {
    std::vector<std::string> lines;
    lines.reserve(faults.size());
    const auto name = core::one_line(std::filesystem::path(governance_.path).filename().string());
    for (const auto& fault : faults) lines.push_back(fmt::format("{}:{}: {}", name, fault.line, fault.what));
    return lines;
}

std::vector<std::string> CompanyPolicy::fault_lines() const { return lines_of(governance_.faults); }

std::vector<insight::Fault> CompanyPolicy::exemptions_with(Expiry expiry, core::Time now) const {
    std::vector<insight::Fault> found;
    const auto look = [&](const insight::Declarations& stated) {
        for (const auto& exemption : stated.exemptions) {
            if (!exemption.expires || (*exemption.expires <= now) != (expiry == Expiry::passed)) continue;
            const auto flaw = insight::flaw_of_expiry(*exemption.expires, settings_, now);
            if (flaw.empty()) continue;
            found.push_back({insight::line_of(exemption),
                             fmt::format("The exemption from {} is ignored: {}.",
                                         core::shorten(core::one_line(exemption.check), 60), flaw)});
        }
    };
    look(governance_.defaults);
    for (const auto& [name, stated] : governance_.profiles) look(stated);
    for (const auto& [glob, stated] : governance_.repositories) look(stated);
    std::ranges::stable_sort(found, {}, &insight::Fault::line);
    return found;
}

std::vector<std::string> CompanyPolicy::mistakes(core::Time now) const {
    auto all = governance_.faults;
    const auto too_far = exemptions_with(Expiry::too_far, now);
    all.insert(all.end(), too_far.begin(), too_far.end());
    std::ranges::stable_sort(all, {}, &insight::Fault::line);
    return lines_of(all);
}

std::vector<std::string> CompanyPolicy::expired(core::Time now) const {
    return lines_of(exemptions_with(Expiry::passed, now));
}

insight::Policy CompanyPolicy::for_repository(const insight::Facts& facts) const {
    auto policy = settings_;
    add(policy, governance_.defaults);
    for (const auto& [glob, stated] : governance_.repositories)
        if (fits(glob, facts)) add(policy, stated);
    return policy;
}

}  // namespace bot
