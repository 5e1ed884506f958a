// SPDX-License-Identifier: Apache-2.0
#include "commands/command.hpp"
#include "core/text.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

void hold(bool promise) {
    if (!promise) std::abort();
}

const commands::Vocabulary& names() {
    static const auto known =
        commands::vocabulary_from({"acme/payments-api", "acme/search-service", "acme/web", "tools/web",
                                   "acme/feature-flags", "r2d2", "a b"},
                                  {"payments", "search"}, {{"acme/moon-shot", "acme/moon-shot"}});
    return known;
}

}  // namespace

// Whatever words a person types: the line that they are understood as is understood as itself. (The splitting
// of a line has a fuzzer of its own, which is far quicker.)
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t longest = 2000;  // a slash command is shorter
    const std::string_view text(reinterpret_cast<const char*>(data), std::min(size, longest));
    const auto words = core::split_words(text);
    for (const bool knows_private : {false, true}) {
        const auto found = commands::match(words, names(), "ready payments-api", knows_private);
        hold(found.alternatives.size() <= 5);
        if (!found.command) continue;
        const auto again = commands::match(core::split_words(found.line), names(), {}, knows_private);
        hold(again.command == found.command && again.arguments == found.arguments);
    }
    return 0;
}
