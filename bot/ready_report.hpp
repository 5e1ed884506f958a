// SPDX-License-Identifier: Apache-2.0
// `ispo ready PATH…`: judge, keep, print.
#pragma once

#include "bot/shell.hpp"
#include "bot/terminal.hpp"

namespace bot {

int report_on_paths(const Config& config, const std::vector<std::string>& paths, const ReadyOptions& options,
                    const TerminalStyle& style);

}  // namespace bot
