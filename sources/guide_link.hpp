// SPDX-License-Identifier: Apache-2.0
// The one relative link of README or CONTRIBUTING that leads to a contribution guide inside the tree.
#pragma once

#include "insight/facts.hpp"

namespace sources {

// The file to follow: what CONTRIBUTING links to, then what README calls a guide to contributing; never one
// that was read already or that plays another part, never a link of the file system. Null when there is none.
const insight::File* find_guide_link(const insight::Facts& facts);

}  // namespace sources
