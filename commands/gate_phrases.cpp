// SPDX-License-Identifier: Apache-2.0
#include "commands/gate_phrases.hpp"

#include "core/text.hpp"

#include <fmt/core.h>
#include <algorithm>
#include <array>
#include <utility>

namespace commands {
namespace {

using Phrase = std::pair<std::string_view, std::string_view>;

constexpr auto phrases = std::to_array<Phrase>({
    {"R4", "it takes work from other teams as readily as from its own"},
    {"D1", "it says what it is for"},
    {"D3", "colleagues can read it"},
    {"C1", "its README serves newcomers"},
    {"C2", "it tells how to contribute"},
    {"C3", "it names a place to ask"},
    {"C4", "it has a licence"},
    {"G1", "its owners are valid"},
    {"G2", "several people maintain it"},
    {"G3", "there is a way to become a maintainer"},
    {"B1", "it has templates"},
    {"B2", "CI tests contributions"},
    {"B3", "its tests can be run"},
    {"B6", "it offers work for newcomers"},
    {"S1", "colleagues can fork it and send changes"},
    {"S2", "its default branch is guarded"},
    {"R1", "it is maintained"},
    {"R2", "other teams get an answer within two business days"},
    {"R3", "outside work gets decided"},
});

std::string_view not_yet(int level) {
    constexpr std::array<std::string_view, 4> missing = {"", "not yet change it", "but an answer is not sure",
                                                         "not yet help to run it"};
    return level > 0 && level < 4 ? missing.at(static_cast<std::size_t>(level)) : std::string_view{};
}

}  // namespace

std::string_view condition_of(std::string_view check_id) {
    const auto found =
        std::find_if(phrases.begin(), phrases.end(), [&](const auto& one) { return one.first == check_id; });
    return found == phrases.end() ? std::string_view{} : found->second;
}

std::string conditions_of(const insight::Levels& levels) {
    std::string conditions;
    const auto& gates = levels.unknown_gates;
    for (std::size_t i = 0; i < gates.size(); ++i) {
        if (i > 0) conditions += i + 1 == gates.size() ? " and " : ", ";
        const auto phrase = condition_of(gates[i]);
        conditions += phrase.empty() ? gates[i] : phrase;
    }
    return fmt::format("L{} if {} ({} {} not seen); proven: L{}", levels.possible, conditions, gates.size(),
                       gates.size() == 1 ? "thing" : "things", levels.proven);
}

std::string levels_in_words(int proven, int possible, int exemptions) {
    auto text = fmt::format("L{}", proven);
    if (proven != possible) text += fmt::format(", up to L{} possible", possible);
    if (exemptions > 0) text += fmt::format(" ({})", core::counted(exemptions, "exemption", "exemptions"));
    return text;
}

std::string meaning_of(const insight::Levels& levels) {
    std::string text{insight::level_meaning(levels.possible)};
    if (levels.possible != levels.proven) return "perhaps " + text;
    const auto rest = not_yet(levels.possible);
    return rest.empty() ? text : fmt::format("{}, {}", text, rest);
}

}  // namespace commands
