// SPDX-License-Identifier: Apache-2.0
#include "bot/descriptors.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>

namespace bot {

namespace {

// For all that is no connection at server.listen; less where little is allowed.
constexpr std::size_t most_kept_back = 512;
constexpr std::size_t most_beside = 64, least_beside = 4;

}  // namespace

Room room_for(std::size_t wanted, std::size_t allowed) {
    const auto kept_back = std::min(most_kept_back, allowed / 8 * 5);
    Room room{.connections = std::clamp<std::size_t>(allowed - kept_back, 1, wanted)};
    room.refused = room.probes = std::clamp(room.connections / 4, least_beside, most_beside);
    if (room.connections < wanted)
        room.warning = fmt::format(
            "The system allows this process {} open files, too few for server.connections = {}: at most {} "
            "connections are taken at once. Allow more (LimitNOFILE= in the unit, ulimit -n) or lower it.",
            allowed, wanted, room.connections);
    return room;
}

std::size_t raise_open_files(std::size_t wanted) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return wanted + most_kept_back;
    const rlim_t needed = std::min<rlim_t>(limit.rlim_max, wanted + most_kept_back);
    if (limit.rlim_cur < needed) {
        const rlimit raised{needed, limit.rlim_max};
        if (::setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
    }
    return limit.rlim_cur;
}

}  // namespace bot
