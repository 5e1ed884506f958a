// SPDX-License-Identifier: Apache-2.0
// Where a test may end the program while a file of facts is imported (bot/crash_points), in the order in
// which one passes them.
#pragma once

#include <array>
#include <string_view>

namespace bot {

inline constexpr std::array<std::string_view, 3> facts_crash_points = {
    "facts_half",     // some of its lines are written
    "facts_written",  // all of them, and that is not committed yet
    "facts_kept",     // it is committed; the repositories are not judged yet
};

}  // namespace bot
