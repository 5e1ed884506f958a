// SPDX-License-Identifier: Apache-2.0
// What a file of facts states of one repository, as the facts that checks judge.
#pragma once

#include "insight/connector/records.hpp"
#include "insight/facts.hpp"

#include <vector>

namespace sources::facts {

// Older than so many days a fact tells nothing any more: what was so may have changed unseen.
inline constexpr int oldest_days = 90;

// Its record tells description, topics, visibility and whether it is archived; what no check_fact tells stays
// unknown. Without the fact "files" nothing is known of its files; where that is not complete, a file that is
// not in it may be there all the same. They were collected when the oldest of those that count was seen.
// Never throws for what the facts hold.
insight::Facts facts_of(const insight::Repository& repository,
                        const std::vector<insight::connector::CheckFact>& facts, core::Time now);

}  // namespace sources::facts
