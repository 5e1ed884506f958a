// SPDX-License-Identifier: Apache-2.0
// The company's rules for readiness: settings and the central governance.yml, made into the policy of one
// repository.
#pragma once

#include "bot/config.hpp"
#include "insight/check.hpp"
#include "sources/declarations.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace bot {

class CompanyPolicy {
  public:
    // Errc::not_found when the governance file cannot be read, Errc::invalid when it is broken. Parts of it
    // that are wrong (unknown keys, exemptions without expiry) are `faults`: the rest counts.
    static core::Result<CompanyPolicy> read(const Config& config);

    // The last glob that matches its full name (of a checkout the path), its name, or the full name at its
    // origin wins over the defaults.
    insight::Policy for_repository(const insight::Facts& facts) const;
    const std::vector<insight::Fault>& faults() const { return governance_.faults; }
    std::vector<std::string> fault_lines() const;  // "governance.yml:3: No check is called …", one for each
    // Those and the exemptions that expire too far ahead of that day, by line.
    std::vector<std::string> mistakes(core::Time now) const;
    // Exemptions that ended by themselves, which is no mistake.
    std::vector<std::string> expired(core::Time now) const;

  private:
    enum class Expiry { passed, too_far };
    std::vector<insight::Fault> exemptions_with(Expiry expiry, core::Time now) const;
    std::vector<std::string> lines_of(const std::vector<insight::Fault>& faults) const;

    insight::Policy settings_;
    sources::Governance governance_;
};

}  // namespace bot
