// SPDX-License-Identifier: Apache-2.0
// Counts over the items of one repository at a moment, by the definitions of the readiness model: people
// only, classified by whose team owned the repository when the item was ready.
#pragma once

#include "insight/company.hpp"

#include <map>
#include <string>
#include <vector>

namespace sources::sample {

using core::Time;

// The rows of a company by the keys that counting needs. Refers to `company`, which must outlive it.
struct Ledger {
    explicit Ledger(const insight::CompanyFacts& company);
    std::map<std::string, std::vector<const insight::Item*>, std::less<>> items;              // by repository
    std::map<std::string, std::vector<const insight::Ownership*>, std::less<>> owners;        // by repository
    std::map<std::string, std::vector<const insight::Membership*>, std::less<>> memberships;  // by person
    std::map<std::string, insight::PersonKind, std::less<>> kinds;                            // by person

    bool is_human(const std::string& person) const;
    // Team at `at`; empty for none.
    std::string team_of(const std::string& person, Time at) const;
    bool owns(const std::string& team, const std::string& repository, Time at) const;
    const std::vector<const insight::Item*>& items_of(const std::string& repository) const;
};

// `maintainers` are the keys of those who may merge at `now`.
insight::Conversations converse(const Ledger& ledger, const insight::Repository& repository,
                                const std::vector<std::string>& maintainers, Time now);
// Commits are made up from merged changes: one to four each.
insight::History history_of(const Ledger& ledger, const insight::Repository& repository, Time now);

}  // namespace sources::sample
