// SPDX-License-Identifier: Apache-2.0
// An Answer for the terminal: plain text, with colour only where it is wanted. Status is word and shape;
// colour adds nothing that is not said.
#pragma once

#include "commands/answer.hpp"

#include <string>

namespace bot {

struct TerminalStyle {
    bool colour = false;
    std::size_t width = 100;
    bool details = false;          // print the further answers too
    std::string program = "ispo";  // how lines to type begin: with the options that were given
};
std::string terminal_text(const commands::Answer& answer, const TerminalStyle& style);

}  // namespace bot
