// SPDX-License-Identifier: Apache-2.0
// Which role each command needs: its own, unless the settings say otherwise (commands.roles). Pure.
#pragma once

#include "commands/command.hpp"
#include "core/result.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace bot {

// Why a line of commands.roles cannot count; empty when it does.
std::string objection_to_role(std::string_view line);

class CommandRoles {
  public:
    CommandRoles() = default;
    // Lines such as "audit=admin". Errc::invalid for an unknown command or role, or beyond its bounds: help
    // stays for everybody; a command that reads facts or changes things is never for guests; what needs the
    // InnerSource office may go down to maintainers, no further, and what names private repositories not at
    // all.
    static core::Result<CommandRoles> read(const std::vector<std::string>& lines);
    commands::Role needed(const commands::Command& command) const;

  private:
    std::map<std::string, commands::Role, std::less<>> stated_;
};

}  // namespace bot
