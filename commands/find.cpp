// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "commands/action.hpp"
#include "commands/command.hpp"
#include "core/text.hpp"

namespace commands {
extern const Command find;
namespace {

constexpr std::size_t most_rows = 10;

std::vector<Cell> row_of(const storage::RepositoryRow& found) {
    std::vector<Cell> row(4);
    row[0].text = core::one_line(found.name);
    row[1].text = found.level_possible ? "L" + std::to_string(*found.level_possible) : "not assessed";
    row[2].text = found.owner.empty() ? "no owner" : core::one_line(found.owner);
    row[3].text = core::shorten(core::one_line(found.description), 120);
    return row;
}

Answer run(const Context& context, const storage::Reader& reader) {
    if (context.arguments.empty()) return wrong_use("Say what it should be for.", {"find feature flags"});
    const auto found = reader.search(context.arguments, most_rows, context.request.now);
    auto answer = say("Repositories for this purpose, best first");
    if (found.empty()) {
        answer = wrong_use("No repository says that it is for this.", {"find payments", "help"});
        answer.outcome = Outcome::no;
        return answer;
    }
    Table table;
    table.caption = "Repositories for this purpose";
    table.header = {"Repository", "Level", "Owner", "Purpose"};
    for (const auto& one : found) {
        table.rows.push_back(row_of(one));
        answer.audience.repositories.push_back(one.id);
        if (!one.assessed_at) continue;
        answer.as_of = answer.as_of ? std::min(*answer.as_of, *one.assessed_at) : *one.assessed_at;
        answer.as_of_note = "the oldest assessment shown here";
    }
    answer.parts.emplace_back(std::move(table));
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
