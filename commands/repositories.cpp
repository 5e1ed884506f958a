// SPDX-License-Identifier: Apache-2.0
#include "commands/action.hpp"
#include "commands/command.hpp"
#include "commands/repository_rows.hpp"
#include "commands/wanted_repositories.hpp"
#include "commands/which_repository.hpp"
#include "core/text.hpp"
#include "insight/readiness.hpp"

#include <fmt/core.h>
#include <algorithm>
#include <array>

namespace commands {
extern const Command repositories;
namespace {

constexpr std::size_t rows_at_a_glance = 15;
constexpr std::size_t rows_of_a_page = 100;  // as many as a table of Slack's holds

// A shell has pages of its own.
std::size_t page_size(const std::vector<storage::RepositoryRow>& rows, const Request& request) {
    return request.place.kind == PlaceKind::shell ? std::max(rows.size(), std::size_t{1}) : rows_of_a_page;
}

std::size_t pages_of(const std::vector<storage::RepositoryRow>& rows, const Request& request) {
    const auto size = page_size(rows, request);
    return (rows.size() + size - 1) / size;
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

Table table_of(const std::vector<storage::RepositoryRow>& rows, const Wanted& wanted,
               const Request& request) {
    const auto size = page_size(rows, request);
    const auto first = (wanted.page - 1) * size;
    const auto end = std::min(first + size, rows.size());
    Table table;
    table.caption = "Repositories, by name";
    if (rows.size() > size) table.caption += fmt::format(": {} to {} of {}", first + 1, end, rows.size());
    table.header = {"Repository", "Level", "Owner"};
    table.shown_first = rows_at_a_glance;
    const auto names = names_in_list(rows, request);
    table.rows.reserve(end - first);
    for (auto i = first; i < end; ++i) {
        std::vector<Cell> cells(3);
        cells[0].text = names[i];
        cells[1].text = level_of(rows[i]);
        cells[2].text = owner_of(rows[i]);
        table.rows.push_back(std::move(cells));
    }
    table.more = rows.size() - end;
    if (table.more > 0) table.more_line = line_of(wanted, wanted.page + 1);
    return table;
}

Answer no_such_page(const Wanted& wanted, std::size_t pages) {
    return from_error(core::invalid(fmt::format(
                          "This list has {}, so there is no page {}; nothing was listed.",
                          core::counted(static_cast<std::int64_t>(pages), "page", "pages"), wanted.page)),
                      {line_of(wanted, 1)});
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
    add_search_age(answer, reader, reach_of(context.request), context.request.now);
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
    if (const auto pages = pages_of(rows, context.request); wanted->page > pages)
        return no_such_page(*wanted, pages);
    if (!wanted->level) answer.parts.emplace_back(levels_of(rows));
    answer.parts.emplace_back(table_of(rows, *wanted, context.request));
    rest_on(answer, rows, context.request.now);
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
    .usage = "repositories [L0-L4|unassessed] [unowned] [team] [page <number>]",
    .summary = "All repositories with level and owner, also of one level or one team, or without owner.",
    .examples = {{"repositories", "list all repositories"},
                 {"repositories L3", "which repositories are L3?"},
                 {"repositories unowned", "which repositories have no owner?"}},
    .run = run,
    .slot = Slot::words,
    .reading = "repositories",
};

}  // namespace commands
