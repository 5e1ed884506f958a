// SPDX-License-Identifier: Apache-2.0
#include "commands/reference.hpp"

#include "commands/command.hpp"

#include <fmt/core.h>

namespace commands {

std::string markdown_cell(std::string_view text) {
    std::string out;
    for (const char c : text) out += c == '|' ? std::string("\\|") : std::string(1, c);
    return out;
}

std::string commands_markdown() {
    std::string table = "| Command | Usage | Role | Changes something | Summary |\n|---|---|---|---|---|\n";
    std::string examples;
    for (const auto* command : commands()) {
        table += fmt::format("| {} | `{}` | {} | {} | {} |\n", command->name, markdown_cell(command->usage),
                             to_word(command->role), command->changes ? "yes" : "no",
                             markdown_cell(command->summary));
        examples += fmt::format("\n### {}\n\n", command->name);
        for (const auto& example : command->examples) {
            examples += fmt::format("- `{}`, or in words: *{}*\n", example.line, example.phrase);
        }
    }
    return "# Commands\n\nType them after `/ispo` in Slack, after `ispo` in a shell, or say them in plain "
           "words.\n\n" +
           table + "\n## Examples\n" + examples;
}

}  // namespace commands
