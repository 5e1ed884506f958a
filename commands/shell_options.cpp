// SPDX-License-Identifier: Apache-2.0
#include "commands/shell_options.hpp"

#include "commands/field_words.hpp"
#include "commands/match_words.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace commands {
namespace {

struct ShellOption {
    std::string_view name;
    bool has_value;
    bool of_ready_only;  // elsewhere a field of a form may be called so
};
constexpr auto options = std::to_array<ShellOption>({{"json", false, false},
                                                     {"details", false, false},
                                                     {"no-store", false, true},
                                                     {"assume", true, true},
                                                     {"profile", true, true},
                                                     {"at", true, true},
                                                     {"format", true, true},
                                                     {"fail-below", true, true},
                                                     {"unknown", true, true}});

// With politeness around it, too: "please ready payments-api --at 5".
bool is_about_readiness(const std::vector<std::string>& words) {
    const auto said = telling(words);
    return !said.empty() && said.front() == "ready";
}

// Null for a word that is none; "--assume=visibility=internal" and "(--json)" are some as well.
const ShellOption* option_called(std::string_view word, bool of_ready) {
    word = bare(word);
    const auto name = without_dashes(word);
    if (name.size() == word.size()) return nullptr;
    const auto lower = core::lower(name.substr(0, name.find('=')));
    const auto* found = std::ranges::find(options, lower, &ShellOption::name);
    return found == options.end() || (found->of_ready_only && !of_ready) ? nullptr : found;
}

}  // namespace

std::optional<std::string> shell_option_in(const std::vector<std::string>& words) {
    const bool of_ready = is_about_readiness(words);
    for (const auto& word : words)
        if (option_called(word, of_ready) != nullptr) {
            const auto name = core::lower(without_dashes(bare(word)));
            return name.substr(0, name.find('='));
        }
    return {};
}

std::vector<std::string> without_shell_options(const std::vector<std::string>& words) {
    std::vector<std::string> others;
    others.reserve(words.size());
    const bool of_ready = is_about_readiness(words);
    bool is_value = false;
    for (const auto& word : words) {
        const auto* option = option_called(word, of_ready);
        if (option == nullptr && !is_value) others.push_back(word);
        is_value = option != nullptr && option->has_value && word.find('=') == std::string::npos;
    }
    return others;
}

}  // namespace commands
