// SPDX-License-Identifier: Apache-2.0
#include "commands/wanted_repositories.hpp"

#include "commands/match_words.hpp"
#include "commands/which_repository.hpp"
#include "core/text.hpp"

#include <fmt/core.h>
#include <algorithm>

namespace commands {
namespace {

bool is_not_assessed(std::string_view word) { return word == "unassessed" || word == "not-assessed"; }

std::optional<int> level_from(std::string_view word) {
    if (is_not_assessed(word)) return no_level;
    if (word.size() != 2 || word[0] != 'l' || word[1] < '0' || word[1] > '4') return {};
    return word[1] - '0';
}

const std::string* team_called(const Context& context, const std::string& asked) {
    const auto& known = *context.vocabulary;
    for (const auto& team : knows_private(context.request) ? known.every_team : known.teams)
        if (core::lower(team) == core::lower(asked)) return &team;
    return nullptr;
}

// "of the team search" and "of the search team" are search, unless a team has these words in its name.
void drop_filling_words(const Context& context, Words& words) {
    const auto is_team = [&] { return team_called(context, core::join(words, " ")) != nullptr; };
    while (words.size() > 1 && !is_team() &&
           is_any(core::lower(words.front()),
                  {"of", "the", "team", "by", "owned", "from", "at", "that", "have"}))
        words.erase(words.begin());
    if (words.size() > 1 && !is_team() && is_any(core::lower(words.back()), {"team"})) words.pop_back();
}

// "unowned", "without owner", "with no owners": true when it was there, and then it is taken out.
bool take_unowned(Words& words) {
    for (auto word = words.begin(); word != words.end(); ++word) {
        auto last = word + 1;
        if (is_any(core::lower(*word), {"without", "no"})) {
            while (last != words.end() && is_any(core::lower(*last), {"an", "any"})) ++last;
            if (last == words.end() || !is_any(core::lower(*last), {"owner", "owners"})) continue;
            ++last;
        } else if (!is_any(core::lower(*word), {"unowned", "ownerless"})) {
            continue;
        }
        while (word != words.begin() &&
               is_any(core::lower(*(word - 1)), {"with", "have", "has", "that", "which"}))
            --word;
        words.erase(word, last);
        return true;
    }
    return false;
}

// "page 2": taken out. A team of such a name is asked for in quotes.
std::size_t take_page(Words& words) {
    for (auto word = words.begin(); word != words.end() && word + 1 != words.end(); ++word) {
        const auto& number = *(word + 1);
        const bool is_number = !number.empty() && number.size() <= 4 && number.front() != '0' &&
                               number.find_first_not_of("0123456789") == std::string::npos;
        if (core::lower(*word) != "page" || !is_number) continue;
        const auto page = std::stoul(number);
        words.erase(word, word + 2);
        return page;
    }
    return 1;
}

bool is_owned_by(const storage::RepositoryRow& row, const std::string& team) {
    const auto owners = core::split(row.owner, ',');
    return std::any_of(owners.begin(), owners.end(),
                       [&](std::string_view owner) { return core::trim(owner) == team; });
}

}  // namespace

core::Result<Wanted> wanted_from(const Context& context) {
    Wanted wanted;
    Words rest;
    for (const auto& word : context.arguments) {
        if (const auto level = level_from(core::lower(word)); level && !wanted.level)
            wanted.level = level;
        else
            rest.push_back(word);
    }
    wanted.page = take_page(rest);
    wanted.unowned = take_unowned(rest);
    drop_filling_words(context, rest);
    if (rest.empty()) return wanted;
    const auto asked = core::join(rest, " ");
    if (const auto* team = team_called(context, asked)) {
        wanted.team = *team;
        return wanted;
    }
    std::string teams;
    if (hears_names(context.request))
        for (const auto& team : context.vocabulary->teams) {
            if (teams.size() > 200) break;
            teams += (teams.empty() ? " Teams: " : ", ") + core::one_line(team);
        }
    return core::invalid(fmt::format(
        "“{}” is neither a level (L0 to L4, unassessed), nor unowned, nor a team, so nothing was listed.{}",
        core::shorten(core::one_line(asked), 60), teams));
}

bool fits(const storage::RepositoryRow& row, const Wanted& wanted) {
    if (wanted.level && row.level_proven.value_or(no_level) != *wanted.level) return false;
    if (wanted.unowned && !row.owner.empty()) return false;
    return wanted.team.empty() || is_owned_by(row, wanted.team);
}

bool may_fit(const storage::RepositoryRow& row, Wanted wanted) {
    if (!wanted.level || *wanted.level == no_level || !row.level_proven || !row.level_possible) return false;
    if (*row.level_proven >= *wanted.level || *row.level_possible < *wanted.level) return false;
    wanted.level.reset();
    return fits(row, wanted);
}

std::string line_of(const Wanted& wanted, std::size_t page) {
    std::string line = "repositories";
    if (wanted.level) line += *wanted.level == no_level ? " unassessed" : fmt::format(" L{}", *wanted.level);
    if (wanted.unowned) line += " unowned";
    if (!wanted.team.empty()) line += " " + core::quote_word(wanted.team);
    if (page > 1) line += fmt::format(" page {}", page);
    return line;
}

}  // namespace commands
