// SPDX-License-Identifier: Apache-2.0
#include "commands/match_sentence.hpp"

#include "commands/action.hpp"
#include "commands/help_subject.hpp"
#include "commands/which_repository.hpp"
#include "core/text.hpp"
#include "insight/check.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>

namespace commands {
namespace {

constexpr std::size_t most_joined = 4;
constexpr std::size_t most_offered = 3;
constexpr std::size_t most_looked_up = 5;  // words that may be misspelt names; each costs 0.3 ms

// The name that these words make when they are joined; null when none does. Most runs are longer than any
// name.
const std::string* name_of(std::span<const std::string> run, const NameIndex& index) {
    std::size_t length = 0;
    for (const auto& word : run) length += word.size();
    if (length > index.longest()) return nullptr;
    for (const std::string_view between : {"-", "_", ""}) {
        std::string text = run.front();
        for (const auto& word : run.subspan(1)) text.append(between).append(word);
        if (const auto* name = index.find_lower(text)) return name;
        if (run.size() == 1) break;  // nothing stands between
    }
    return nullptr;
}

// "search service" is search-service: the longest run of words that is a name.
std::optional<std::string> repository_in(const Words& words, const NameIndex& index) {
    for (std::size_t count = std::min(most_joined, words.size()); count > 0; --count) {
        for (std::size_t first = 0; first + count <= words.size(); ++first) {
            if (const auto* name = name_of(std::span(words).subspan(first, count), index)) return *name;
            if (count == 1 && id_of(words[first])) return words[first];
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

// "can I send a change to …?", "how do I contribute to …?": the way in is what readiness is about.
bool asks_to_contribute(const Words& words) {
    if (has(words, {"contribute", "contributing", "contributor", "contributors", "contribution",
                    "contributions", "patch", "patches", "fork"}))
        return true;
    const bool changes = has(words, {"change"}) && !has(words, {"score", "level"});
    return (changes || has(words, {"send", "submit", "make", "open", "propose", "offer"})) &&
           has(words, {"can", "may", "could", "how", "where"}) &&
           has(words, {"i", "we", "somebody", "anybody", "colleagues"});
}

bool asks_for_history(const Words& words) {
    return has(words, {"changed", "changes", "developed"}) ||
           (has(words, {"change"}) && has(words, {"did", "score", "level", "recent", "last", "since"}));
}

bool asks_for_owners(const Words& words) {
    return has(words,
               {"owns", "own", "owner", "owners", "maintains", "maintainer", "maintainers", "responsible"});
}

// What is asked about one repository; null when the words do not say. What is asked for by its own word comes
// before contributing: "history of contributions to …", "who owns the contribution guide of …".
const Command* asked_of_one(const Words& words) {
    if (has(words, {"history", "trend"})) return command_named("ready history");
    if (has(words, {"finding", "findings", "evidence"})) return command_named("ready findings");
    if (has(words, {"who"}) && asks_for_owners(words)) return command_named("find");
    if (asks_to_contribute(words)) return command_named("ready");
    if (asks_for_history(words)) return command_named("ready history");
    if (asks_for_owners(words)) return command_named("find");
    const bool asks = has(
        words, {"ready", "readiness", "score", "level", "mature", "maturity", "l0", "l1", "l2", "l3", "l4"});
    return asks || words.size() == 1 ? command_named("ready") : nullptr;
}

Match about_repository(const Words& words, const std::string& repository, std::string_view previous) {
    const auto* command = asked_of_one(words);
    if (command == nullptr) command = followed(words, previous);
    if (command == nullptr && asks_for_meaning(words)) command = command_named("ready");
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

bool is_only_of_repositories(const Words& words) {
    return std::all_of(words.begin(), words.end(), [](const auto& word) {
        return is_any(word, {"repositories", "repos", "which", "what", "show", "me", "the", "are", "there",
                             "exist", "you", "know", "do", "have", "we", "our", "your"});
    });
}

// "which repositories are L3?", "list all repositories", "the repositories of team search", "repositories
// without an owner".
std::optional<Match> about_all(const Words& words, const Vocabulary& vocabulary) {
    if (!has(words, {"repositories", "repos"})) return {};
    Words wanted;
    for (const auto& word : words)
        if (const auto level = level_called(word); level && wanted.empty())
            wanted.push_back("L" + std::to_string(*level));
    if (has(words, {"unassessed"})) wanted.emplace_back("unassessed");
    const bool have_none =
        has(words, {"no", "without", "lack", "lacks", "missing"}) && has(words, {"owner", "owners"});
    if (have_none || has(words, {"unowned", "ownerless"})) wanted.emplace_back("unowned");
    for (const auto& team : vocabulary.teams)
        if (std::find(words.begin(), words.end(), core::lower(team)) != words.end()) {
            wanted.push_back(team);
            break;
        }
    if (wanted.empty() && !has(words, {"all", "list", "every"}) && !is_only_of_repositories(words)) return {};
    return matched(*command_named("repositories"), std::move(wanted), 0.8);
}

// "who has something for feature flags?": what follows is a purpose, also where it is a repository's name.
std::optional<Match> about_stated_purpose(const Words& words) {
    for (std::size_t i = 0; i + 2 < words.size(); ++i)
        if (is_any(words[i], {"something", "anything", "looking"}) && words[i + 1] == "for")
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

// "can you help me?"
bool is_only_for_help(const Words& words) {
    return has(words, {"help"}) && std::all_of(words.begin(), words.end(), [](const auto& word) {
               return is_any(word,
                             {"help", "me", "us", "can", "could", "you", "i", "we", "need", "some", "a"});
           });
}

std::optional<Match> about_help(const Words& words) {
    if (is_only_for_help(words)) return matched(*command_named("help"), {}, 0.7);
    if (has(words, {"levels"})) return matched(*command_named("help"), {"levels"}, 0.7);
    if (has(words, {"what"}) && has(words, {"can"}) && has(words, {"do", "ask"}))
        return matched(*command_named("help"), {}, 0.7);
    return {};
}

// "what is the audit?": a command that no reading before this one runs.
std::optional<Match> about_command(const Words& words) {
    if (!asks_for_meaning(words)) return {};
    const auto name = core::join(subject_in(words), " ");
    if (command_named(name) == nullptr) return {};
    return matched(*command_named("help"), each_word({name}), 0.8);
}

// "please pause everything", "what is paused?", "who changed what?". What changes something is run only when
// its own words come first.
std::optional<Match> about_operation(const Words& as_typed, const Words& words) {
    const auto typed = exact(as_typed);
    if (typed && is_any(words.front(), {"pause", "resume", "status", "audit"})) {
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
    if (auto meaning = about_meaning(said)) return std::move(*meaning);
    if (auto stated = about_stated_purpose(said)) return std::move(*stated);
    if (auto all = about_all(said, vocabulary)) return std::move(*all);
    if (const auto repository = repository_in(said, index))
        return about_repository(said, *repository, previous);
    if (auto operation = about_operation(as_typed, said)) return std::move(*operation);
    if (auto purpose = about_purpose(said)) return std::move(*purpose);
    if (auto settings = about_settings(said)) return std::move(*settings);
    if (auto help = about_help(said)) return std::move(*help);
    if (auto command = about_command(said)) return std::move(*command);
    if (asks_for_meaning(said))
        if (auto near = near_subjects(core::join(subject_in(said), " ")); !near.empty())
            return offering(std::move(near));
    return offering(near_names(said, index));
}

}  // namespace commands
