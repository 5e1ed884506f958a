// SPDX-License-Identifier: Apache-2.0
// Which headings of README open a part of its contribution guide. Pure.
#pragma once

#include <string_view>

namespace insight {

// A heading or link text such as "Contributing", "Development", "Building from source", "Running the tests",
// "How to submit changes".
bool speaks_of_contributing(std::string_view title);
// "Set-up", "Getting started", "Installation", "Who reviews", "Response times": a part of the guide where
// README has one, else a matter of use or of the product.
bool may_stand_beside_a_guide(std::string_view title);

}  // namespace insight
