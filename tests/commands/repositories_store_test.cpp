// SPDX-License-Identifier: Apache-2.0
#include "commands/stored_for_tests.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <tuple>

using namespace stored;

TEST_CASE("all repositories are counted by level and listed by name") {
    const auto answer = ask(sample(), "repositories");
    CHECK(answer.outcome == Outcome::done);
    REQUIRE(part_of<Table>(answer) != nullptr);
    REQUIRE(part_of<Facts>(answer) != nullptr);
    std::size_t counted = 0;
    for (const auto& fact : part_of<Facts>(answer)->facts) counted += std::stoul(fact.value);
    const auto all = answer.data.at("repositories").size();
    CHECK(counted == all);
    CHECK(part_of<Table>(answer)->rows.size() + part_of<Table>(answer)->more == all);
    CHECK(answer.audience.repositories.size() == all);
    CHECK(answer.headline == std::to_string(all) + " repositories");
    CHECK(answer.as_of == now);
}

TEST_CASE("a level and a team narrow the list, alone and together") {
    const auto all = ask(sample(), "repositories").data.at("repositories");
    const auto count = [&](const auto& fits) { return std::count_if(all.begin(), all.end(), fits); };
    const auto listed = [](const Answer& answer) {
        return static_cast<std::ptrdiff_t>(answer.data.at("repositories").size());
    };
    for (const int level : {1, 2, 3}) {
        const auto answer = ask(sample(), "repositories L" + std::to_string(level));
        INFO(level);
        REQUIRE(answer.outcome == Outcome::done);
        CHECK(listed(answer) == count([&](const auto& row) { return row.at("at_least") == level; }));
        CHECK(part_of<Facts>(answer) == nullptr);
    }
    const std::string team = "search";
    const auto of_team = ask(sample(), "repositories " + team);
    REQUIRE(of_team.outcome == Outcome::done);
    CHECK(listed(of_team) > 0);
    CHECK(listed(of_team) < static_cast<std::ptrdiff_t>(all.size()));
    for (const auto& row : of_team.data.at("repositories"))
        CHECK(row.at("owner").get<std::string>().find(team) != std::string::npos);
    for (const auto& both : {"repositories l1 " + team, "repositories " + team + " L1"}) {
        const auto some = ask(sample(), both);
        if (some.outcome == Outcome::done)
            for (const auto& row : some.data.at("repositories")) CHECK(row.at("level") == 1);
    }
}

TEST_CASE("repositories of one name are told apart, unassessed ones are a list of their own") {
    const auto answer = ask(odd(), "repositories unassessed");
    REQUIRE(answer.outcome == Outcome::done);
    std::vector<std::string> names;
    for (const auto& row : part_of<Table>(answer)->rows) names.push_back(row.front().text);
    CHECK(std::find(names.begin(), names.end(), "team1/twin") != names.end());
    CHECK(std::find(names.begin(), names.end(), "lone") == names.end());
    CHECK(ask(odd(), "repositories not-assessed").headline == answer.headline);
}

namespace {
// One whose level is proven, and one that what was not seen may lift.
Company& partly_seen() {
    static Company company;
    if (company.vocabulary) return company;
    for (const auto& [name, proven, possible] : {std::tuple("sure", 1, 1), std::tuple("open", 1, 3)}) {
        auto one = assessment(name, now);
        one.levels.proven = proven;
        one.levels.possible = possible;
        company.store.writer().put_assessment(
            put(company, std::string("acme/") + name, insight::Visibility::internal), one);
    }
    company.learn();
    return company;
}
// The last one.
std::string note_of(const Answer& answer) {
    std::string text;
    for (const auto& part : answer.parts)
        if (const auto* note = std::get_if<Note>(&part)) text = note->text;
    return text;
}
}  // namespace

TEST_CASE("the proven level is told and counted, and what may be higher is said") {
    const auto all = ask(partly_seen(), "repositories");
    const auto& rows = part_of<Table>(all)->rows;
    CHECK(rows[0][1].text == "L1, up to L3 possible");
    CHECK(rows[1][1].text == "L1");
    REQUIRE(part_of<Facts>(all)->facts.size() == 1);
    CHECK(part_of<Facts>(all)->facts.front().label == "L1 Visible");
    CHECK(note_of(all) == "Counted by the proven level; 1 may be higher, where not everything was seen.");
    CHECK(all.data.at("repositories").front().at("at_least") == 1);
    CHECK(all.data.at("repositories").front().at("level") == 3);
    CHECK(part_of<Table>(ask(partly_seen(), "repositories L1"))->rows.size() == 2);
    const auto none = ask(partly_seen(), "repositories L3");
    CHECK(none.outcome == Outcome::no);
    CHECK(note_of(none).starts_with("1 more may be at L3 or higher"));
    CHECK(none.as_of == now);
    CHECK(none.data.at("repositories").empty());
    CHECK(part_of<Table>(ask(partly_seen(), "find open"))->rows.front()[1].text == "L1, up to L3 possible");
    CHECK(part_of<Table>(ask(partly_seen(), "mentioned open"))->rows.front()[1].text ==
          "L1, up to L3 possible");
    CHECK(ask(partly_seen(), "ready history open").headline.find("L1, up to L3 possible") !=
          std::string::npos);
}

TEST_CASE("repositories without an owner are a list of their own") {
    const auto answer = ask(sample(), "repositories unowned");
    REQUIRE(answer.outcome == Outcome::done);
    for (const auto& row : answer.data.at("repositories")) CHECK(row.at("owner") == "");
    for (const std::string said :
         {"repositories without an owner", "repositories with no owner", "repositories that have no owners",
          "which repositories have no owner?", "Are there repos without owner?"}) {
        INFO(said);
        CHECK(ask(sample(), said).headline == answer.headline);
    }
    CHECK(ask(sample(), "repositories unowned search").outcome == Outcome::no);
}

TEST_CASE("where no repository is known it is said what to do") {
    Company company;
    company.learn();
    for (const std::string line : {"repositories", "repositories L3", "find payments"}) {
        INFO(line);
        CHECK(part_of<Text>(ask(company, line))->text.find("ispo ready PATH") != std::string::npos);
        CHECK(ask(company, line).outcome == Outcome::no);
        CHECK(ask(company, line).data.at("repositories").empty());
    }
    CHECK(ask(company, "repositories", shell()).headline == "No repository is known yet.");
    put(company, "acme/closed", insight::Visibility::private_);
    company.learn();
    CHECK(ask(company, "repositories").headline == "I know no repository yet that I may show you.");
}

TEST_CASE("where all repositories are archived it is not said that there is none") {
    Company company;
    insight::Repository row{.key = "old", .name = "old", .full_name = "acme/old"};
    row.visibility = insight::Visibility::internal;
    row.archived = true;
    row.source = "git";
    company.store.writer().put_repository(row);
    company.learn();
    for (const std::string line : {"repositories", "repositories L3"}) {
        const auto answer = ask(company, line);
        CHECK(answer.headline == "Every repository that I may show you is archived.");
        CHECK(answer.outcome == Outcome::no);
        CHECK(answer.data.at("repositories").empty());
    }
}

TEST_CASE("a private repository is on no list of those who may not know of it") {
    const auto open = ask(odd(), "repositories");
    const auto all = ask(odd(), "repositories", office());
    CHECK(open.data.at("repositories").size() + 1 == all.data.at("repositories").size());
    CHECK(open.data.dump().find("secret-plans") == std::string::npos);
    CHECK(open.headline.find("12") == std::string::npos);
}

TEST_CASE("what is neither a level nor a team lists nothing and says what there is") {
    for (const std::string words : {"L9", "nobodys-team", "L1 L2", "%", "\xff"}) {
        INFO(words);
        const auto answer = ask(sample(), "repositories " + words);
        CHECK(answer.outcome == Outcome::wrong_use);
        CHECK(answer.headline.find("nothing was listed") != std::string::npos);
        CHECK(answer.headline.find(sample().vocabulary->teams.front()) != std::string::npos);
        CHECK(ask(sample(), answer.actions.front().line).outcome == Outcome::done);
    }
    const auto guest = ask(sample(), "repositories nobodys-team", from(PlaceKind::dm, Role::guest));
    CHECK(guest.headline.find(sample().vocabulary->teams.front()) == std::string::npos);
    CHECK(ask(sample(), "repositories L4").outcome != Outcome::wrong_use);
}

TEST_CASE("a team may be named in a phrase") {
    const auto plain = ask(sample(), "repositories search").headline;
    for (const std::string said :
         {"repositories of team search", "repositories of the team search", "repositories owned by search",
          "repositories of the search team", "Which repositories does the search team own?"})
        CHECK(ask(sample(), said).headline == plain);
    CHECK(ask(sample(), "repositories of team nobody").outcome == Outcome::wrong_use);
}
