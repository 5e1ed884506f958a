// SPDX-License-Identifier: Apache-2.0
#include "commands/match_repository.hpp"

#include "commands/action.hpp"
#include "commands/help_subject.hpp"
#include "commands/which_repository.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <utility>

namespace commands {
namespace {

constexpr std::size_t most_joined = 4;

// A name with the words that make it.
struct Named {
    std::string name;
    std::size_t first = 0, count = 0;
};

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
std::optional<Named> repository_in(const Words& words, const NameIndex& index) {
    for (std::size_t count = std::min(most_joined, words.size()); count > 0; --count) {
        for (std::size_t first = 0; first + count <= words.size(); ++first) {
            if (const auto* name = name_of(std::span(words).subspan(first, count), index))
                return Named{*name, first, count};
            if (count == 1 && id_of(words[first])) return Named{words[first], first, count};
        }
    }
    return {};
}

// The name that starts with this word, the longest.
std::optional<Named> name_at(const Words& words, std::size_t first, const NameIndex& index) {
    for (std::size_t count = std::min(most_joined, words.size() - first); count > 0; --count)
        if (const auto* name = name_of(std::span(words).subspan(first, count), index))
            return Named{*name, first, count};
    return {};
}

bool joins(std::string_view word) { return is_any(word, {"and", "or", "vs", "versus", "with", "to"}); }

// All names where a word joins two of them: "payments-api, docs and search service". Empty for one alone.
Words joined_names(const Words& words, const NameIndex& index) {
    Words names;
    bool are_joined = false;
    std::size_t last_end = 0;
    for (std::size_t i = 0; i < words.size();) {
        const auto named = name_at(words, i, index);
        if (!named) {
            ++i;
            continue;
        }
        const bool follows = !names.empty() && i == last_end + 1 && joins(words[last_end]);
        are_joined = are_joined || follows;
        if (std::ranges::find(names, named->name) == names.end()) names.push_back(named->name);
        i += named->count;
        last_end = i;
    }
    return are_joined && names.size() > 1 ? names : Words{};
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
// before contributing: "history of contributions to …", "who owns the contribution guide of …". Its readiness
// tells the owner too.
const Command* asked_of_one(const Words& words) {
    if (has(words, {"history", "trend"})) return command_named("ready history");
    if (has(words, {"finding", "findings", "evidence"})) return command_named("ready findings");
    if (has(words, {"score"}) && asks_how_it_is_made(words)) return command_named("ready findings");
    if (asks_to_become(words)) return command_named("ready findings");
    if (has(words, {"who"}) && asks_for_owners(words)) return command_named("ready");
    if (asks_to_contribute(words)) return command_named("ready");
    if (asks_for_history(words)) return command_named("ready history");
    if (asks_for_owners(words)) return command_named("ready");
    const bool asks =
        has(words, {"ready", "readiness", "score", "level",   "mature",   "maturity", "l0",     "l1",
                    "l2",    "l3",        "l4",    "improve", "improves", "improved", "better", "fix",
                    "mend",  "missing",   "lack",  "lacks",   "compare",  "next"});
    return asks ? command_named("ready") : nullptr;
}

Match about_one(const Words& words, const Named& named, std::string_view previous) {
    const auto* command =
        named.count == words.size() ? command_named("ready") : command_asked_of(words, previous);
    if (command != nullptr) return matched(*command, {named.name}, 0.8);
    const auto line = canonical(*command_named("ready"), {named.name});
    return offering(line.size() < line_limit ? Words{line} : Words{});
}

// Their readiness side by side; nothing when something else is asked of them.
std::optional<Match> about_several(const Words& words, const NameIndex& index) {
    const auto names = joined_names(words, index);
    if (names.empty()) return {};
    const auto* command = asked_of_one(words);
    if (command == nullptr || command->name != "ready") return {};
    auto found = matched(*command_named("mentioned"), names, 0.8);
    found.reading = "readiness of " + core::one_line(core::join(names, ", "));
    return found;
}

}  // namespace

bool asks_to_become(const Words& words) {
    return has(words, {"become", "becoming"}) &&
           has(words, {"maintainer", "maintainers", "committer", "committers", "owner", "reviewer"});
}

bool asks_how_it_is_made(const Words& words) {
    return has(words, {"calculated", "calculate", "computed", "compute", "made", "determined", "work",
                       "works", "derived", "measured", "counted", "reckoned", "composed", "calculation"});
}

const Command* command_asked_of(const Words& words, std::string_view previous) {
    const auto* command = asked_of_one(words);
    if (command == nullptr) command = followed(words, previous);
    return command == nullptr && asks_for_meaning(words) ? command_named("ready") : command;
}

std::optional<Match> about_repositories(const Words& words, const NameIndex& index,
                                        std::string_view previous) {
    const auto named = repository_in(words, index);
    if (!named) return {};
    if (auto several = about_several(words, index)) return several;
    return about_one(words, *named, previous);
}

}  // namespace commands
