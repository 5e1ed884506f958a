// SPDX-License-Identifier: Apache-2.0
// Completion scripts for bash, zsh and fish.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bot {

// A first word, and what may follow it.
struct CompletedWord {
    std::string name, summary;
    std::vector<std::string> next;     // "explain" after "config", topics after "help"
    std::vector<std::string> options;  // "--json"
    bool takes_folders = false;
};

// `words` stand in a script as they are: letters, digits, "-" and "_" only. `shell` is "bash", "zsh" or
// "fish".
std::string completion_script(std::string_view shell, const std::vector<CompletedWord>& words);

}  // namespace bot
