// SPDX-License-Identifier: Apache-2.0
// By which rules repositories were judged last, as one word.
#pragma once

#include "bot/config.hpp"

#include <string>

namespace bot {

// Changes with the settings of readiness, the text of the governance file and the version of the program.
std::string rules_mark(const Config& config);

}  // namespace bot
