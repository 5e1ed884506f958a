// SPDX-License-Identifier: Apache-2.0
// How the open files that the system allows a process are shared out: each connection is one, and so are the
// database, the shell's calls, what is asked outside, and git's pipes.
#pragma once

#include <cstddef>
#include <string>

namespace bot {

struct Room {
    std::size_t connections = 0;  // at server.listen
    std::size_t refused = 0;      // beyond them, at each address, for as long as they are told so
    std::size_t probes = 0;       // at server.admin_listen
    std::string warning;          // when `connections` is less than was wanted
};

// Of `allowed` open files when `wanted` connections are set (server.connections).
Room room_for(std::size_t wanted, std::size_t allowed);

// Raises what this process may open to what `wanted` connections need, as far as the system's hard limit
// goes; how many it may open from now on comes back. Called once, before any thread starts.
std::size_t raise_open_files(std::size_t wanted);

}  // namespace bot
