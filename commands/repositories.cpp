// SPDX-License-Identifier: Apache-2.0
#include "commands/action.hpp"
#include "commands/command.hpp"
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
    std::optional<int> level;  // no_level: those that are not assessed
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

// "of the team search" is search, unless a team has these words in its name.
void drop_filling_words(const Context& context, std::vector<std::string>& words) {
    constexpr auto filling =
        std::to_array<std::string_view>({"of", "the", "team", "by", "owned", "from", "at"});
    while (words.size() > 1 && !team_called(context, core::join(words, " ")) &&
           std::find(filling.begin(), filling.end(), core::lower(words.front())) != filling.end())
        words.erase(words.begin());
}

// A level and a team, in any order; the team in its own spelling.
core::Result<Wanted> wanted_from(const Context& context) {
    Wanted wanted;
    std::vector<std::string> rest;
    for (const auto& word : context.arguments) {
        if (const auto level = level_from(core::lower(word)); level && !wanted.level)
            wanted.level = level;
        else
            rest.push_back(word);
    }
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
    return core::invalid(
        fmt::format("“{}” is neither a level (L0 to L4, unassessed) nor a team, so nothing was listed.{}",
                    core::shorten(core::one_line(asked), 60), teams));
}

bool is_owned_by(const storage::RepositoryRow& row, const std::string& team) {
    const auto owners = core::split(row.owner, ',');
    return std::any_of(owners.begin(), owners.end(),
                       [&](std::string_view owner) { return core::trim(owner) == team; });
}

bool fits(const storage::RepositoryRow& row, const Wanted& wanted) {
    if (wanted.level && row.level_possible.value_or(no_level) != *wanted.level) return false;
    return wanted.team.empty() || is_owned_by(row, wanted.team);
}

std::string level_word(std::optional<int> level) {
    return level && *level != no_level ? fmt::format("L{}", *level) : "not assessed";
}

std::string headline_for(std::size_t count, std::size_t all, const Wanted& wanted) {
    auto text =
        count == all
            ? core::counted(static_cast<std::int64_t>(count), "repository", "repositories")
            : fmt::format("{} of {}", count,
                          core::counted(static_cast<std::int64_t>(all), "repository", "repositories"));
    if (!wanted.team.empty()) text += fmt::format(" of {}", core::one_line(wanted.team));
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
        ++counts.at(row.level_possible ? static_cast<std::size_t>(*row.level_possible) : 5U);
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
        cells[1].text = level_word(row.level_possible);
        cells[2].text = row.owner.empty() ? "no owner" : core::one_line(row.owner);
        table.rows.push_back(std::move(cells));
    }
    table.more = rows.size() - table.rows.size();
    return table;
}

void describe(Answer& answer, const std::vector<storage::RepositoryRow>& rows) {
    auto list = core::Json::array();
    for (const auto& row : rows) {
        answer.audience.repositories.push_back(row.id);
        core::Json one = {{"id", fmt::format("r{}", row.id)},
                          {"name", row.name},
                          {"full_name", row.full_name},
                          {"owner", row.owner}};
        one["level"] = row.level_possible ? core::Json(*row.level_possible) : core::Json();
        list.push_back(std::move(one));
        if (!row.assessed_at) continue;
        answer.as_of = answer.as_of ? std::min(*answer.as_of, *row.assessed_at) : *row.assessed_at;
        answer.as_of_note = "the oldest assessment shown here";
    }
    answer.data = {{"repositories", std::move(list)}};
}

Answer run(const Context& context, const storage::Reader& reader) {
    const auto wanted = wanted_from(context);
    if (!wanted) return from_error(wanted.error(), {"repositories", "repositories L3"});
    auto rows = reader.repositories(context.request.now);
    std::erase_if(rows, [&](const auto& row) { return row.archived || !may_know(row, context.request); });
    const auto all = rows.size();
    std::erase_if(rows, [&](const auto& row) { return !fits(row, *wanted); });
    auto answer = say(headline_for(rows.size(), all, *wanted));
    if (rows.empty()) {
        answer.outcome = Outcome::no;
        add_examples(answer, {"repositories"});
        return answer;
    }
    if (!wanted->level) answer.parts.emplace_back(levels_of(rows));
    answer.parts.emplace_back(table_of(rows, context.request));
    describe(answer, rows);
    answer.parts.emplace_back(
        Note{knows_private(context.request)
                 ? "Archived repositories are left out."
                 : "Archived repositories, and private ones that must not be shown here, are left out."});
    return answer;
}

}  // namespace

const Command repositories{
    .name = "repositories",
    .usage = "repositories [L0-L4|unassessed] [team]",
    .summary = "All repositories with level and owner, also of one level or one team.",
    .examples = {{"repositories", "list all repositories"},
                 {"repositories L3", "which repositories are L3?"}},
    .run = run,
    .slot = Slot::words,
    .reading = "repositories",
};

}  // namespace commands
