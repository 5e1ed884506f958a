// SPDX-License-Identifier: Apache-2.0
#include "commands/match_words.hpp"
#include "core/text.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

void hold(bool promise) {
    if (!promise) std::abort();
}

}  // namespace

// What a person types: after the words are split, quoting gives each of them back, and a line that begins
// with a command's own words is taken as that command with what follows, whose line says the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t longest = 2000;  // a slash command is shorter
    const std::string_view text(reinterpret_cast<const char*>(data), std::min(size, longest));
    const auto words = core::split_words(text);
    for (const auto& word : words) hold(core::split_words(core::quote_word(word)) == std::vector{word});
    const auto found = commands::exact(words);
    if (!found) return 0;
    hold(found->command != nullptr);
    const auto again = commands::exact(core::split_words(found->line));
    hold(again && again->command == found->command && again->arguments == found->arguments);
    return 0;
}
