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

}  // namespace

core::Result<CommandRoles> CommandRoles::read(const std::vector<std::string>& lines) {
    CommandRoles roles;
    for (const auto& line : lines) {
        const auto equals = std::min(line.find('='), line.size());
        const std::string name(core::trim(line.substr(0, equals)));
        const auto word =
            equals == line.size() ? std::string() : std::string(core::trim(line.substr(equals + 1)));
        const auto* command = command_named(name);
        const auto role = commands::role_from(word);
        const auto shown = core::shorten(core::one_line(line), 60);
        if (!command || !role)
            return core::invalid(fmt::format(
                "'{}' is not a command and a role (guest, viewer, maintainer, ispo, admin), e.g. audit=admin",
                shown));
        if (*role < lowest(*command) || *role > highest(*command))
            return core::invalid(
                fmt::format("'{}' goes too far: {} may need {} at least and {} at most{}", shown, name,
                            commands::to_word(lowest(*command)), commands::to_word(highest(*command)),
                            command->is_for_office ? "; it names private repositories" : ""));
        roles.stated_[name] = *role;
    }
    return roles;
}

Role CommandRoles::needed(const Command& command) const {
    const auto found = stated_.find(command.name);
    return found == stated_.end() ? command.role : found->second;
}

}  // namespace bot
