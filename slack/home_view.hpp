// SPDX-License-Identifier: Apache-2.0
// App Home: one section under the other, made for one viewer.
#pragma once

#include "commands/answer.hpp"

#include <vector>

namespace slack {

// At most a hundred blocks; sections that find no room are named in a last line.
core::Json home_view(const std::vector<commands::Answer>& sections);

}  // namespace slack
