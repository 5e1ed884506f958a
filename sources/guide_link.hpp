// SPDX-License-Identifier: Apache-2.0
// The relative links of README and of the contribution guide that lead to more of it inside the tree.
#pragma once

#include "insight/facts.hpp"

#include <cstddef>
#include <vector>

namespace sources {

// The files to follow, at most `most`: what the guide calls a part of it, then what README calls a guide;
// where neither names one, the first page that CONTRIBUTING links to. Never one that was read already or that
// plays another part, never a link of the file system.
std::vector<const insight::File*> find_guide_links(const insight::Facts& facts, std::size_t most);

}  // namespace sources
