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

}  // namespace commands
