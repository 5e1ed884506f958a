// SPDX-License-Identifier: Apache-2.0
// What the commands about people share.
#pragma once

#include <string_view>

namespace commands {

// The field of a Request that holds what the shell read from files (insight/directory/import: to_lines).
inline constexpr std::string_view facts_field = "directory.facts";

inline constexpr std::string_view how_to_import =
    "Whoever may read the company's files imports them in a shell: ispo people import people.csv owners.csv";

}  // namespace commands
