// SPDX-License-Identifier: Apache-2.0
// The list of commands, in the order of help. A new command is one file and one line in each list here.
#include <array>

#include "commands/command.hpp"

namespace commands {

extern const Command help;
extern const Command ready;

std::span<const Command* const> commands() {
    static const std::array<const Command*, 2> all = {&help, &ready};
    return all;
}

}  // namespace commands
