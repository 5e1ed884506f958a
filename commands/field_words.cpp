// SPDX-License-Identifier: Apache-2.0
#include "commands/field_words.hpp"

#include <algorithm>
#include <optional>

namespace commands {
namespace {

// Without its dashes; typographic ones are what phones make of two hyphens.
std::optional<std::string_view> option_in(std::string_view word) {
    for (const std::string_view dashes : {"--", "\xE2\x80\x94", "\xE2\x80\x93"})
        if (word.starts_with(dashes) && word.size() > dashes.size()) return word.substr(dashes.size());
    return std::nullopt;
}

bool has_field(const Command& command, std::string_view name) {
    return std::find(command.fields.begin(), command.fields.end(), name) != command.fields.end();
}

}  // namespace

void take_field_words(const Command& command, std::vector<std::string>& arguments, Fields& fields) {
    std::vector<std::string> kept;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const auto option = option_in(arguments[i]);
        const auto sign = option ? option->find('=') : std::string_view::npos;
        const auto name = option ? option->substr(0, sign) : std::string_view();
        if (!option || !has_field(command, name)) {
            kept.push_back(arguments[i]);
        } else if (sign != std::string_view::npos) {
            fields.emplace(std::string(name), std::string(option->substr(sign + 1)));
        } else {
            const bool has_value = i + 1 < arguments.size();
            fields.emplace(std::string(name), has_value ? arguments[i + 1] : std::string());
            ++i;
        }
    }
    arguments = std::move(kept);
}

}  // namespace commands
