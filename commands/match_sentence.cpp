// SPDX-License-Identifier: Apache-2.0
#include "commands/match_sentence.hpp"

#include "commands/action.hpp"
#include "commands/field_words.hpp"
#include "commands/help_subject.hpp"
#include "commands/match_purpose.hpp"
#include "commands/match_repositories.hpp"
#include "commands/match_repository.hpp"
#include "commands/match_unknown.hpp"
#include "commands/repository_links.hpp"
#include "commands/which_repository.hpp"
#include "core/text.hpp"
#include "insight/check.hpp"

#include <fmt/core.h>
#include <algorithm>
#include <cstddef>
#include <utility>

namespace commands {
namespace {

constexpr std::size_t most_offered = 3;
constexpr std::size_t most_looked_up = 5;  // words that may be misspelt names; each costs 0.3 ms

// As it was asked for, by id or by name, in its own spelling.
std::string word_of(const insight::Check& check, const std::string& asked) {
    return std::string{core::lower(check.id) == asked ? check.id : check.name};
}

std::optional<Match> about_check(const Words& words) {
    if (!has(words, {"mean", "means", "check", "explain", "why"})) return {};
    for (const auto& word : words) {
        if (const auto* check = insight::find_check(word))
            return matched(*command_named("ready check"), {word_of(*check, word)}, 0.8);
    }
    return {};
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

// "how is the score calculated?"
bool asks_for_reckoning(const Words& words) {
    return has(words, {"how", "what"}) && has(words, {"score", "scores", "scoring", "readiness", "points"}) &&
           asks_how_it_is_made(words);
}

// "how do I become a maintainer?", of no repository that is known.
std::optional<Match> about_becoming(const Words& words) {
    if (!asks_to_become(words)) return {};
    return matched(*command_named("ready check"), {"G3"}, 0.7);
}

std::optional<Match> about_help(const Words& words) {
    if (asks_for_reckoning(words)) return matched(*command_named("help"), {"readiness"}, 0.8);
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

// "who is not in a team?", "is everybody in a team?"
std::optional<Match> about_people(const Words& words) {
    const bool is_of_teams =
        has(words, {"team", "teams"}) && has(words, {"who", "anybody", "everybody", "everyone"});
    const bool asks = has(words, {"not", "no", "without", "everybody", "everyone"});
    if (!has(words, {"unmapped"}) && (!is_of_teams || !asks)) return {};
    return matched(*command_named("people check"), {}, 0.7);
}

// "C4", "level 2", "trusted committer" and nothing else.
std::optional<Match> about_bare_subject(const Words& words) {
    const auto subject = subject_called(core::join(words, " "));
    if (!subject) return {};
    if (insight::find_check(*subject) != nullptr)
        return matched(*command_named("ready check"), {*subject}, 0.8);
    return matched(*command_named("help"), each_word({*subject}), 0.8);
}

// "<https://git.example/acme/pay|acme/pay>" is how Slack writes a link.
std::string_view without_link_marks(std::string_view word) {
    if (word.starts_with('<')) word.remove_prefix(1);
    return word.substr(0, word.find_first_of("|>"));
}

// "acme/payments-api" or the address of a page: what a line can hold of it; empty for a path and other
// words, and for several in quotes.
std::string pasted_name(std::string_view word) {
    word = without_link_marks(word);
    const bool is_several = std::any_of(word.begin(), word.end(), [](unsigned char c) { return c <= ' '; });
    const bool is_path = word.empty() || without_dashes(word).size() < word.size() ||
                         std::string_view("./~").find(word.front()) != std::string_view::npos;
    if (is_several || is_path || word.find('/') == std::string_view::npos) return {};
    // Deep below the repository it is too long for a line: its last name is "acme/payments-api".
    constexpr std::size_t longest = line_limit - 20;
    const auto names = is_link(word) ? full_names_in(word) : std::vector<std::string>();
    const auto name = word.size() > longest && !names.empty() ? names.back() : std::string(word);
    return name.size() > longest ? std::string() : name;
}

// One of them and nothing else, or a question about it. "What is CI/CD?" asks of no repository.
std::optional<Match> about_pasted_name(const Words& words, const NameIndex& index,
                                       std::string_view previous) {
    for (const auto& word : words) {
        const auto name = pasted_name(word);
        if (name.empty()) continue;
        if (words.size() == 1) return matched(*command_named("ready"), {name}, 0.7);
        const bool is_known = is_link(name) || index.find(name.substr(name.rfind('/') + 1)) != nullptr;
        const auto* command = is_known ? command_asked_of(words, previous) : nullptr;
        if (command != nullptr) return matched(*command, {name}, 0.8);
    }
    return {};
}

// A name that nobody knows, and the lines about those close to it.
struct Near {
    std::string name;
    Words lines;
};

// Adds the lines about what is close to `name`; true when there is something.
bool look_near(const std::string& name, std::string_view command, const NameIndex& index, Near& found) {
    const auto before = found.lines.size();
    for (const auto& close : index.near(name, most_offered)) {
        auto line = line_for(command, close, "");
        if (!line.ends_with(' ') && found.lines.size() < most_offered) found.lines.push_back(std::move(line));
    }
    return found.lines.size() > before;
}

// Where nothing says that it is about readiness, only what looks like a name is looked up.
Near near_names(const Words& words, const NameIndex& index) {
    Near found;
    const bool asks = has(words, {"ready", "readiness", "history"});
    const auto* command = has(words, {"history"}) ? "ready history" : "ready";
    std::size_t looked_up = 0;
    for (const auto& word : words) {
        if (word.size() < 6 || word == "readiness" || word == "history") continue;
        if (!asks && word.find_first_of("-_.") == std::string::npos) continue;
        if (found.lines.size() == most_offered || ++looked_up > most_looked_up) break;
        if (look_near(word, command, index, found) && found.name.empty()) found.name = word;
    }
    // "payments" alone: a part of names.
    if (found.lines.empty() && words.size() == 1)
        for (const auto& name : index.with_part(words.front(), most_offered))
            if (auto line = line_for(command, name, ""); !line.ends_with(' ')) {
                found.name = words.front();
                found.lines.push_back(std::move(line));
            }
    // "payment api": a misspelt name, written in several words and nothing else.
    const bool may_be_one = words.size() == 2 || words.size() == 3;
    if (found.lines.empty() && may_be_one && look_near(core::join(words, "-"), command, index, found))
        found.name = core::join(words, " ");
    return found;
}

Match offering_near(Near near) {
    auto offered = offering(std::move(near.lines));
    if (!near.name.empty())
        offered.why = fmt::format("{}“{}”, so nothing was run.", no_such_repository,
                                  core::shorten(core::one_line(near.name), 60));
    return offered;
}

}  // namespace

Match match_sentence(const Words& as_typed, const Words& said, const Vocabulary& vocabulary,
                     const NameIndex& index, std::string_view previous) {
    if (auto check = about_check(said)) return std::move(*check);
    if (auto meaning = about_meaning(said)) return std::move(*meaning);
    if (auto stated = about_stated_purpose(said)) return std::move(*stated);
    if (auto lacking = about_lacking(said, vocabulary)) return std::move(*lacking);
    if (auto all = about_all(said, vocabulary)) return std::move(*all);
    if (auto team = about_team(said, vocabulary)) return std::move(*team);
    if (auto pasted = about_pasted_name(said, index, previous)) return std::move(*pasted);
    if (auto repository = about_repositories(said, index, previous)) return std::move(*repository);
    if (auto people = about_people(said)) return std::move(*people);
    if (auto operation = about_operation(as_typed, said)) return std::move(*operation);
    if (auto purpose = about_purpose(said)) return std::move(*purpose);
    if (auto settings = about_settings(said)) return std::move(*settings);
    if (auto help = about_help(said)) return std::move(*help);
    if (auto command = about_command(said)) return std::move(*command);
    if (auto subject = about_bare_subject(said)) return std::move(*subject);
    auto near = near_names(said, index);
    const bool is_near = !near.lines.empty();
    if (auto path = about_becoming(said); path && !is_near) return std::move(*path);
    if (auto need = about_need(said); need && !is_near) return std::move(*need);
    if (auto unknown = about_unknown_repository(said, previous); unknown && !is_near)
        return std::move(*unknown);
    if (asks_for_meaning(said))
        if (auto subjects = near_subjects(core::join(subject_in(said), " ")); !subjects.empty())
            return offering(std::move(subjects));
    return offering_near(std::move(near));
}

}  // namespace commands
