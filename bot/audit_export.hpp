// SPDX-License-Identifier: Apache-2.0
// The audit as a file for other programs: all rows, oldest first, read page by page through the `audit`
// command.
#pragma once

#include "bot/shell.hpp"

#include <string>
#include <vector>

namespace bot {

struct AuditFilter {
    std::string since, who, what;
};
// {"audit", "--since", "7d", …}.
std::vector<std::string> audit_line(const AuditFilter& filter);

// One row of the export. A cell that a spreadsheet would run as a formula starts with an apostrophe.
std::string csv_row(const core::Json& row);
std::string csv_head();

// `form`: "csv" or "jsonl". Prints and returns the exit code.
int export_audit(const Config& config, const AuditFilter& filter, const std::string& form,
                 const ShellOptions& options);

}  // namespace bot
