// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace sources::sample {

// The level (0 … 4) that a named repository is written to reach; −1 for any other name. Tests hold the texts
// to it.
int intended_level(std::string_view repository);

}  // namespace sources::sample
