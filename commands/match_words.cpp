// SPDX-License-Identifier: Apache-2.0
#include "commands/match_words.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <utility>

namespace commands {
namespace {

constexpr std::size_t longest_word = 100;

// Without the punctuation of a sentence around it; a slash or a dot inside stays.
std::string bare(std::string_view word) {
    constexpr std::string_view marks = "?!.,;:()[]<>*_`\"'";
    while (!word.empty() && marks.find(word.back()) != std::string_view::npos) word.remove_suffix(1);
    while (!word.empty() && marks.find(word.front()) != std::string_view::npos) word.remove_prefix(1);
    return std::string{word};
}

}  // namespace

// What is only polite says nothing about what is asked.
Words telling_as_typed(const Words& words) {
    static const std::set<std::string> polite = {"please", "pls",   "hey",    "hi",   "hello",
                                                 "thanks", "thank", "kindly", "ispo", "bot"};
    Words kept;
    for (const auto& word : words) {
        if (word.size() > longest_word) continue;
        auto text = bare(word);
        if (!text.empty() && !polite.contains(core::lower(text))) kept.push_back(std::move(text));
    }
    return kept;
}

Words telling(const Words& words) {
    auto kept = telling_as_typed(words);
    for (auto& word : kept) word = core::lower(word);
    return kept;
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

bool has(const std::vector<std::string>& words, const std::set<std::string>& any) {
    return std::any_of(words.begin(), words.end(), [&](const auto& word) { return any.contains(word); });
}

Match offering(Words lines) {
    Match match;
    match.alternatives = std::move(lines);
    return match;
}

}  // namespace commands
