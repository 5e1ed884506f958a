// SPDX-License-Identifier: Apache-2.0
#include "commands/action.hpp"
#include "commands/command.hpp"
#include "commands/match_words.hpp"
#include "commands/repository_rows.hpp"
#include "commands/which_repository.hpp"
#include "core/text.hpp"
#include "insight/readiness.hpp"

#include <fmt/core.h>
#include <algorithm>
#include <array>

namespace commands {
extern const Command repositories;
namespace {

constexpr std::size_t most_rows = 15;
constexpr int no_level = -1;

struct Wanted {
    std::optional<int> level;  // the proven one; no_level: those that are not assessed
    bool unowned = false;
    std::string team;
};

bool is_not_assessed(std::string_view word) { return word == "unassessed" || word == "not-assessed"; }

std::optional<int> level_from(std::string_view word) {
    if (is_not_assessed(word)) return no_level;
    if (word.size() != 2 || word[0] != 'l' || word[1] < '0' || word[1] > '4') return {};
    return word[1] - '0';
}

const std::string* team_called(const Context& context, const std::string& asked) {
    for (const auto& team : context.vocabulary->teams)
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

// A level and a team, in any order; the team in its own spelling.
core::Result<Wanted> wanted_from(const Context& context) {
    Wanted wanted;
    Words rest;
    for (const auto& word : context.arguments) {
        if (const auto level = level_from(core::lower(word)); level && !wanted.level)
            wanted.level = level;
        else
            rest.push_back(word);
    }
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

bool is_owned_by(const storage::RepositoryRow& row, const std::string& team) {
    const auto owners = core::split(row.owner, ',');
    return std::any_of(owners.begin(), owners.end(),
                       [&](std::string_view owner) { return core::trim(owner) == team; });
}

bool fits(const storage::RepositoryRow& row, const Wanted& wanted) {
    if (wanted.level && row.level_proven.value_or(no_level) != *wanted.level) return false;
    if (wanted.unowned && !row.owner.empty()) return false;
    return wanted.team.empty() || is_owned_by(row, wanted.team);
}

// What was not seen may lift it to the level that is asked for.
bool may_fit(const storage::RepositoryRow& row, Wanted wanted) {
    if (!wanted.level || *wanted.level == no_level || !row.level_proven || !row.level_possible) return false;
    if (*row.level_proven >= *wanted.level || *row.level_possible < *wanted.level) return false;
    wanted.level.reset();
    return fits(row, wanted);
}

std::string headline_for(std::size_t count, std::size_t all, const Wanted& wanted) {
    auto text =
        count == all
            ? core::counted(static_cast<std::int64_t>(count), "repository", "repositories")
            : fmt::format("{} of {}", count,
                          core::counted(static_cast<std::int64_t>(all), "repository", "repositories"));
    if (!wanted.team.empty()) text += fmt::format(" of {}", core::one_line(wanted.team));
    if (wanted.unowned) text += " without an owner";
    if (wanted.level == no_level)
        text += count == 1 ? " is not assessed" : " are not assessed";
    else if (wanted.level)
        text += fmt::format("{} at L{} {}", count == 1 ? " is" : " are", *wanted.level,
                            insight::level_name(*wanted.level));
    return text;
}

Facts levels_of(const std::vector<storage::RepositoryRow>& rows) {
    std::array<std::size_t, 6> counts{};
    for (const auto& row : rows)
        ++counts.at(row.level_proven ? static_cast<std::size_t>(*row.level_proven) : 5U);
    Facts facts;
    for (std::size_t i = 0; i < counts.size(); ++i)
        if (counts.at(i) > 0)
            facts.facts.push_back(
                {i < 5 ? fmt::format("L{} {}", i, insight::level_name(static_cast<int>(i))) : "Not assessed",
                 std::to_string(counts.at(i))});
    return facts;
}

Table table_of(const std::vector<storage::RepositoryRow>& rows, const Request& request) {
    Table table;
    table.caption = "Repositories, by name";
    table.header = {"Repository", "Level", "Owner"};
    for (const auto& row : rows) {
        if (table.rows.size() == most_rows) break;
        std::vector<Cell> cells(3);
        cells[0].text = name_among(row, rows, request);
        cells[1].text = level_of(row);
        cells[2].text = owner_of(row);
        table.rows.push_back(std::move(cells));
    }
    table.more = rows.size() - table.rows.size();
    return table;
}

// Levels are counted as they are proven; what may be higher is said.
void add_possible(Answer& answer, const RepositoryRows& rows, std::size_t may_be_higher,
                  const Wanted& wanted) {
    if (wanted.level && *wanted.level != no_level && may_be_higher > 0)
        answer.parts.emplace_back(
            Note{fmt::format("{} more may be at L{} or higher: not everything was seen there. `repositories` "
                             "shows them.",
                             may_be_higher, *wanted.level)});
    const auto open = std::count_if(rows.begin(), rows.end(), [](const auto& row) {
        return row.level_proven && row.level_proven != row.level_possible;
    });
    if (!wanted.level && open > 0)
        answer.parts.emplace_back(Note{fmt::format(
            "Counted by the proven level; {} may be higher, where not everything was seen.", open)});
}

storage::Reach reach_of(const Request& request) {
    return knows_private(request) ? storage::Reach::all : storage::Reach::open;
}

Answer none_of_these(Answer answer, const Context& context, const storage::Reader& reader) {
    answer.outcome = Outcome::no;
    answer.data = data_of({});
    add_examples(answer, {"repositories"});
    add_search_age(answer, reader, reach_of(context.request));
    return answer;
}

Answer only_archived() {
    auto answer = say("Every repository that I may show you is archived.");
    answer.outcome = Outcome::no;
    answer.data = data_of({});
    add_examples(answer, {"help"});
    return answer;
}

Answer run(const Context& context, const storage::Reader& reader) {
    const auto wanted = wanted_from(context);
    if (!wanted) return from_error(wanted.error(), {"repositories", "repositories L3"});
    auto rows = reader.repositories(context.request.now);
    std::erase_if(rows, [&](const auto& row) { return !may_know(row, context.request); });
    if (rows.empty()) return no_repositories(context.request);
    std::erase_if(rows, [](const auto& row) { return row.archived; });
    if (rows.empty()) return only_archived();
    const auto all = rows.size();
    const auto may_be_higher = static_cast<std::size_t>(
        std::count_if(rows.begin(), rows.end(), [&](const auto& row) { return may_fit(row, *wanted); }));
    std::erase_if(rows, [&](const auto& row) { return !fits(row, *wanted); });
    auto answer = say(headline_for(rows.size(), all, *wanted));
    if (rows.empty()) {
        add_possible(answer, rows, may_be_higher, *wanted);
        return none_of_these(std::move(answer), context, reader);
    }
    if (!wanted->level) answer.parts.emplace_back(levels_of(rows));
    answer.parts.emplace_back(table_of(rows, context.request));
    rest_on(answer, rows);
    answer.data = data_of(rows);
    answer.parts.emplace_back(
        Note{knows_private(context.request)
                 ? "Archived repositories are left out."
                 : "Archived repositories, and private ones that must not be shown here, are left out."});
    add_possible(answer, rows, may_be_higher, *wanted);
    return answer;
}

}  // namespace

const Command repositories{
    .name = "repositories",
    .usage = "repositories [L0-L4|unassessed] [unowned] [team]",
    .summary = "All repositories with level and owner, also of one level or one team, or without owner.",
    .examples = {{"repositories", "list all repositories"},
                 {"repositories L3", "which repositories are L3?"},
                 {"repositories unowned", "which repositories have no owner?"}},
    .run = run,
    .slot = Slot::words,
    .reading = "repositories",
};

}  // namespace commands
