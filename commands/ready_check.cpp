// SPDX-License-Identifier: Apache-2.0
#include "commands/action.hpp"
#include "commands/check_repositories.hpp"
#include "commands/command.hpp"
#include "commands/name_index.hpp"
#include "commands/repository_rows.hpp"
#include "commands/which_repository.hpp"
#include "core/text.hpp"
#include "insight/levels.hpp"

#include <fmt/core.h>
#include <algorithm>

namespace commands {
extern const Command ready_check;
namespace {

constexpr std::size_t most_near = 3;

std::string gates_of(const insight::Check& check) {
    std::string text;
    for (const auto& gate : insight::gates()) {
        if (gate.check != check.id) continue;
        text += fmt::format("{}L{} asks for {}", text.empty() ? "" : "; ", gate.level,
                            gate.least == insight::Outcome::yes ? "yes" : "at least partly");
    }
    return text.empty() ? "no level depends on it" : text;
}

std::string patterns_of(const insight::Check& check) {
    std::string text;
    for (const auto pattern : check.patterns) text += (text.empty() ? "" : ", ") + std::string{pattern};
    return text.empty() ? "none" : text;
}

Facts facts_of(const insight::Check& check) {
    return {
        {{"Why", std::string{check.why}},
         {"Rule", std::string{check.rule}},
         {"What to do", fmt::format("{} ({})", check.remedy.text, insight::to_phrase(check.remedy.effort))},
         {"How it is settled", std::string{check.settled_by}},
         {"Levels", gates_of(check)},
         {"Weight", fmt::format("{} of 100", check.weight)},
         {"Patterns that help", patterns_of(check)},
         {"Name in files", std::string{check.name}}}};
}

std::vector<Cell> row_of(Status status, std::string_view text, int count) {
    std::vector<Cell> row(2);
    row[0].status = status;
    row[0].text = text;
    row[1].text = std::to_string(count);
    row[1].number = count;
    return row;
}

Table table_of(const storage::CheckTally& tally) {
    Table table;
    table.caption = "How repositories that are not archived stand";
    table.header = {"Outcome", "Repositories"};
    table.rows = {row_of(Status::yes, word(Status::yes), tally.yes),
                  row_of(Status::partly, word(Status::partly), tally.partly),
                  row_of(Status::no, word(Status::no), tally.no),
                  row_of(Status::unknown, word(Status::unknown), tally.unknown),
                  row_of(Status::not_applicable, word(Status::not_applicable), tally.not_applicable),
                  row_of(Status::none, "exempt", tally.exempt)};
    return table;
}

core::Json data_of(const insight::Check& check, const storage::CheckTally& tally) {
    core::Json json = {{"id", check.id},
                       {"name", check.name},
                       {"group", insight::to_word(check.group)},
                       {"question", check.question},
                       {"why", check.why},
                       {"rule", check.rule},
                       {"remedy", check.remedy.text},
                       {"effort", insight::to_word(check.remedy.effort)},
                       {"settled_by", check.settled_by},
                       {"weight", check.weight},
                       {"patterns", check.patterns}};
    json["tally"] = {{"yes", tally.yes},       {"partly", tally.partly},
                     {"no", tally.no},         {"unknown", tally.unknown},
                     {"exempt", tally.exempt}, {"not_applicable", tally.not_applicable}};
    return json;
}

// Each repository counts with its latest assessment: the oldest of those says how old the counts may be.
void date_by_oldest(Answer& answer, const RepositoryRows& rows, storage::Reach reach, Time now) {
    std::optional<Time> newest;
    for (const auto& row : rows) {
        const bool is_hidden =
            reach == storage::Reach::open && row.visibility == insight::Visibility::private_;
        if (row.archived || is_hidden || !row.assessed_at) continue;
        answer.as_of = std::min(answer.as_of.value_or(*row.assessed_at), *row.assessed_at);
        newest = std::max(newest.value_or(*row.assessed_at), *row.assessed_at);
    }
    answer.as_of_note = newest ? "the oldest assessment counted here" + note_on_clocks(newest, now)
                               : "nothing is assessed yet";
}

Answer unknown_check(const std::string& word) {
    auto answer = say(fmt::format("No check is called “{}”; there are 27, from D1 to S4.",
                                  core::shorten(core::one_line(word), 60)));
    answer.outcome = Outcome::wrong_use;
    const auto typed = core::lower(word);
    for (const auto* check : insight::checks()) {
        if (typed.size() > 60 || answer.actions.size() == most_near) break;
        if (core::edit_distance(typed, check->name) > allowed_slips(typed)) continue;
        const auto line = "ready check " + std::string{check->name};
        answer.actions.push_back(action(line, line, "Explain " + std::string{check->statement}));
    }
    add_examples(answer, {"help checks"});
    return answer;
}

Answer run(const Context& context, const storage::Reader& reader) {
    if (context.arguments.size() != 1)
        return wrong_use("Name one check, by its id or name.", {"ready check C4", "help checks"});
    const auto* check = insight::find_check(context.arguments.front());
    if (check == nullptr) return unknown_check(context.arguments.front());
    const auto reach = knows_private(context.request) ? storage::Reach::all : storage::Reach::open;
    const auto tally = reader.tally(check->id, reach);
    auto answer = say(fmt::format("{} {}: {}", check->id, check->statement, check->question));
    answer.parts.emplace_back(facts_of(*check));
    answer.parts.emplace_back(table_of(tally));
    answer.actions = {action("All checks", "help checks", "Show all checks"),
                      action("How levels work", "help levels", "Show what the levels mean")};
    date_by_oldest(answer, reader.repositories(context.request.now), reach, context.request.now);
    answer.data = data_of(*check, tally);
    add_lacking(answer, *check, context.request, reader);
    return answer;
}

std::vector<Option> suggest(const Context&, std::string_view, std::string_view prefix) {
    std::vector<Option> names;
    for (const auto* check : insight::checks()) {
        const std::string name(check->name);
        if (core::starts_with_ignoring_case(name, core::lower(prefix))) names.push_back({name, name});
    }
    return names;
}

}  // namespace

const Command ready_check{
    .name = "ready check",
    .usage = "ready check <id or name>",
    .summary = "What one of the 27 checks asks, by which rule and why, and which repositories lack it.",
    .examples = {{"ready check C4", "what does C4 mean?"},
                 {"ready check has_licence", "explain has_licence"},
                 {"ready check C2", "which repositories lack a contribution guide?"}},
    .run = run,
    .slot = Slot::check,
    .reading = "the check",
    .suggest = suggest,
};

}  // namespace commands
