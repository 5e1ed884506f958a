// SPDX-License-Identifier: Apache-2.0
// Exact commands first, then sentences: a command is meant when a sentence shares its examples' telling
// words.
#include "commands/action.hpp"
#include "commands/command.hpp"
#include "commands/name_index.hpp"
#include "core/text.hpp"
#include "insight/check.hpp"

#include <algorithm>
#include <set>

namespace commands {
namespace {

constexpr std::size_t longest_sentence = 40;

std::string bare(std::string_view word) {
    auto text = core::lower(core::trim(word));
    while (!text.empty() && std::string_view{"?!.,;:"}.find(text.back()) != std::string_view::npos)
        text.pop_back();
    return text;
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

const Command* named(std::string_view name) {
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
        if (const auto* command = named(name))
            return matched(*command, {words.begin() + static_cast<std::ptrdiff_t>(count), words.end()}, 1);
    }
    return {};
}

std::optional<std::string> repository_in(const std::vector<std::string>& words, const NameIndex& index) {
    for (const auto& word : words) {
        if (const auto* name = index.find(bare(word))) return *name;
    }
    return {};
}

Match misspelt(const std::vector<std::string>& words) {
    Match match;
    const auto typed = bare(words.front());
    for (const auto* command : commands()) {
        if (typed.size() > 20 || core::edit_distance(typed, command->name) > allowed_slips(typed)) continue;
        auto line = canonical(*command, {words.begin() + 1, words.end()});
        match.alternatives.push_back(line.size() < line_limit ? line : std::string{command->name});
    }
    return match;
}

// As it was asked for, by id or by name, in its own spelling.
std::string word_of(const insight::Check& check, const std::string& asked) {
    return std::string{core::lower(check.id) == asked ? check.id : check.name};
}

bool has(const std::vector<std::string>& words, const std::set<std::string>& any) {
    return std::any_of(words.begin(), words.end(),
                       [&](const auto& word) { return any.contains(bare(word)); });
}

}  // namespace

Match match(const std::vector<std::string>& words, const Vocabulary& vocabulary, std::string_view previous,
            bool knows_private) {
    if (words.empty()) return matched(*named("help"), {}, 1);
    if (auto found = exact(words)) return *found;
    if (words.size() > longest_sentence) return {};
    const auto index = knows_private && vocabulary.every ? vocabulary.every
                       : vocabulary.index                ? vocabulary.index
                                          : std::make_shared<const NameIndex>(vocabulary.repositories);
    for (const auto& word : words) {
        const auto* check = insight::find_check(bare(word));
        if (check != nullptr && has(words, {"mean", "means", "check", "explain", "why"}))
            return matched(*named("ready check"), {word_of(*check, bare(word))}, 0.8);
    }
    if (const auto repository = repository_in(words, *index)) {
        if (has(words, {"history", "trend", "change", "changed", "over"}))
            return matched(*named("ready history"), {*repository}, 0.8);
        const bool follows = previous.starts_with("ready ") && has(words, {"and", "about"});
        if (words.size() == 1 || follows || has(words, {"ready", "readiness"}))
            return matched(*named("ready"), {*repository}, 0.8);
        Match unsure;
        const auto line = canonical(*named("ready"), {*repository});
        if (line.size() < line_limit) unsure.alternatives = {line};
        return unsure;
    }
    const auto purpose = std::find(words.begin(), words.end(), "for");
    if (has(words, {"something", "anything"}) && purpose != words.end() && purpose + 1 != words.end()) {
        std::vector<std::string> wanted;
        std::transform(purpose + 1, words.end(), std::back_inserter(wanted), bare);
        return matched(*named("find"), std::move(wanted), 0.7);
    }
    if (has(words, {"levels"})) return matched(*named("help"), {"levels"}, 0.7);
    if (has(words, {"what"}) && has(words, {"can"}) && has(words, {"do"}))
        return matched(*named("help"), {}, 0.7);
    return misspelt(words);
}

Answer not_understood(const Match& match, const Request& request) {
    auto answer = wrong_use("I did not understand that; nothing was run or changed.", {});
    answer.actions.clear();
    for (const auto& line : match.alternatives) {
        if (answer.actions.size() < 5) answer.actions.push_back(action(line, line, "Run " + line));
    }
    answer.actions.push_back(action("Help", "help", "Show what can be asked"));
    answer.reference = request.id;
    return answer;
}

}  // namespace commands
