// SPDX-License-Identifier: Apache-2.0
// The one relative link of README or CONTRIBUTING that leads to a contribution guide inside the tree.
#pragma once

#include "insight/facts.hpp"

#include <string>
#include <string_view>

namespace sources {

// Where `target`, as written in the document `from`, points inside the repository; empty when it leaves it or
// is an address of its own.
std::string resolve_link(std::string_view from, std::string_view target);

// The regular file with exactly this path; null when there is none. The files of a tree are sorted by path.
const insight::File* find_file(const insight::Tree& tree, std::string_view path);

// The file to follow: what CONTRIBUTING links to, then what README calls a guide to contributing; never one
// that was read already or that plays another part, never a link of the file system. Null when there is none.
const insight::File* find_guide_link(const insight::Facts& facts);

}  // namespace sources
