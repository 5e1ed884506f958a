// SPDX-License-Identifier: Apache-2.0
// The documents and files of a repository that play a part, best first.
#pragma once

#include "insight/facts.hpp"
#include "insight/file_roles.hpp"

#include <vector>

namespace insight {

// Documents of `facts` with this part, best place first (/, .github/, docs/, .gitlab/ for GitHub; own files
// before inherited ones), Markdown before other markup. Of README only the one that is shown; of the
// contribution guide no translation, unless there is nothing else. None of those that a generator or a host
// wrote: they are nobody's word.
std::vector<const Document*> documents_with(const Facts& facts, Role role);
// The README that people see, the first that holds any text, whoever wrote it; null when there is none.
const Document* shown_readme(const Facts& facts);
// Files of the tree with this part, those of examples and foreign code last, and no translation of a guide
// that is there; empty when the tree was not seen.
std::vector<const File*> files_with(const Facts& facts, Role role);

}  // namespace insight
