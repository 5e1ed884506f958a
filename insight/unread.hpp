// SPDX-License-Identifier: Apache-2.0
// What to say when nothing was found: "no" only when everything was read that could hold it.
#pragma once

#include "insight/check.hpp"
#include "insight/file_search.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace insight {

inline constexpr std::string_view organisation_default = "the organisation's default";

// The first file with this part that is not empty and of which no text was read (binary, too large, absent
// from the clone, a link out of the tree); a source reads no text of tests and lock files at all;
// null when there is none.
const File* find_unread(const Facts& facts, Role role);
// The same for the first part that has one.
const File* find_unread(const Facts& facts, std::initializer_list<Role> roles);
// All of them.
std::vector<const File*> files_unread(const Facts& facts, Role role);

// unknown when no tree was seen, when it was cut off, or when a file of this part exists and was not read;
// else no with `note`. With `may_be_inherited` and unread defaults of the organisation the no is flagged: it
// is judged from the checkout alone.
Verdict not_found(const Facts& facts, Role role, std::string note, bool may_be_inherited = false);

}  // namespace insight
