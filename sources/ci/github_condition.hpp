// SPDX-License-Identifier: Apache-2.0
// What the `if` of a GitHub job or step says of the changes that it is for. Only what is certain: what is not
// understood leaves nobody out. Pure.
#pragma once

#include "sources/ci/walker.hpp"

#include <string>
#include <string_view>

namespace sources::ci {

// The text of an `if` in lower case, which GitHub does not tell from capitals, without blanks and without the
// "${{ }}" around it.
std::string plain_condition(std::string_view text);

// `condition` is a plain one. An "or" is as good as its best part, an "and" as bad as its worst one.
// On::some_changes: a stranger's change is left out, or waits for a maintainer: by the branch's repository,
// by who opened it, by a label. Sources: GitHub, "Contexts" and "Events that trigger workflows".
On runs_on(std::string_view condition, const insight::CiFile& file);

}  // namespace sources::ci
