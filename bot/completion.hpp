// SPDX-License-Identifier: Apache-2.0
// Completion scripts for shells, made from the command line itself. Words after an option are its values;
// what stands before the command (ispo --data X ready) does not hide it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bot {

struct CompletedOption {
    std::string name;  // "--format"
    bool takes_value = false;
};
struct CompletedWord {
    std::string name;
    std::string summary;
    std::vector<std::string> next;         // what may follow: subcommands, topics
    std::vector<CompletedOption> options;  // its own, and those of the program
    std::vector<CompletedWord> below;      // subcommands, with what may follow them
    bool takes_checkouts = false;          // folders, once a path is begun: ./, ../, / or ~
};

// `shell`: bash, zsh or fish. `options` are those of the program, which may come before a command.
std::string completion_script(std::string_view shell, const std::vector<CompletedWord>& words,
                              const std::vector<CompletedOption>& options);

}  // namespace bot
