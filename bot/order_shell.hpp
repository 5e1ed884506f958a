// SPDX-License-Identifier: Apache-2.0
// The shell's side of `ispo slack install-link`, `installations` and `uninstall`: through the running
// service's socket, else here under the data folder's lock. Each prints and returns the exit code.
#pragma once

#include "bot/shell.hpp"

#include <cstdint>
#include <string>

namespace bot {

int make_install_link(const Config& config, const std::string& expires, const ShellOptions& options);
int list_installations(const Config& config, const ShellOptions& options);
int end_installation(const Config& config, std::int64_t id, const ShellOptions& options);

}  // namespace bot
