// SPDX-License-Identifier: Apache-2.0
#include "slack/shortcuts.hpp"

#include <array>

namespace slack {
namespace {

constexpr std::array table = {
    Shortcut{"check_repository", false, "Check a repository", "How ready it is for other teams", "ready", ""},
    Shortcut{"my_settings", false, "My ISPO settings", "Choose your repositories", "settings edit", ""},
    Shortcut{"check_message", true, "Check repositories", "Those that this message names", "mentioned",
             "text"},
};

}  // namespace

std::span<const Shortcut> shortcuts() { return table; }

const Shortcut* find_shortcut(std::string_view callback_id, bool at_message) {
    for (const auto& shortcut : table)
        if (shortcut.callback_id == callback_id && shortcut.at_message == at_message) return &shortcut;
    return nullptr;
}

}  // namespace slack
