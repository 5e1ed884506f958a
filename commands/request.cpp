// SPDX-License-Identifier: Apache-2.0
#include "commands/request.hpp"

#include <string_view>

namespace commands {

std::string_view to_word(Role role) {
    switch (role) {
        case Role::guest:
            return "guest";
        case Role::viewer:
            return "viewer";
        case Role::maintainer:
            return "maintainer";
        case Role::ispo:
            return "ispo";
        case Role::admin:
            return "admin";
    }
    return "guest";
}

std::optional<Role> role_from(std::string_view word) {
    for (const auto role : {Role::guest, Role::viewer, Role::maintainer, Role::ispo, Role::admin})
        if (to_word(role) == word) return role;
    return std::nullopt;
}

std::string_view to_word(PlaceKind kind) {
    switch (kind) {
        case PlaceKind::shell:
            return "shell";
        case PlaceKind::console:
            return "console";
        case PlaceKind::channel:
            return "channel";
        case PlaceKind::dm:
            return "direct";
        case PlaceKind::home:
            return "home";
        case PlaceKind::agent:
            return "agent";
        case PlaceKind::scheduler:
            return "scheduler";
    }
    return "shell";
}

}  // namespace commands
