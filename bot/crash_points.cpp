// SPDX-License-Identifier: Apache-2.0
#include "bot/crash_points.hpp"

#include <csignal>
#include <cstdlib>

namespace bot {

#ifdef ISPO_CRASH_POINTS
void crash_point(std::string_view name) {
    static const char* const chosen = std::getenv("CRASH_AT");
    if (chosen && name == chosen) std::raise(SIGKILL);
}
std::chrono::seconds look_after(std::chrono::seconds seconds) {
    const char* const chosen = std::getenv("LOOK_AFTER");
    return chosen ? std::chrono::seconds(std::atoi(chosen)) : seconds;
}
#else
void crash_point(std::string_view) {}
std::chrono::seconds look_after(std::chrono::seconds seconds) { return seconds; }
#endif

}  // namespace bot
