// SPDX-License-Identifier: Apache-2.0
// Buttons that keep their limits: a line under 75 bytes, a spoken label of at most 75 characters.
#pragma once

#include "commands/answer.hpp"

#include <string>
#include <string_view>

namespace commands {

inline constexpr std::size_t line_limit = 75;

// The action, cleaned and with its labels cut to their limits. `spoken` empty: the label is spoken.
Action action(std::string_view label, std::string line, std::string_view spoken = {});

// `command` followed by `name`, or by `id` ("r17") when the name is no plain word or the line would be too
// long for a button.
std::string line_for(std::string_view command, std::string_view name, std::string_view id);

// Adds the examples that fit a button; `help` when none does, so that no refusal is a dead end.
void add_examples(Answer& answer, const std::vector<std::string>& examples);

}  // namespace commands
