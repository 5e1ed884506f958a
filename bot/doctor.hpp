// SPDX-License-Identifier: Apache-2.0
// `ispo doctor`: goes and looks, beside a running service or without one, and changes nothing.
#pragma once

#include "bot/shell.hpp"

namespace bot {

// Prints what was found. 0 = nothing is broken, 1 = something is.
int doctor(const Config& config, const ShellOptions& options);

}  // namespace bot
