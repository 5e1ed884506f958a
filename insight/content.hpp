// SPDX-License-Identifier: Apache-2.0
// Whether a file says anything: a name alone is no evidence. Pure.
#pragma once

#include "insight/facts.hpp"

namespace insight {

// At least one block that is neither a bare heading nor a placeholder.
bool has_content(const Document& document);
// The same for a file of the tree: false for links, submodules, empty files, and text of which nothing is
// left without white space and comments. A file whose text was not read is given the benefit of the doubt.
bool has_content(const Facts& facts, const File& file);

}  // namespace insight
