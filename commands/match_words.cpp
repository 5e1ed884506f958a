// SPDX-License-Identifier: Apache-2.0
#include "commands/match_words.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace commands {
namespace {

constexpr std::size_t longest_word = 100;

// For each byte, whether it is punctuation around a word: looked up for every word of every sentence.
constexpr auto marks = [] {
    std::array<bool, 256> table{};
    for (const char c : std::string_view("?!.,;:()[]<>*_`\"'"))
        table.at(static_cast<unsigned char>(c)) = true;
    return table;
}();
bool is_mark(char c) { return marks[static_cast<unsigned char>(c)]; }

}  // namespace

std::string_view bare(std::string_view word) {
    while (!word.empty() && is_mark(word.back())) word.remove_suffix(1);
    while (!word.empty() && is_mark(word.front())) word.remove_prefix(1);
    return word;
}

// What is only polite says nothing about what is asked.
Words telling_as_typed(const Words& words) {
    Words kept;
    kept.reserve(words.size());
    for (const auto& word : words) {
        if (word.size() > longest_word) continue;
        const auto text = bare(word);
        const bool is_polite = is_any(core::lower(text), {"please", "pls", "hey", "hi", "hello", "thanks",
                                                          "thank", "kindly", "ispo", "bot"});
        if (!text.empty() && !is_polite) kept.emplace_back(text);
    }
    return kept;
}

Words telling(const Words& words) { return in_small_letters(telling_as_typed(words)); }

Words in_small_letters(Words words) {
    for (auto& word : words) word = core::lower(word);
    return words;
}

Words each_word(const Words& quoted) {
    Words words;
    for (const auto& word : quoted)
        for (const auto part : core::split(word, ' '))
            if (!part.empty()) words.emplace_back(part);
    return words;
}

std::string canonical(const Command& command, const std::vector<std::string>& arguments) {
    std::string line{command.name};
    for (const auto& argument : arguments) line += " " + core::quote_word(argument);
    return line;
}

Match matched(const Command& command, std::vector<std::string> arguments, double confidence) {
    Match found;
    found.command = &command;
    found.line = canonical(command, arguments);
    found.arguments = std::move(arguments);
    found.confidence = confidence;
    if (confidence < 1) {
        found.reading = command.reading;
        for (const auto& argument : found.arguments) found.reading += " " + core::one_line(argument);
    }
    return found;
}

const Command* command_named(std::string_view name) {
    for (const auto* command : commands()) {
        if (command->name == name) return command;
    }
    return nullptr;
}

std::optional<Match> exact(const std::vector<std::string>& words) {
    for (const std::size_t count : {2U, 1U}) {
        if (words.size() < count) continue;
        const auto name =
            count == 2 ? core::lower(words[0]) + " " + core::lower(words[1]) : core::lower(words[0]);
        if (const auto* command = command_named(name))
            return matched(*command, {words.begin() + static_cast<std::ptrdiff_t>(count), words.end()}, 1);
    }
    return {};
}

bool is_any(std::string_view word, std::initializer_list<std::string_view> any) {
    return std::find(any.begin(), any.end(), word) != any.end();
}

bool has(const Words& words, std::initializer_list<std::string_view> any) {
    return std::any_of(words.begin(), words.end(), [&](const auto& word) { return is_any(word, any); });
}

Match offering(Words lines) {
    Match match;
    match.alternatives = std::move(lines);
    return match;
}

}  // namespace commands
