// SPDX-License-Identifier: Apache-2.0
// The words of the command line, for the completion scripts.
#pragma once

#include "bot/completion.hpp"

#include <CLI/CLI.hpp>
#include <vector>

namespace bot {

// Those of the program, which every command takes.
std::vector<CompletedOption> shared_options(const CLI::App& app);
// Every command that is for people, with what may follow it.
std::vector<CompletedWord> completed_words(const CLI::App& app);

}  // namespace bot
