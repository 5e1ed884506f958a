// SPDX-License-Identifier: Apache-2.0
// How much of the company the directory knows: who is in no team, what nobody owns, what contradicts itself.
#include "commands/action.hpp"
#include "commands/command.hpp"
#include "commands/people_words.hpp"
#include "commands/which_repository.hpp"
#include "core/text.hpp"
#include "insight/directory/health.hpp"

#include <fmt/core.h>
#include <algorithm>

namespace commands {
extern const Command people_check;
namespace {

using namespace insight::directory;

constexpr std::size_t most_shown = 20, shown_at_first = 10, most_in_data = 5000;
constexpr core::Days stale{30};

using Repositories = std::vector<storage::RepositoryRow>;

struct Unowned {
    Repositories shown;      // that this asker may know of
    std::size_t hidden = 0;  // others
    std::size_t all = 0;     // repositories in use
    std::size_t count() const { return shown.size() + hidden; }
};

Unowned unowned_in(const storage::Reader& reader, const Request& request) {
    Unowned out;
    for (auto& row : reader.repositories(request.now)) {
        if (row.archived) continue;
        ++out.all;
        if (!row.owner.empty()) continue;
        if (may_know(row, request))
            out.shown.push_back(std::move(row));
        else
            ++out.hidden;
    }
    return out;
}

std::string share(std::size_t part, std::size_t all) {
    if (all == 0) return "none known";
    return fmt::format("{} of {} ({} %)", part, all, part * 100 / all);
}

Facts facts_of(const PeopleHealth& health, const Unowned& unowned, const storage::Reader& reader, Time now) {
    Facts facts;
    facts.facts.push_back({"People in a team", share(health.mapped, health.people - health.left)});
    for (const auto& [link, count] : health.by_link)
        facts.facts.push_back({fmt::format("… by {}", words_of(link)), std::to_string(count)});
    if (health.left > 0) facts.facts.push_back({"People who left", std::to_string(health.left)});
    if (health.machines > 0) facts.facts.push_back({"Bots and agents", std::to_string(health.machines)});
    facts.facts.push_back({"Repositories with an owner", share(unowned.all - unowned.count(), unowned.all)});
    for (const auto& import : reader.directory_imports())
        facts.facts.push_back({fmt::format("Imported: {}", word_of(import.kind)),
                               fmt::format("{} ago", core::to_age(now - import.at))});
    const auto* preset = preset_named(reader.meta(storage::directory_preset).value_or(""));
    facts.facts.push_back({"Preset", preset ? std::string(preset->name) : "none: every link of the chains"});
    if (preset != nullptr) facts.facts.push_back({"To watch", std::string(preset->watch)});
    return facts;
}

Table people_table(const std::vector<Who>& people, std::string caption, bool with_teams) {
    Table table;
    table.caption = std::move(caption);
    table.header = {"Person", "Known as"};
    if (with_teams) table.header.emplace_back("Teams");
    table.shown_first = shown_at_first;
    for (const auto& each : people) {
        if (table.rows.size() == most_shown) break;
        std::vector<Cell> cells(table.header.size());
        cells[0].text = core::shorten(core::one_line(each.name), 60);
        cells[1].text = core::shorten(core::one_line(each.known), 120);
        if (with_teams) cells[2].text = core::shorten(core::one_line(each.teams), 120);
        table.rows.push_back(std::move(cells));
    }
    table.more = people.size() - table.rows.size();
    return table;
}

Table repository_table(const Repositories& rows, const Request& request) {
    Table table;
    table.caption = "Repositories that nobody owns";
    table.header = {"Repository", "From"};
    table.shown_first = shown_at_first;
    const auto names = names_in_list(rows, request);
    for (std::size_t i = 0; i < rows.size() && i < most_shown; ++i) {
        std::vector<Cell> cells(2);
        cells[0].text = names[i];
        cells[1].text = core::one_line(rows[i].source);
        table.rows.push_back(std::move(cells));
    }
    table.more = rows.size() - table.rows.size();
    if (table.more > 0) table.more_line = "repositories unowned";
    return table;
}

std::string in_a_row(const std::vector<std::string>& circle) {
    constexpr std::size_t most = 5;
    std::vector<std::string> names;
    for (const auto& name : circle)
        if (names.size() < most) names.push_back(core::shorten(core::one_line(name), 40));
    if (circle.size() > most) names.emplace_back("…");
    return core::join(names, " → ");
}

void add_contradictions(Answer& answer, const PeopleHealth& health) {
    constexpr std::size_t most = 10;
    Steps steps;
    for (const auto& clash : health.clashes)
        if (steps.steps.size() < most)
            steps.steps.push_back(
                {Status::no, "Two people are known by one name, which says now who neither is.",
                 core::one_line(fmt::format("{} {}: {} and {}", word_of(clash.identity.kind),
                                            clash.identity.value, clash.one, clash.other))});
    for (const auto& circle : health.circles_of_managers)
        if (steps.steps.size() < most)
            steps.steps.push_back(
                {Status::no, "Managers in a circle; it is cut above the first.", in_a_row(circle)});
    for (const auto& circle : health.circles_of_teams)
        if (steps.steps.size() < most)
            steps.steps.push_back(
                {Status::no, "Teams in a circle; it is cut above the first.", in_a_row(circle)});
    if (!steps.steps.empty()) answer.parts.emplace_back(std::move(steps));
}

void add_stale(Answer& answer, const storage::Reader& reader, Time now) {
    for (const auto& import : reader.directory_imports())
        if (now - import.at > stale)
            answer.parts.emplace_back(
                Note{fmt::format("The last import of {} is {} old; import a new one, or say who exports it.",
                                 word_of(import.kind), core::to_age(now - import.at)),
                     NoteKind::warning});
}

std::string headline_of(const PeopleHealth& health, const Unowned& unowned) {
    const auto people = health.people - health.left;
    const auto owned = unowned.all - unowned.count();
    return fmt::format("{} of {} {} in a team, and {} of {} {} an owner.", health.mapped,
                       core::counted(static_cast<std::int64_t>(people), "person", "people"),
                       health.mapped == 1 ? "is" : "are", owned,
                       core::counted(static_cast<std::int64_t>(unowned.all), "repository", "repositories"),
                       owned == 1 ? "has" : "have");
}

core::Json data_of(const PeopleHealth& health, const Unowned& unowned) {
    auto people = core::Json::array(), several = core::Json::array(), rows = core::Json::array();
    for (const auto& each : health.unmapped)
        if (people.size() < most_in_data) people.push_back({{"name", each.name}, {"known_as", each.known}});
    for (const auto& each : health.in_several)
        if (several.size() < most_in_data) several.push_back({{"name", each.name}, {"teams", each.teams}});
    for (const auto& row : unowned.shown)
        if (rows.size() < most_in_data) rows.push_back(row.full_name);
    return {{"people", health.people},
            {"mapped", health.mapped},
            {"left", health.left},
            {"machines", health.machines},
            {"unmapped", std::move(people)},
            {"in_several_teams", std::move(several)},
            {"repositories", unowned.all},
            {"unowned", unowned.count()},
            {"unowned_repositories", std::move(rows)},
            {"clashes", health.clashes.size()},
            {"circles", health.circles_of_managers.size() + health.circles_of_teams.size()}};
}

Answer nobody_known() {
    auto answer = say("No people are known yet, so nobody's team is.");
    answer.outcome = Outcome::no;
    answer.parts.emplace_back(Text{std::string(how_to_import)});
    add_examples(answer, {"help"});
    return answer;
}

Answer run(const Context& context, const storage::Reader& reader) {
    const auto& request = context.request;
    if (request.place.kind == PlaceKind::channel) {
        auto answer = refused(
            "Who is in which team is shown where nobody reads along; nothing was shown. Ask me in a direct "
            "message.");
        add_examples(answer, {"help"});
        return answer;
    }
    const Directory directory(reader.directory(), reader.directory_rules());
    const auto health = people_health(directory, request.now);
    if (health.people + health.machines == 0) return nobody_known();
    const auto unowned = unowned_in(reader, request);
    auto answer = say(headline_of(health, unowned));
    answer.parts.emplace_back(facts_of(health, unowned, reader, request.now));
    if (!health.unmapped.empty())
        answer.parts.emplace_back(
            people_table(health.unmapped, "People whom no source puts into a team", false));
    if (!unowned.shown.empty()) {
        answer.parts.emplace_back(repository_table(unowned.shown, request));
        for (const auto& row : unowned.shown) answer.audience.repositories.push_back(row.id);
    }
    if (unowned.hidden > 0)
        answer.parts.emplace_back(Note{fmt::format(
            "{} more cannot be named here.",
            core::counted(static_cast<std::int64_t>(unowned.hidden), "repository", "repositories"))});
    if (!health.in_several.empty())
        answer.parts.emplace_back(people_table(health.in_several, "People in several teams", true));
    add_contradictions(answer, health);
    add_stale(answer, reader, request.now);
    answer.data = data_of(health, unowned);
    answer.as_of = request.now;
    add_examples(answer, {"repositories unowned"});
    return answer;
}

}  // namespace

const Command people_check{
    .name = "people check",
    .usage = "people check",
    .summary =
        "How much of the company the directory knows: who is in no team, what nobody owns, what clashes.",
    .examples = {{"people check", "who is not in a team?"}, {"people check", "is everybody in a team?"}},
    .role = Role::ispo,
    .is_for_office = true,
    .personal = true,
    .run = run,
    .reading = "people check",
};

}  // namespace commands
