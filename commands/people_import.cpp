// SPDX-License-Identifier: Apache-2.0
// What files of the directory state, kept as a whole. The shell reads the files, where they are and with the
// rights of whoever asks; a path in a message never makes the service read its own disk.
#include "commands/action.hpp"
#include "commands/command.hpp"
#include "commands/people_words.hpp"
#include "core/text.hpp"
#include "storage/facts.hpp"

#include <fmt/core.h>
#include <algorithm>

namespace commands {
extern const Command people_import;
namespace {

using storage::Imported;

constexpr std::size_t most_unknown = 10;

std::string sentence_of(const insight::directory::Changes& changes) {
    if (changes.is_none()) return fmt::format("{} as before", changes.unchanged);
    std::vector<std::string> parts;
    const auto add = [&](std::size_t count, const char* what) {
        if (count > 0) parts.push_back(fmt::format("{} {}", count, what));
    };
    add(changes.added, "added");
    add(changes.changed, "changed");
    add(changes.ended, "ended");
    add(changes.removed, "removed");
    add(changes.unchanged, "as before");
    return core::join(parts, ", ");
}

std::string counted(std::size_t all, std::size_t new_ones, std::size_t changed, std::size_t gone) {
    auto text = std::to_string(all);
    const auto add = [&](std::size_t count, const char* what) {
        if (count > 0) text += fmt::format(", {} {}", count, what);
    };
    add(new_ones, "new");
    add(changed, "changed");
    add(gone, "gone");
    return text;
}

std::string people_in(const Imported& done) {
    if (done.people + done.gone_people == 0) return "–";
    return counted(done.people, done.new_people, done.changed_people, done.gone_people);
}

std::string teams_in(const Imported& done) {
    return counted(done.teams, done.new_teams, done.changed_teams, done.gone_teams);
}

Table table_of(const std::vector<Imported>& all) {
    Table table;
    table.caption = "What was imported";
    table.header = {"File", "People", "Teams", "Memberships", "Owners"};
    for (const auto& done : all) {
        std::vector<Cell> cells(5);
        cells[0].text = word_of(done.kind);
        cells[1].text = people_in(done);
        cells[2].text = teams_in(done);
        cells[3].text = sentence_of(done.memberships);
        cells[4].text = sentence_of(done.ownerships);
        table.rows.push_back(std::move(cells));
    }
    return table;
}

void add_unknown(Answer& answer, const Imported& done) {
    if (done.unknown_repositories.empty()) return;
    std::vector<std::string> names;
    for (const auto& name : done.unknown_repositories)
        if (names.size() < most_unknown) names.push_back(core::shorten(core::one_line(name), 80));
    if (done.unknown_repositories.size() > most_unknown) names.emplace_back("…");
    answer.parts.emplace_back(Note{fmt::format(
        "{} in {} are not known, or several are called so: {}. Their owners count as soon as one is.",
        core::counted(static_cast<std::int64_t>(done.unknown_repositories.size()), "repository",
                      "repositories"),
        word_of(done.kind), core::join(names, ", "))});
}

core::Json json_of(const insight::directory::Changes& changes) {
    return {{"added", changes.added},
            {"changed", changes.changed},
            {"ended", changes.ended},
            {"removed", changes.removed},
            {"unchanged", changes.unchanged}};
}

core::Json json_of(const Imported& done) {
    return {{"kind", word_of(done.kind)},         {"people", done.people},
            {"new_people", done.new_people},      {"changed_people", done.changed_people},
            {"gone_people", done.gone_people},    {"teams", done.teams},
            {"new_teams", done.new_teams},        {"changed_teams", done.changed_teams},
            {"gone_teams", done.gone_teams},      {"memberships", json_of(done.memberships)},
            {"owners", json_of(done.ownerships)}, {"unknown_repositories", done.unknown_repositories}};
}

bool is_as_before(const Imported& done) {
    return done.memberships.is_none() && done.ownerships.is_none() &&
           done.new_people + done.changed_people + done.gone_people == 0 &&
           done.new_teams + done.changed_teams + done.gone_teams == 0;
}

Answer told(const std::vector<Imported>& all) {
    const bool is_nothing_new = std::all_of(all.begin(), all.end(), is_as_before);
    auto answer = say(is_nothing_new ? "Imported; all of it is as it was before."
                                     : "Imported; from now on answers count by it.");
    auto list = core::Json::array();
    answer.parts.emplace_back(table_of(all));
    for (const auto& done : all) {
        add_unknown(answer, done);
        list.push_back(json_of(done));
        answer.changes.push_back({"",
                                  fmt::format("{}: people {}; teams {}; memberships {}; owners {}",
                                              word_of(done.kind), people_in(done), teams_in(done),
                                              sentence_of(done.memberships), sentence_of(done.ownerships)),
                                  ""});
    }
    answer.data["imports"] = std::move(list);
    add_examples(answer, {"people check"});
    return answer;
}

Answer run(const Context& context, storage::Writer& writer) {
    const auto& request = context.request;
    const auto facts = request.fields.find(std::string(facts_field));
    if (request.place.kind != PlaceKind::shell || facts == request.fields.end())
        return wrong_use(fmt::format("Files are imported in a shell; nothing was changed. {}", how_to_import),
                         {"people check", "help"});
    const auto imports = insight::directory::from_lines(facts->second);
    if (!imports) return from_error(imports.error(), {"people check", "help"});
    for (const auto& import : *imports)
        if (storage::FactsReader(writer).is_by_file(word_of(import.kind)))
            return from_error(core::conflict(fmt::format(
                                  "{} came in by a file of facts (`ispo import`), which says what it "
                                  "holds; nothing was changed.",
                                  word_of(import.kind))),
                              {"people check", "help"});
    std::vector<Imported> all;
    for (const auto& import : *imports) all.push_back(writer.put_directory(import, request.now));
    auto answer = told(all);
    answer.as_of = request.now;
    return answer;
}

}  // namespace

const Command people_import{
    .name = "people import",
    .usage = "people import <file>… [--as org-chart|teams|overrides|owners|org-data|catalog]",
    .summary = "Import who is in which team and whose repositories are, from files; for the shell.",
    .examples = {{"people import people.csv", "please people import people.csv"},
                 {"people import owners.csv", "hey bot, people import owners.csv please"}},
    .role = Role::ispo,
    .changes = true,
    .run_changing = run,
};

}  // namespace commands
