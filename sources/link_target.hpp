// SPDX-License-Identifier: Apache-2.0
// Where a link of the tree leads, without asking any file system.
#pragma once

#include "sources/assemble.hpp"

namespace sources {

// The file of `tree` that `link` leads to, over at most eight links, linked folders among them. Null when it
// leads out of the tree, to no file in it, or in a circle.
const insight::File* target_of(const insight::Tree& tree, const insight::File& link, const ReadBlob& read);

}  // namespace sources
