// SPDX-License-Identifier: Apache-2.0
// Command lines that set a checkout up, run its tests or hand a change in, of the tools that teams use.
#pragma once

#include <span>
#include <string_view>

namespace insight {

struct KnownCommand {
    enum Use { set_up = 1, test = 2, both = 3, submit = 4 };
    std::string_view command;  // words; "$" = nothing may follow but options or, in prose, English; "*" at
                               // the end = any ending, at the start = any beginning
    int use = 0;
    bool code_only = false;  // also plain English: a command in code, and where only one fits ("run make")
};
std::span<const KnownCommand> known_commands();

}  // namespace insight
