// SPDX-License-Identifier: Apache-2.0
// The texts of help: one for each topic and command.
#pragma once

#include "commands/command.hpp"

#include <string>

namespace commands {

// Of a topic or a command; empty for what is neither.
std::string topic_text(const std::string& topic, const Context& context);
// What a level asks for, gate by gate.
std::string level_text(int level);
// What is shown to whom; docs/slack.md says the same at length.
std::string privacy_text();

}  // namespace commands
