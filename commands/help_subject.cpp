// SPDX-License-Identifier: Apache-2.0
#include "commands/help_subject.hpp"

#include "commands/glossary.hpp"
#include "commands/name_index.hpp"
#include "core/text.hpp"
#include "insight/check.hpp"

#include <algorithm>
#include <utility>

namespace commands {
namespace {

constexpr std::size_t most_offered = 3;
constexpr std::size_t longest_asked = 40;

bool leads_in(std::string_view word) {
    return is_any(word, {"what",       "whats",   "what's", "what’s", "who",     "who's",      "who’s",
                         "is",         "are",     "was",    "a",      "an",      "the",        "does",
                         "do",         "define",  "of",     "me",     "about",   "on",         "with",
                         "tell",       "to",      "by",     "you",    "explain", "term",       "meaning",
                         "definition", "between", "word",   "i",      "exactly", "difference", "understand"});
}

bool leads_out(std::string_view word) {
    return is_any(word, {"mean", "means", "meaning", "is", "are", "me", "to", "exactly", "here", "about",
                         "you", "out"});
}

// With or without the s of the plural.
bool is_same(std::string_view asked, std::string_view name) {
    return asked == name || (name.ends_with('s') && asked == name.substr(0, name.size() - 1));
}

// "Hello there!", "thanks a lot for your help": what may stand around a greeting and thanks.
bool is_pleasantry(const std::string& word) {
    return is_any(word, {"there", "you",  "all",  "everybody", "everyone", "team", "again", "day",  "a",
                         "lot",   "very", "much", "so",        "many",     "for",  "your",  "help", "the",
                         "great", "nice", "that", "this",      "was",      "ok",   "okay",  "and",  "cool",
                         "good",  "to",   "meet", "dear",      "ispo",     "bot",  "it",    "is",   "from"});
}
bool is_greeting(const std::string& word) {
    return is_any(word,
                  {"hello", "hi", "hey", "hallo", "howdy", "greetings", "morning", "afternoon", "evening"});
}
bool is_thanks(const std::string& word) {
    return is_any(word, {"thanks", "thank", "thx", "ty", "cheers", "merci", "danke"});
}

}  // namespace

Words subject_in(Words said) {
    while (!said.empty() && leads_in(said.front())) said.erase(said.begin());
    while (!said.empty() && leads_out(said.back())) said.pop_back();
    return said;
}

std::optional<int> level_called(std::string_view word) {
    const bool is_level =
        word.size() == 2 && (word[0] == 'l' || word[0] == 'L') && word[1] >= '0' && word[1] <= '4';
    return is_level ? std::optional(word[1] - '0') : std::nullopt;
}

std::optional<std::string> subject_called(std::string_view words) {
    const auto asked = core::lower(core::trim(words));
    if (asked.empty() || asked.size() > longest_asked) return {};
    for (const auto* command : commands())
        if (command->name == asked) return asked;
    for (const auto topic : help_topics())
        if (is_same(asked, topic)) return std::string(topic);
    if (const auto level = level_called(asked)) return "L" + std::to_string(*level);
    if (asked.starts_with("level ") && asked.size() == 7 && asked.back() >= '0' && asked.back() <= '4')
        return "L" + asked.substr(6);
    if (is_any(asked, {"glossary", "terms", "vocabulary"})) return "words";
    if (const auto* check = insight::find_check(asked))
        return std::string(core::lower(check->id) == asked ? check->id : check->name);
    const auto* term = find_term(asked);
    return term == nullptr ? std::nullopt : std::optional(std::string(term->name));
}

Words near_subjects(std::string_view asked) {
    std::vector<std::pair<std::size_t, std::string>> near;
    const auto consider = [&](std::string_view subject) {
        const auto slips = core::edit_distance(asked, subject);
        // "check" is "checks" and "ready check": one slip more than in a command is forgiven.
        const bool is_part = asked.size() >= 4 && core::lower(subject).find(asked) != std::string::npos;
        if (is_part || slips <= allowed_slips(asked) || (asked.size() >= 4 && slips <= 2))
            near.emplace_back(slips, std::string(subject));
    };
    if (asked.size() > longest_asked) return {};
    for (const auto topic : help_topics()) consider(topic);
    for (const auto* command : commands()) consider(command->name);
    for (const auto& term : terms()) consider(term.name);
    std::stable_sort(near.begin(), near.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    Words lines;
    for (const auto& [slips, subject] : near)
        if (lines.size() < most_offered) lines.push_back("help " + subject);
    return lines;
}

// Taken as typed: there is nothing to say about how it was read.
std::optional<Match> small_talk(const Words& words) {
    bool greets = false, is_grateful = false;
    for (const auto& word : words) {
        const auto lower = core::lower(bare(word));
        if (is_thanks(lower))
            is_grateful = true;
        else if (is_greeting(lower))
            greets = true;
        else if (!lower.empty() && !is_pleasantry(lower))
            return {};
    }
    if (!greets && !is_grateful) return {};
    return matched(*command_named("help"), {std::string(is_grateful ? thanks : greeting)}, 1);
}

bool asks_for_meaning(const Words& said) {
    if (said.size() < 2) return false;
    return is_any(said.front(), {"what", "whats", "what's", "what’s", "who", "who's", "who’s", "define",
                                 "definition", "explain", "meaning", "tell"}) ||
           is_any(said.back(), {"mean", "means"});
}

// "what are the settings?" is for what the command shows, "explain settings" for the command.
std::optional<Match> about_meaning(const Words& said) {
    if (!asks_for_meaning(said)) return {};
    const auto subject = subject_in(said);
    if (subject.empty()) return matched(*command_named("help"), {}, 0.7);
    const auto known = subject_called(core::join(subject, " "));
    if (!known) return {};
    const bool is_explained = has(said, {"mean", "means", "meaning", "define", "definition", "explain"});
    if (!is_explained && command_named(*known) != nullptr) return {};
    const bool is_check = insight::find_check(*known) != nullptr;
    if (is_check) return matched(*command_named("ready check"), {*known}, 0.8);
    return matched(*command_named("help"), each_word({*known}), 0.8);
}

}  // namespace commands
