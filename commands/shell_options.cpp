// SPDX-License-Identifier: Apache-2.0
#include "commands/shell_options.hpp"

#include "commands/field_words.hpp"
#include "core/text.hpp"

namespace commands {

bool is_shell_option(std::string_view word) {
    const auto name = without_dashes(word);
    if (name.size() == word.size()) return false;
    const auto lower = core::lower(name);
    return lower == "json" || lower == "details";
}

}  // namespace commands
