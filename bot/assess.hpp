// SPDX-License-Identifier: Apache-2.0
// From paths to assessments, many side by side. Reads checkouts with the rights of the calling process; never
// runs anything from them.
#pragma once

#include "bot/company_policy.hpp"
#include "core/result.hpp"
#include "insight/company.hpp"
#include "insight/readiness.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace bot {

struct AssessOrder {
    std::vector<std::string> paths;
    std::string revision;              // empty = HEAD
    std::vector<std::string> assumed;  // "visibility=internal"
    CompanyPolicy company;
    std::optional<insight::Profile> profile;  // asked for with --profile
    core::Time now{};
};

struct Assessed {
    std::string path;  // as given
    core::Result<insight::Assessment> result;
};

// One entry for each path, in the order given. `on_progress(done, all)` is called from the calling thread
// only.
std::vector<Assessed> assess_paths(const AssessOrder& order,
                                   const std::function<void(std::size_t, std::size_t)>& on_progress);

// Where it was read: the absolute path of a checkout, else its full name.
const std::string& path_of(const insight::Assessment& assessment);
// The row that the store keeps for an assessed checkout: private where nobody stated its visibility.
insight::Repository repository_of(const insight::Assessment& assessment);

}  // namespace bot
