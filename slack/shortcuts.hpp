// SPDX-License-Identifier: Apache-2.0
// The shortcuts that exist, and the command line each stands for. One place for manifest and deliveries.
#pragma once

#include <span>
#include <string_view>

namespace slack {

struct Shortcut {
    std::string_view callback_id;
    bool at_message;  // else global
    std::string_view name, description;
    std::string_view line;
    std::string_view text_field;  // at a message: the field that takes what it says
};
std::span<const Shortcut> shortcuts();  // at most five of each kind, as Slack takes them
const Shortcut* find_shortcut(std::string_view callback_id, bool at_message);

}  // namespace slack
