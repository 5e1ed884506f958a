// SPDX-License-Identifier: Apache-2.0
// `people check` and `people import` on real stores.
#include "commands/people_words.hpp"
#include "commands/stored_for_tests.hpp"
#include "insight/directory/health.hpp"

#include <catch2/catch.hpp>

namespace {
using namespace stored;
using namespace insight::directory;

Import chart() {
    Import import{.kind = ImportKind::org_chart};
    import.teams = {{ "team:pay", "Payments", "", "" }};
    insight::Person mara, noah;
    mara.key = "org-chart:1";
    mara.name = "Mara";
    mara.identities = {{IdentityKind::employee, "1"}, {IdentityKind::github, "mara"}};
    noah.key = "org-chart:2";
    noah.name = "Noah";
    noah.identities = {{IdentityKind::employee, "2"}};
    import.people = {mara, noah};
    import.memberships = {{ "org-chart:1", "team:pay", {}, {} }};
    return import;
}

Request importing(const std::vector<Import>& imports, PlaceKind place = PlaceKind::shell) {
    auto request = from(place, Role::admin);
    request.fields[std::string(facts_field)] = to_lines(imports);
    return request;
}

Company& own(Company& company) {
    company.keeps_changes = true;
    company.learn();
    return company;
}

std::string text_of(const Answer& answer) {
    std::string text = answer.headline + "\n";
    for (const auto& part : answer.parts) {
        if (const auto* facts = std::get_if<Facts>(&part))
            for (const auto& fact : facts->facts) text += fact.label + ": " + fact.value + "\n";
        if (const auto* note = std::get_if<Note>(&part)) text += note->text + "\n";
        if (const auto* said = std::get_if<Text>(&part)) text += said->text + "\n";
        if (const auto* steps = std::get_if<Steps>(&part))
            for (const auto& step : steps->steps) text += step.text + " " + step.evidence + "\n";
        if (const auto* table = std::get_if<Table>(&part)) {
            text += table->caption + "\n";
            for (const auto& row : table->rows) {
                for (const auto& cell : row) text += cell.text + " | ";
                text += "\n";
            }
        }
    }
    return text;
}
bool says(const Answer& answer, const std::string& words) {
    INFO(text_of(answer) << "\n→ " << words);
    return text_of(answer).find(words) != std::string::npos;
}
}  // namespace

TEST_CASE("what is imported is told by counts, and the same again says that it is the same") {
    Company company;
    own(company);
    const auto first = ask(company, "people import people.csv", importing({chart()}));
    CHECK(first.outcome == Outcome::done);
    CHECK(says(first, "org-chart | 2, 2 new | 1, 1 new | 1 added | 0 as before | "));
    REQUIRE(first.changes.size() == 1);
    CHECK(first.changes[0].after ==
          "org-chart: people 2, 2 new; teams 1, 1 new; memberships 1 added; owners 0 as before");
    CHECK(first.data["imports"][0]["memberships"]["added"] == 1);
    const auto again = ask(company, "people import people.csv", importing({chart()}));
    CHECK(again.headline == "Imported; all of it is as it was before.");
}

TEST_CASE("a list of teams that moves, adds or drops one says so") {
    Company company;
    own(company);
    Import list{.kind = ImportKind::teams};
    list.teams = {{"team:pay", "Payments", "", ""}, {"team:idle", "Idle", "", ""}};
    const auto after = [&] {
        const auto answer = ask(company, "people import teams.csv", importing({list}));
        REQUIRE(answer.changes.size() == 1);
        return std::pair(answer.headline, answer.changes[0].after);
    };
    const std::string imported = "Imported; from now on answers count by it.";
    const std::string rest = "; memberships 0 as before; owners 0 as before";
    CHECK(after() == std::pair(imported, "teams: people –; teams 2, 2 new" + rest));
    CHECK(after().first == "Imported; all of it is as it was before.");
    list.teams[0].parent = "team:idle";
    CHECK(after() == std::pair(imported, "teams: people –; teams 2, 1 changed" + rest));
    CHECK(after().first == "Imported; all of it is as it was before.");
    list.teams.pop_back();
    list.teams[0].parent.clear();
    CHECK(after() == std::pair(imported, "teams: people –; teams 1, 1 changed, 1 gone" + rest));
    CHECK(after().first == "Imported; all of it is as it was before.");
}

TEST_CASE("what came in by a file of facts is not imported over") {
    Company company;
    own(company);
    company.store.writer().set_meta("facts.source.org-chart", "2026-01-05T08:00:00Z");
    const auto refused = ask(company, "people import people.csv", importing({chart()}));
    CHECK(refused.outcome != Outcome::done);
    CHECK(refused.headline.find("org-chart came in by a file of facts") != std::string::npos);
    CHECK(company.store.reader().directory().people.empty());
}

TEST_CASE("owners of repositories that nobody knows are told by name") {
    Company company;
    own(company);
    Import owners{.kind = ImportKind::owners};
    owners.ownerships = {{"acme/gone", "", "team:pay", {}, {}}};
    CHECK(says(ask(company, "people import owners.csv", importing({owners})), "acme/gone"));
}

TEST_CASE("files are for the shell: elsewhere nothing is taken, whatever comes with the words") {
    Company company;
    own(company);
    for (const auto place : {PlaceKind::dm, PlaceKind::channel, PlaceKind::console}) {
        const auto answer = ask(company, "people import people.csv", importing({chart()}, place));
        CHECK(answer.outcome == Outcome::wrong_use);
        CHECK(answer.headline.find("in a shell; nothing was changed") != std::string::npos);
    }
    CHECK(ask(company, "people import people.csv", shell()).outcome == Outcome::wrong_use);
    auto broken = shell();
    broken.fields[std::string(facts_field)] = "person\tx";
    CHECK(ask(company, "people import people.csv", broken).outcome == Outcome::wrong_use);
    CHECK(company.store.reader().directory().people.empty());
}

TEST_CASE("the check counts who is mapped and lists who is not") {
    Company company;
    own(company);
    put(company, "acme/shop", insight::Visibility::internal);
    put(company, "acme/secret", insight::Visibility::private_);
    ask(company, "people import people.csv", importing({chart()}));
    const auto answer = ask(company, "people check", office());
    CHECK(answer.headline == "1 of 2 people is in a team, and 0 of 2 repositories have an owner.");
    CHECK(says(answer, "Noah | employee 2 | "));
    CHECK(says(answer, "… by the org chart: 1"));
    CHECK(says(answer, "Imported: org-chart: less than a minute ago"));
    CHECK(says(answer, "secret"));  // the office reads alone
    CHECK(answer.audience.repositories.size() == 2);
    CHECK(answer.data["unmapped"][0]["name"] == "Noah");
    auto viewed = ask(company, "people check", viewer());
    CHECK_FALSE(text_of(viewed).find("acme/secret") != std::string::npos);
    CHECK(says(viewed, "1 repository more cannot be named here."));
    auto channel = office();
    channel.place.kind = PlaceKind::channel;
    CHECK(ask(company, "people check", channel).outcome == Outcome::refused);
}

TEST_CASE("the check tells what contradicts itself, what is old, and what the preset watches") {
    Company company;
    own(company);
    auto import = chart();
    import.people[1].identities.push_back({IdentityKind::github, "mara"});
    import.people[0].manager = "org-chart:2";
    import.people[1].manager = "org-chart:1";
    import.memberships = {{"org-chart:1", "team:pay", {}, {}}, { "org-chart:1", "team:web", {}, {} }};
    ask(company, "people import people.csv", importing({import}));
    company.store.writer().set_meta(storage::directory_preset, "org-chart-csv");
    auto later = office();
    later.now = now + month + month;
    const auto answer = ask(company, "people check", later);
    CHECK(says(answer, "github mara: org-chart:1 and org-chart:2"));
    CHECK(says(answer, "Managers in a circle; it is cut above the first. 1 → 2"));
    CHECK(says(answer, "Mara | employee 1, github mara | Payments, web | ") +
              says(answer, "Mara | employee 1, github mara | Payments, team:web | ") >=
          1);
    CHECK(says(answer, "The last import of org-chart is 60 days old"));
    CHECK(says(answer, "Preset: org-chart-csv"));
    CHECK(says(answer, "To watch: people who left"));
}

TEST_CASE("where nobody is known the check says what to do") {
    Company company;
    own(company);
    const auto answer = ask(company, "people check", office());
    CHECK(answer.outcome == Outcome::no);
    CHECK(says(answer, "ispo people import"));
}

TEST_CASE(
    "in the sample company two contractors are in no team, and whoever left is not counted against it") {
    const auto answer = ask(sample(), "people check", office());
    CHECK(answer.outcome == Outcome::done);
    const auto reader = sample().store.reader();
    const Directory directory(reader.directory(), reader.directory_rules());
    const auto health = people_health(directory, now);
    CHECK(health.people == 115);
    CHECK(health.unmapped.size() >= 2);
    CHECK(health.left > 0);
    CHECK(health.mapped + health.left + health.unmapped.size() == health.people);
    CHECK(health.machines == 5);
    CHECK(health.clashes.empty());
    CHECK(health.in_several.empty());
    CHECK(answer.data["unowned"] == 1);  // one of the stories
}

TEST_CASE("a dry run of an import, and what people type around it, mean the command") {
    for (const std::string line :
         {"people check", "who is not in a team?", "Is everybody in a team?", "who is unmapped?"})
        CHECK(match(core::split_words(line), *sample().vocabulary, {}, true).line == "people check");
    CHECK(match(core::split_words("who is in team platform?"), *sample().vocabulary, {}, true).line !=
          "people check");
}
