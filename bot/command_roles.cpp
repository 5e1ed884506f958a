// SPDX-License-Identifier: Apache-2.0
#include "bot/command_roles.hpp"

#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace bot {

namespace {

using commands::Command;
using commands::Role;

const Command* command_named(std::string_view name) {
    const auto all = commands::commands();
    const auto found = std::ranges::find_if(all, [&](const auto* each) { return each->name == name; });
    return found == all.end() ? nullptr : *found;
}

Role lowest(const Command& command) {
    if (command.is_for_office) return Role::ispo;
    if (command.role >= Role::ispo) return Role::maintainer;
    return command.role == Role::guest ? Role::guest : Role::viewer;
}

Role highest(const Command& command) { return command.role == Role::guest ? Role::guest : Role::admin; }

struct Stated {
    const Command* command = nullptr;
    std::optional<Role> role;
};
Stated stated_in(std::string_view line) {
    const auto equals = line.find('=');
    if (equals == std::string_view::npos) return {};
    return {command_named(core::trim(line.substr(0, equals))),
            commands::role_from(core::trim(line.substr(equals + 1)))};
}

}  // namespace

std::string objection_to_role(std::string_view line) {
    const auto [command, role] = stated_in(line);
    const auto shown = core::shorten(core::one_line(line), 60);
    if (!command || !role)
        return fmt::format(
            "'{}' is not a command and a role (guest, viewer, maintainer, ispo, admin), e.g. audit=admin",
            shown);
    if (*role >= lowest(*command) && *role <= highest(*command)) return {};
    return fmt::format("'{}' goes too far: {} may need {} at least and {} at most{}", shown, command->name,
                       commands::to_word(lowest(*command)), commands::to_word(highest(*command)),
                       command->is_for_office ? "; it names private repositories" : "");
}

core::Result<CommandRoles> CommandRoles::read(const std::vector<std::string>& lines) {
    CommandRoles roles;
    for (const auto& line : lines) {
        if (auto why = objection_to_role(line); !why.empty()) return core::invalid(std::move(why));
        const auto stated = stated_in(line);
        roles.stated_[std::string(stated.command->name)] = *stated.role;
    }
    return roles;
}

Role CommandRoles::needed(const Command& command) const {
    const auto found = stated_.find(command.name);
    return found == stated_.end() ? command.role : found->second;
}

}  // namespace bot
