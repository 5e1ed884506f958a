// SPDX-License-Identifier: Apache-2.0
#include "insight/command_words.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>

namespace insight {
namespace {

// Without white space, quotes and punctuation around it.
std::string_view bare(std::string_view part) {
    auto word = core::trim(part);
    while (!word.empty() && std::string_view("`\"'(,:").find(word.front()) != std::string_view::npos)
        word.remove_prefix(1);
    while (word.size() > 1 && std::string_view("`\"'),;:.!").find(word.back()) != std::string_view::npos &&
           word != ".." && word != ".")
        word.remove_suffix(1);
    return word;
}

bool is_one_of(std::string_view word, const auto& list) {
    const auto lower = core::lower(word);
    return std::ranges::any_of(list, [&](std::string_view each) { return lower == each; });
}

constexpr auto building =
    std::to_array<std::string_view>({"build", "builds", "built", "building", "compile", "compiles",
                                     "compiled", "compiling", "assemble", "dependencies", "bootstrap"});

// "Build it with make", "compiled using ninja": the words from `at` backwards.
bool tells_means_of_building(const Words& words, std::size_t at) {
    constexpr auto means = std::to_array<std::string_view>({"with", "using", "via"});
    constexpr std::size_t farthest = 4;
    if (at == 0 || !is_one_of(words[at - 1], means)) return false;
    for (auto i = at - 1; i > 0 && at - i <= farthest && words[i - 1] != ";"; --i)
        if (is_one_of(words[i - 1], building)) return true;
    return false;
}

}  // namespace

Words code_words(std::string_view line) {
    Words words;
    for (const auto part : core::split(line, ' ')) {
        const auto word = bare(part);
        if (word.empty()) continue;
        words.emplace_back(word);
        if (part.ends_with(';') && word != ";") words.emplace_back(";");
    }
    return words;
}

Words prose_words(std::string_view line) {
    Words words;
    for (const auto part : core::split(line, ' ')) {
        const auto word = bare(part);
        if (part.starts_with('(') && !words.empty()) words.emplace_back(";");
        if (word.empty()) continue;
        const auto start = static_cast<std::size_t>(word.data() - part.data());
        if (part.substr(0, start).find('`') != std::string_view::npos) words.emplace_back("$");
        const bool is_dash = word == "\u2013" || word == "\u2014";
        words.emplace_back(is_dash ? ";" : word);
        const auto after = part.substr(start + word.size());
        if (word != ";" && after.find_first_of(",;:.!)`") != std::string_view::npos) words.emplace_back(";");
    }
    return words;
}

bool is_place_of_command(const Words& words, std::size_t at) {
    constexpr auto running = std::to_array<std::string_view>(
        {"run", "runs", "running", "execute", "executing", "invoke", "invoking", "type", "typing", "enter"});
    constexpr auto between = std::to_array<std::string_view>({"just", "simply", "only", "a", "the", "plain"});
    constexpr auto uses = std::to_array<std::string_view>({"use", "using"});
    auto first = at;
    while (first > 0 && at - first < 2 && is_one_of(words[first - 1], between)) --first;
    if (first == 0) return false;
    if (words[at - 1] == "$") return true;
    const bool is_used = is_one_of(words[first - 1], uses) && at + 2 < words.size() &&
                         words[at + 1] == "to" && is_one_of(words[at + 2], building);
    return is_one_of(words[first - 1], running) || is_used || tells_means_of_building(words, first);
}

}  // namespace insight
