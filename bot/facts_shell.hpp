// SPDX-License-Identifier: Apache-2.0
// `ispo import` and `ispo export`: through the running service, else here under the data folder's lock. Each
// prints and returns the exit code.
#pragma once

#include "bot/shell.hpp"

#include <string>

namespace bot {

// `path`: a file, or "-" for standard input.
int import_facts(const Config& config, const std::string& path, bool is_check, const ShellOptions& options);
// To standard output. `source`: empty = all.
int export_facts(const Config& config, const std::string& source, const ShellOptions& options);

}  // namespace bot
