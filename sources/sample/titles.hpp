// SPDX-License-Identifier: Apache-2.0
// Believable titles of changes and issues.
#pragma once

#include "sources/sample/random.hpp"

#include <string>

namespace sources::sample {

std::string title_of_change(Random& random);
std::string title_of_update(Random& random);  // by a bot
std::string title_of_issue(Random& random);
std::string title_of_first_issue(Random& random);  // small, for a newcomer

}  // namespace sources::sample
