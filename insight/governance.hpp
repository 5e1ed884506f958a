// SPDX-License-Identifier: Apache-2.0
// Where a repository says how a newcomer becomes a maintainer, and which level of sharing it names.
#pragma once

#include "insight/check.hpp"

#include <optional>

namespace insight {

// The place that tells how to become a maintainer (committer, owner, reviewer); empty when no document does.
std::optional<Evidence> find_path_to_maintainer(const Facts& facts);
// The place that names its level of sharing in the words of the pattern "Explicit Governance Levels".
std::optional<Evidence> find_named_level(const Facts& facts);

}  // namespace insight
