// SPDX-License-Identifier: Apache-2.0
#include "commands/action.hpp"
#include "commands/command.hpp"
#include "commands/which_repository.hpp"
#include "core/text.hpp"

#include <fmt/core.h>
#include <algorithm>

namespace commands {
extern const Command find;
namespace {

constexpr std::size_t most_rows = 10;
constexpr std::size_t most_searched = 50;
constexpr std::size_t most_actions = 3;

std::vector<Cell> row_of(const storage::RepositoryRow& found, const std::string& shown_name) {
    std::vector<Cell> row(4);
    row[0].text = shown_name;
    row[1].text = found.level_possible ? "L" + std::to_string(*found.level_possible) : "not assessed";
    row[2].text = found.owner.empty() ? "no owner" : core::one_line(found.owner);
    row[3].text = core::shorten(core::one_line(found.description), 120);
    return row;
}

Table table_of(const std::vector<storage::RepositoryRow>& found, const Request& request) {
    Table table;
    table.caption = "Repositories for this purpose";
    table.header = {"Repository", "Level", "Owner", "Purpose"};
    for (const auto& one : found) table.rows.push_back(row_of(one, name_among(one, found, request)));
    return table;
}

void add_age(Answer& answer, const std::vector<storage::RepositoryRow>& found) {
    for (const auto& one : found) {
        answer.audience.repositories.push_back(one.id);
        if (!one.assessed_at) continue;
        answer.as_of = answer.as_of ? std::min(*answer.as_of, *one.assessed_at) : *one.assessed_at;
        answer.as_of_note = "the oldest assessment shown here";
    }
}

void add_actions(Answer& answer, const std::vector<storage::RepositoryRow>& found,
                 const storage::Reader& reader, const Request& request) {
    for (const auto& one : found) {
        if (answer.actions.size() == most_actions) break;
        if (!one.level_possible) continue;
        answer.actions.push_back(action(name_among(one, found, request),
                                        "ready " + line_name_of(one, reader, request),
                                        "Readiness of " + long_name_of(one, request)));
    }
}

// Whether something was left out is not told: for a narrow purpose that alone would give a private
// repository away.
std::vector<storage::RepositoryRow> search(const Context& context, const storage::Reader& reader) {
    return reader.search(context.arguments, most_searched, context.request.now,
                         knows_private(context.request) ? storage::Reach::all : storage::Reach::open);
}

std::string headline_for(std::size_t total) {
    if (total == 1) return "One repository for this purpose";
    return fmt::format("{}{} repositories for this purpose, best first",
                       total == most_searched ? "At least " : "", total);
}

Answer run(const Context& context, const storage::Reader& reader) {
    if (context.arguments.empty())
        return wrong_use("Say what it should be for.", working_examples(context, "find"));
    auto found = search(context, reader);
    if (found.empty()) {
        auto none = wrong_use("No repository that I may show you says that it is for this.",
                              working_examples(context, "ready"));
        none.outcome = Outcome::no;
        return none;
    }
    const auto total = found.size();
    found.resize(std::min(total, most_rows));
    auto answer = say(headline_for(total));
    auto table = table_of(found, context.request);
    table.more = total - found.size();
    add_age(answer, found);
    add_actions(answer, found, reader, context.request);
    answer.parts.emplace_back(std::move(table));
    if (!knows_private(context.request))
        answer.parts.emplace_back(Note{"Only repositories that every colleague may read are searched."});
    return answer;
}

}  // namespace

const Command find{
    .name = "find",
    .usage = "find <words>",
    .summary = "Which repositories exist for a purpose, with level and owner.",
    .examples = {{"find feature flags", "who has something for feature flags?"},
                 {"find payments", "is there something for payments?"}},
    .run = run,
    .slot = Slot::words,
    .reading = "repositories for",
};

}  // namespace commands
