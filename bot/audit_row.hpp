// SPDX-License-Identifier: Apache-2.0
// A request as a line of the audit: who asked for what, where. Pure.
#pragma once

#include "commands/request.hpp"
#include "storage/store.hpp"

#include <string>

namespace bot {

// "os:0 (root)", "slack:1:U0ALICE01", with the role: "… as ispo".
std::string who_asked(const commands::Request& request);
// "shell", "direct D0ABC", "channel C0GENERAL in 1710000000.000100".
std::string where_asked(const commands::Request& request);

// `line` is the canonical command line or the effect. Without `why` it is that somebody asked, or that it was
// due.
storage::AuditRow audit_row(const commands::Request& request, std::string_view line, std::string why = {});

// That `line` showed facts of a private repository. Shown is shown, in a dry run too.
storage::AuditRow shown_row(const commands::Request& request, std::string_view line);

// The name of the operating system's user; empty when it has none.
std::string name_of_user(std::uint32_t user);

}  // namespace bot
