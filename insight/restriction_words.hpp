// SPDX-License-Identifier: Apache-2.0
// The ways to say that outside work is turned away. What stands around them decides: restriction_context.
#pragma once

#include "insight/prose.hpp"

#include <string_view>
#include <vector>

namespace insight {

// Who "from other …" means: colleagues as such, not bots, forks or branches.
inline constexpr std::string_view other_people =
    "teams|departments|groups|units|divisions|people|colleagues|contributors|developers|outsiders|employees|"
    "anyone|anybody|everyone|parties|companies|organisations|organizations";

const std::vector<Pattern>& refusals();         // "please do not open pull requests"
const std::vector<Pattern>& closures();         // "not accepting contributions"
const std::vector<Pattern>& closed_circles();   // "limited to the ledger team", ending with who remains
const std::vector<Pattern>& closed_doors();     // "only the ledger team may change this repository"
const std::vector<Pattern>& endings();          // "this project is deprecated", naming itself
const std::vector<Pattern>& endings_by_name();  // "is deprecated", behind a name
const std::vector<Pattern>& reduced_cares();    // "maintenance mode", of whatever it is said
const std::vector<Pattern>& displays();         // "for reference only"

}  // namespace insight
