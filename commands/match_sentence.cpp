// SPDX-License-Identifier: Apache-2.0
#include "commands/match_sentence.hpp"

#include "commands/action.hpp"
#include "commands/which_repository.hpp"
#include "core/text.hpp"
#include "insight/check.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace commands {
namespace {

constexpr std::size_t most_joined = 4;
constexpr std::size_t most_offered = 3;
constexpr std::size_t most_looked_up = 5;  // words that may be misspelt names; each costs 0.3 ms

// "search service" is search-service: the longest run of words that is a name.
std::optional<std::string> repository_in(const Words& words, const NameIndex& index) {
    for (std::size_t count = most_joined; count > 0; --count) {
        for (std::size_t first = 0; first + count <= words.size(); ++first) {
            const auto begin = words.begin() + static_cast<std::ptrdiff_t>(first);
            const Words run(begin, begin + static_cast<std::ptrdiff_t>(count));
            for (const auto* between : {"-", "_", ""})
                if (const auto* name = index.find(core::join(run, between))) return *name;
            if (count == 1 && id_of(run.front())) return run.front();
        }
    }
    return {};
}

// As it was asked for, by id or by name, in its own spelling.
std::string word_of(const insight::Check& check, const std::string& asked) {
    return std::string{core::lower(check.id) == asked ? check.id : check.name};
}

// "and for search-service?" asks of it what was asked before.
const Command* followed(const Words& words, std::string_view previous) {
    if (!has(words, {"and", "about", "same"})) return nullptr;
    const auto before = exact(core::split_words(previous));
    return before && before->command->slot == Slot::repository ? before->command : nullptr;
}

Match about_repository(const Words& words, const std::string& repository, std::string_view previous) {
    const auto* command = followed(words, previous);
    if (has(words, {"history", "trend", "change", "changed", "changes", "developed"}))
        command = command_named("ready history");
    else if (has(words, {"finding", "findings", "evidence"}))
        command = command_named("ready findings");
    else if (has(words,
                 {"owns", "own", "owner", "owners", "maintains", "maintainer", "maintainers", "responsible"}))
        command = command_named("find");
    else if (words.size() == 1 || has(words, {"ready", "readiness", "score", "level", "mature", "maturity",
                                              "l0", "l1", "l2", "l3", "l4"}))
        command = command_named("ready");
    if (command != nullptr) return matched(*command, {repository}, 0.8);
    const auto line = canonical(*command_named("ready"), {repository});
    return offering(line.size() < line_limit ? Words{line} : Words{});
}

std::optional<Match> about_check(const Words& words) {
    if (!has(words, {"mean", "means", "check", "explain", "why"})) return {};
    for (const auto& word : words) {
        if (const auto* check = insight::find_check(word))
            return matched(*command_named("ready check"), {word_of(*check, word)}, 0.8);
    }
    return {};
}

// "which repositories are L3?", "list all repositories", "the repositories of team search".
std::optional<Match> about_all(const Words& words, const Vocabulary& vocabulary) {
    if (!has(words, {"repositories", "repos"})) return {};
    Words wanted;
    for (const auto& word : words) {
        if (word.size() == 2 && word[0] == 'l' && word[1] >= '0' && word[1] <= '4' && wanted.empty())
            wanted.push_back("L" + word.substr(1));
    }
    for (const auto& team : vocabulary.teams)
        if (std::find(words.begin(), words.end(), core::lower(team)) != words.end()) {
            wanted.push_back(team);
            break;
        }
    if (wanted.empty() && !has(words, {"all", "list", "every"})) return {};
    return matched(*command_named("repositories"), std::move(wanted), 0.8);
}

// "who has something for feature flags?": what follows is a purpose, also where it is a repository's name.
std::optional<Match> about_stated_purpose(const Words& words) {
    for (std::size_t i = 0; i + 2 < words.size(); ++i)
        if (has({words[i]}, {"something", "anything", "looking"}) && words[i + 1] == "for")
            return matched(*command_named("find"),
                           {words.begin() + static_cast<std::ptrdiff_t>(i) + 2, words.end()}, 0.8);
    return {};
}

// "anything we could use for payments": looser, so it is asked last.
std::optional<Match> about_purpose(const Words& words) {
    const auto purpose = std::find(words.begin(), words.end(), "for");
    if (!has(words, {"something", "anything", "looking"}) || purpose == words.end()) return {};
    Words wanted{purpose + 1, words.end()};
    if (wanted.empty()) return {};
    return matched(*command_named("find"), std::move(wanted), 0.7);
}

std::optional<Match> about_settings(const Words& words) {
    if (!has(words, {"settings", "preferences"})) return {};
    const bool changes = has(words, {"change", "edit", "choose", "set"});
    return matched(*command_named(changes ? "settings edit" : "settings"), {}, 0.7);
}

std::optional<Match> about_help(const Words& words) {
    if (has(words, {"levels"})) return matched(*command_named("help"), {"levels"}, 0.7);
    if (has(words, {"what"}) && has(words, {"can"}) && has(words, {"do", "ask"}))
        return matched(*command_named("help"), {}, 0.7);
    return {};
}

// "please pause everything", "what is paused?", "who changed what?". What changes something is run only when
// its own words come first.
std::optional<Match> about_operation(const Words& as_typed, const Words& words) {
    const auto typed = exact(as_typed);
    if (typed && has({words.front()}, {"pause", "resume", "status", "audit"})) {
        auto found = matched(*typed->command, typed->arguments, 0.9);
        found.reading = found.line;
        return found;
    }
    if (has(words, {"paused"})) return matched(*command_named("status"), {}, 0.7);
    if (!has(words, {"who"}) || !has(words, {"changed", "paused", "resumed"})) return {};
    if (has(words, {"week"})) return matched(*command_named("audit"), {"--since", "7d"}, 0.7);
    return matched(*command_named("audit"), {}, 0.7);
}

// A name that nobody knows: the names close to it. Where nothing says that it is about readiness, only what
// looks like a name is looked up.
Words near_names(const Words& words, const NameIndex& index) {
    Words lines;
    const bool asks = has(words, {"ready", "readiness", "history"});
    const auto command = has(words, {"history"}) ? "ready history" : "ready";
    std::size_t looked_up = 0;
    for (const auto& word : words) {
        if (word.size() < 6 || word == "readiness" || word == "history") continue;
        if (!asks && word.find_first_of("-_.") == std::string::npos) continue;
        if (lines.size() == most_offered || ++looked_up > most_looked_up) break;
        for (const auto& name : index.near(word, most_offered)) {
            auto line = line_for(command, name, "");
            if (!line.ends_with(' ') && lines.size() < most_offered) lines.push_back(std::move(line));
        }
    }
    return lines;
}

}  // namespace

Match match_sentence(const Words& as_typed, const Words& said, const Vocabulary& vocabulary,
                     const NameIndex& index, std::string_view previous) {
    if (auto check = about_check(said)) return std::move(*check);
    if (auto stated = about_stated_purpose(said)) return std::move(*stated);
    if (auto all = about_all(said, vocabulary)) return std::move(*all);
    if (const auto repository = repository_in(said, index))
        return about_repository(said, *repository, previous);
    if (auto operation = about_operation(as_typed, said)) return std::move(*operation);
    if (auto purpose = about_purpose(said)) return std::move(*purpose);
    if (auto settings = about_settings(said)) return std::move(*settings);
    if (auto help = about_help(said)) return std::move(*help);
    return offering(near_names(said, index));
}

}  // namespace commands
