// SPDX-License-Identifier: Apache-2.0
// What a command line that nobody understands is told: what was wrong, and what was meant, if that is near.
#pragma once

#include "core/result.hpp"

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

namespace bot {

// What nobody took: after a command any word, else what looks like an option.
std::optional<std::string> stray_word(const std::vector<std::string>& words, bool has_command);
core::Error stray_error(const std::string& word, const CLI::App& app);
// What CLI11 says of a mistake it found itself, with what there is in its place.
core::Error parse_error(const CLI::ParseError& wrong, const CLI::App& app);
// "serv" is no command of ours; "serve" is, and no sentence is that short. Empty when nothing is near.
std::string nearest_program_command(const std::vector<std::string>& words, const CLI::App& app);

}  // namespace bot
