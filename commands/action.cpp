// SPDX-License-Identifier: Apache-2.0
#include "commands/action.hpp"

#include "core/text.hpp"

namespace commands {

Action action(std::string_view label, std::string line, std::string_view spoken) {
    if (spoken.empty()) spoken = label;
    return {core::shorten(core::one_line(label), 40),
            std::move(line),
            core::shorten(core::one_line(spoken), 75),
            {}};
}

std::string line_for(std::string_view command, std::string_view name, std::string_view id) {
    auto line = std::string{command} + " " + core::quote_word(name);
    const bool plain = core::one_line(name) == name && core::quote_word(name) == name;
    if (plain && line.size() < line_limit) return line;
    return std::string{command} + " " + std::string{id};
}

void add_examples(Answer& answer, const std::vector<std::string>& examples) {
    const auto before = answer.actions.size();
    for (const auto& line : examples) {
        if (line.size() < line_limit) answer.actions.push_back(action(line, line, "Run " + line));
    }
    if (answer.actions.size() == before)
        answer.actions.push_back(action("Help", "help", "Show what can be asked"));
}

}  // namespace commands
