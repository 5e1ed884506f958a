// SPDX-License-Identifier: Apache-2.0
// Exact commands first, then sentences: a command is meant when a sentence shares its examples' telling
// words.
#include "commands/action.hpp"
#include "commands/command.hpp"
#include "commands/name_index.hpp"
#include "commands/which_repository.hpp"
#include "core/text.hpp"
#include "insight/check.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace commands {
namespace {

constexpr std::size_t longest_sentence = 40;
constexpr std::size_t longest_word = 100;
constexpr std::size_t longest_quoted = 4'000;
constexpr std::size_t most_joined = 4;
constexpr std::size_t most_offered = 3;
constexpr std::size_t most_looked_up = 5;  // words that may be misspelt names; each costs 0.3 ms

using Words = std::vector<std::string>;

// Without the punctuation of a sentence around it; a slash or a dot inside stays.
std::string bare(std::string_view word) {
    constexpr std::string_view marks = "?!.,;:()[]<>*_`\"'";
    while (!word.empty() && marks.find(word.back()) != std::string_view::npos) word.remove_suffix(1);
    while (!word.empty() && marks.find(word.front()) != std::string_view::npos) word.remove_prefix(1);
    return std::string{word};
}

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

// Quotes of a shell make one word of several: "search service".
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

// The lines of `command` about what was typed after it. A misspelt name of a repository may be any of those
// near it.
Words lines_of(const Command& command, const Words& arguments, const NameIndex& index) {
    const auto typed = canonical(command, arguments);
    if (command.slot == Slot::repository && !arguments.empty()) {
        const auto said = telling(arguments);
        for (const auto* between : {"-", "_", ""})
            if (const auto* known = index.find(core::join(said, between)))
                return {canonical(command, {*known})};
        const auto name = core::join(said, "-");
        Words lines;
        for (const auto& close : index.near(name, most_offered))
            if (auto line = line_for(command.name, close, ""); !line.ends_with(' '))
                lines.push_back(std::move(line));
        if (!lines.empty()) return lines;
    }
    return {typed.size() < line_limit ? typed : std::string{command.name}};
}

// How many slips turn the first of these words into the command's own; nothing when that is too many for one
// of them.
std::optional<std::size_t> slips_to(const Command& command, const Words& words) {
    const auto own = core::split(command.name, ' ');
    if (words.size() < own.size()) return {};
    std::size_t slips = 0;
    for (std::size_t i = 0; i < own.size(); ++i) {
        const auto typed = core::lower(words[i]);
        if (typed.size() > 20) return {};
        const auto here = core::edit_distance(typed, own[i]);
        if (here > allowed_slips(typed)) return {};
        slips += here;
    }
    return slips;
}

// Commands that a slip of the fingers turned into these words, nearest first. They are offered, never run.
Words misspelt(const Words& words, const NameIndex& index) {
    struct Near {
        std::ptrdiff_t own_words;
        std::size_t slips;
        std::string line;
    };
    std::vector<Near> near;
    for (const auto* command : commands()) {
        const auto slips = slips_to(*command, words);
        if (!slips || *slips == 0) continue;
        const auto own = std::count(command->name.begin(), command->name.end(), ' ') + 1;
        for (auto& line : lines_of(*command, {words.begin() + own, words.end()}, index))
            near.push_back({own, *slips, std::move(line)});
    }
    std::stable_sort(near.begin(), near.end(), [](const auto& a, const auto& b) {
        return std::pair(-a.own_words, a.slips) < std::pair(-b.own_words, b.slips);
    });
    Words offered;
    for (auto& each : near)
        if (offered.size() < most_offered) offered.push_back(std::move(each.line));
    return offered;
}

// As it was asked for, by id or by name, in its own spelling.
std::string word_of(const insight::Check& check, const std::string& asked) {
    return std::string{core::lower(check.id) == asked ? check.id : check.name};
}

bool has(const std::vector<std::string>& words, const std::set<std::string>& any) {
    return std::any_of(words.begin(), words.end(), [&](const auto& word) { return any.contains(word); });
}

Match offering(Words lines) {
    Match match;
    match.alternatives = std::move(lines);
    return match;
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
        command = named("ready history");
    else if (has(words, {"finding", "findings", "evidence"}))
        command = named("ready findings");
    else if (has(words,
                 {"owns", "own", "owner", "owners", "maintains", "maintainer", "maintainers", "responsible"}))
        command = named("find");
    else if (words.size() == 1 || has(words, {"ready", "readiness", "score", "level", "mature", "maturity",
                                              "l0", "l1", "l2", "l3", "l4"}))
        command = named("ready");
    if (command != nullptr) return matched(*command, {repository}, 0.8);
    const auto line = canonical(*named("ready"), {repository});
    return offering(line.size() < line_limit ? Words{line} : Words{});
}

std::optional<Match> about_check(const Words& words) {
    if (!has(words, {"mean", "means", "check", "explain", "why"})) return {};
    for (const auto& word : words) {
        if (const auto* check = insight::find_check(word))
            return matched(*named("ready check"), {word_of(*check, word)}, 0.8);
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
    return matched(*named("repositories"), std::move(wanted), 0.8);
}

// "who has something for feature flags?": what follows is a purpose, also where it is a repository's name.
std::optional<Match> about_stated_purpose(const Words& words) {
    for (std::size_t i = 0; i + 2 < words.size(); ++i)
        if (has({words[i]}, {"something", "anything", "looking"}) && words[i + 1] == "for")
            return matched(*named("find"), {words.begin() + static_cast<std::ptrdiff_t>(i) + 2, words.end()},
                           0.8);
    return {};
}

// "anything we could use for payments": looser, so it is asked last.
std::optional<Match> about_purpose(const Words& words) {
    const auto purpose = std::find(words.begin(), words.end(), "for");
    if (!has(words, {"something", "anything", "looking"}) || purpose == words.end()) return {};
    Words wanted{purpose + 1, words.end()};
    if (wanted.empty()) return {};
    return matched(*named("find"), std::move(wanted), 0.7);
}

std::optional<Match> about_settings(const Words& words) {
    if (!has(words, {"settings", "preferences"})) return {};
    const bool changes = has(words, {"change", "edit", "choose", "set"});
    return matched(*named(changes ? "settings edit" : "settings"), {}, 0.7);
}

std::optional<Match> about_help(const Words& words) {
    if (has(words, {"levels"})) return matched(*named("help"), {"levels"}, 0.7);
    if (has(words, {"what"}) && has(words, {"can"}) && has(words, {"do", "ask"}))
        return matched(*named("help"), {}, 0.7);
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
    if (has(words, {"paused"})) return matched(*named("status"), {}, 0.7);
    if (!has(words, {"who"}) || !has(words, {"changed", "paused", "resumed"})) return {};
    if (has(words, {"week"})) return matched(*named("audit"), {"--since", "7d"}, 0.7);
    return matched(*named("audit"), {}, 0.7);
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

// A command typed exactly is taken as typed, unless its one repository is written in several words.
Match as_typed(Match found, const Words& words, const NameIndex& index) {
    if (found.command->slot != Slot::repository || found.arguments.empty()) return found;
    if (found.arguments.size() == 1 && index.find(core::lower(found.arguments.front()))) return found;
    const auto parts = each_word(found.arguments);
    if (parts.size() < 2) return found;
    if (auto lines = misspelt(words, index); !lines.empty()) return offering(std::move(lines));
    const auto said = telling(parts);
    for (const auto* between : {"-", "_", ""})
        if (const auto* name = index.find(core::join(said, between)))
            return matched(*found.command, {*name}, 0.9);
    Words lines;
    for (const auto& word : said)
        if (const auto* name = index.find(word); name && lines.size() < most_offered)
            lines.push_back(canonical(*found.command, {*name}));
    return lines.empty() ? found : offering(std::move(lines));
}

}  // namespace

Match match(const std::vector<std::string>& words, const Vocabulary& vocabulary, std::string_view previous,
            bool knows_private) {
    if (words.empty()) return matched(*named("help"), {}, 1);
    // A whole question in quotes.
    if (words.size() == 1 && words.front().size() <= longest_quoted && each_word(words).size() > 1)
        return match(each_word(words), vocabulary, previous, knows_private);
    auto index = knows_private && vocabulary.every ? vocabulary.every : vocabulary.index;
    if (!index) index = std::make_shared<const NameIndex>(vocabulary.repositories);
    auto found = exact(words);
    if (words.size() > longest_sentence) return found.value_or(Match{});
    if (found) return as_typed(std::move(*found), words, *index);
    const auto said = telling(words);
    if (said.empty()) return {};
    // "please help": a command with nothing but politeness around it.
    const auto without_politeness = telling_as_typed(words);
    if (auto asked = exact(without_politeness))
        return as_typed(std::move(*asked), without_politeness, *index);
    if (auto lines = misspelt(telling_as_typed(words), *index); !lines.empty())
        return offering(std::move(lines));
    if (auto check = about_check(said)) return std::move(*check);
    if (auto stated = about_stated_purpose(said)) return std::move(*stated);
    if (auto all = about_all(said, vocabulary)) return std::move(*all);
    if (const auto repository = repository_in(said, *index))
        return about_repository(said, *repository, previous);
    if (auto operation = about_operation(telling_as_typed(words), said)) return std::move(*operation);
    if (auto purpose = about_purpose(said)) return std::move(*purpose);
    if (auto settings = about_settings(said)) return std::move(*settings);
    if (auto help = about_help(said)) return std::move(*help);
    return offering(near_names(said, *index));
}

Answer not_understood(const Match& match, const Request& request) {
    auto answer = wrong_use("I did not understand that, so nothing was run or changed.");
    answer.actions.clear();
    const bool hears = hears_names(request);
    for (const auto& line : match.alternatives) {
        if (answer.actions.size() < 5 && (hears || line.starts_with("help")))
            answer.actions.push_back(action(line, line, "Run " + line));
    }
    answer.parts.emplace_back(
        Text{answer.actions.empty() ? "Ask, for example, one of these:" : "Did you mean one of these?"});
    if (answer.actions.empty()) add_examples(answer, {"help levels", "help checks"});
    if (hears && match.alternatives.empty()) add_examples(answer, {"find payments"});
    const bool has_help = std::any_of(answer.actions.begin(), answer.actions.end(),
                                      [](const auto& each) { return each.line == "help"; });
    if (!has_help) answer.actions.push_back(action("Help", "help", "Show what can be asked"));
    answer.reference = request.id;
    return answer;
}

}  // namespace commands
