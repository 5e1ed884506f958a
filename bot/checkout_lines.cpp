// SPDX-License-Identifier: Apache-2.0
#include "bot/checkout_lines.hpp"

#include "core/text.hpp"

#include <fmt/format.h>

#include <map>

namespace bot {

std::vector<CheckoutLine> checkouts_to_try(const storage::Reader& reader) {
    constexpr std::size_t most = 3;
    const auto rows = reader.repositories(core::Time{});
    std::map<std::string, int> names;
    for (const auto& row : rows) ++names[row.name];
    std::vector<CheckoutLine> lines;
    lines.reserve(most);
    for (const auto& row : rows) {
        if (row.source != "git" || lines.size() == most) continue;
        const bool is_alone = names[row.name] == 1;
        auto line = "ready " + (is_alone ? core::quote_word(row.name) : fmt::format("r{}", row.id));
        auto told = core::one_line(is_alone ? line : fmt::format("{} ({})", line, row.name));
        lines.push_back({std::move(line), std::move(told)});
    }
    return lines;
}

}  // namespace bot
