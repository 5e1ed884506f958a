// SPDX-License-Identifier: Apache-2.0
#include "commands/match_repositories.hpp"

#include "commands/help_subject.hpp"
#include "core/text.hpp"
#include "insight/check.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace commands {
namespace {

struct Asked {
    std::string_view words, check;
};
// What repositories have or lack, in the words people use; longer ones first.
constexpr auto asked_by_checks = std::to_array<Asked>({
    {"code of conduct", "G4"},
    {"good first issues", "B6"},
    {"good first issue", "B6"},
    {"contribution guide", "C2"},
    {"contributing guide", "C2"},
    {"contribution guides", "C2"},
    {"change log", "G5"},
    {"branch protection", "S2"},
    {"place to ask", "C3"},
    {"decision records", "C5"},
    {"licence", "C4"},
    {"license", "C4"},
    {"licences", "C4"},
    {"licenses", "C4"},
    {"contributing", "C2"},
    {"contributing.md", "C2"},
    {"guide", "C2"},
    {"readme", "C1"},
    {"description", "D1"},
    {"purpose", "D1"},
    {"channel", "C3"},
    {"contact", "C3"},
    {"templates", "B1"},
    {"template", "B1"},
    {"ci", "B2"},
    {"tests", "B3"},
    {"roadmap", "B5"},
    {"governance", "G3"},
    {"maintainers", "G2"},
    {"conduct", "G4"},
    {"releases", "G5"},
    {"changelog", "G5"},
    {"forks", "S1"},
    {"security.md", "S4"},
});

// The words with spaces around each, so that a phrase is found as whole words only.
std::string spaced(const Words& words) { return " " + core::join(words, " ") + " "; }

bool holds(const std::string& text, std::string_view phrase) {
    return text.find(" " + std::string{phrase} + " ") != std::string::npos;
}

const std::string* team_in(const Words& words, const Vocabulary& vocabulary) {
    const auto text = spaced(words);
    for (const auto& team : vocabulary.teams)
        if (holds(text, core::lower(team))) return &team;
    return nullptr;
}

bool names_repositories(const Words& words) {
    return has(words, {"repositories", "repos"}) ||
           (has(words, {"which", "what"}) && has(words, {"projects", "repository", "repo"}));
}

bool asks_who_has(const Words& words) {
    return has(words, {"lack", "lacks", "lacking", "without", "no", "missing", "miss", "have", "has", "with",
                       "fail", "fails", "failing", "need", "needs", "pass"});
}

bool is_only_of_repositories(const Words& words) {
    return std::all_of(words.begin(), words.end(), [](const auto& word) {
        return is_any(word, {"repositories", "repos", "which", "what", "show", "me", "the", "are", "there",
                             "exist", "you", "know", "do", "have", "we", "our", "your"});
    });
}

}  // namespace

std::optional<Match> about_lacking(const Words& words, const Vocabulary& vocabulary) {
    if (!names_repositories(words) || !asks_who_has(words)) return {};
    for (const auto& word : words)
        if (const auto* check = insight::find_check(word))
            return matched(*command_named("ready check"), {std::string{check->id}}, 0.8);
    if (team_in(words, vocabulary) != nullptr) return {};
    const auto text = spaced(words);
    const auto* found =
        std::ranges::find_if(asked_by_checks, [&](const Asked& asked) { return holds(text, asked.words); });
    if (found == asked_by_checks.end()) return {};
    return matched(*command_named("ready check"), {std::string{found->check}}, 0.8);
}

std::optional<Match> about_all(const Words& words, const Vocabulary& vocabulary) {
    const bool is_only_list = has(words, {"list"}) && std::ranges::all_of(words, [](const auto& word) {
                                  return is_any(word, {"list", "all", "everything", "me", "them"});
                              });
    if (is_only_list) return matched(*command_named("repositories"), {}, 0.7);
    if (!has(words, {"repositories", "repos"})) return {};
    Words wanted;
    for (const auto& word : words)
        if (const auto level = level_called(word); level && wanted.empty())
            wanted.push_back("L" + std::to_string(*level));
    if (has(words, {"unassessed"})) wanted.emplace_back("unassessed");
    const bool have_none = has(words, {"no", "without", "lack", "lacks", "missing", "need", "needs"}) &&
                           has(words, {"owner", "owners"});
    if (have_none || has(words, {"unowned", "ownerless"})) wanted.emplace_back("unowned");
    if (const auto* team = team_in(words, vocabulary)) wanted.push_back(*team);
    if (wanted.empty() && !has(words, {"all", "list", "every"}) && !is_only_of_repositories(words)) return {};
    return matched(*command_named("repositories"), std::move(wanted), 0.8);
}

std::optional<Match> about_team(const Words& words, const Vocabulary& vocabulary) {
    if (has(words, {"who", "whom"}) || !has(words, {"own", "owns", "owned", "maintain", "maintains"}))
        return {};
    const auto* team = team_in(words, vocabulary);
    if (team == nullptr) return {};
    return matched(*command_named("repositories"), {*team}, 0.8);
}

}  // namespace commands
