// SPDX-License-Identifier: Apache-2.0
#include "commands/field_words.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace commands {
namespace {

// Typographic ones are what phones make of two hyphens.
constexpr std::array<std::string_view, 2> long_dashes = {"\xE2\x80\x94", "\xE2\x80\x93"};

std::optional<std::string_view> option_in(std::string_view word) {
    const bool is_option = word.starts_with("--") || std::ranges::any_of(long_dashes, [&](const auto dash) {
                               return word.starts_with(dash);
                           });
    const auto name = without_dashes(word);
    return is_option && !name.empty() ? std::optional(name) : std::nullopt;
}

bool has_field(const Command& command, std::string_view name) {
    return std::find(command.fields.begin(), command.fields.end(), name) != command.fields.end();
}

}  // namespace

std::string_view without_dashes(std::string_view word) {
    for (;;) {
        const auto before = word.size();
        if (word.starts_with('-')) word.remove_prefix(1);
        for (const auto dash : long_dashes)
            if (word.starts_with(dash)) word.remove_prefix(dash.size());
        if (word.size() == before) return word;
    }
}

bool take_dry_run(std::vector<std::string>& arguments) {
    return std::erase_if(arguments, [](const std::string& word) {
               const auto name = without_dashes(word);
               return name.size() < word.size() && core::lower(name) == "dry-run";
           }) > 0;
}

void take_field_words(const Command& command, std::vector<std::string>& arguments, Fields& fields) {
    std::vector<std::string> kept;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const auto option = option_in(arguments[i]);
        const auto sign = option ? option->find('=') : std::string_view::npos;
        const auto name = option ? option->substr(0, sign) : std::string_view();
        const bool is_field = option && has_field(command, name);
        if (is_field && sign != std::string_view::npos)
            fields.emplace(std::string(name), std::string(option->substr(sign + 1)));
        else if (is_field && i + 1 < arguments.size())
            fields.emplace(std::string(name), arguments[++i]);
        else
            kept.push_back(arguments[i]);
    }
    arguments = std::move(kept);
}

}  // namespace commands
