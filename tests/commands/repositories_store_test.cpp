// SPDX-License-Identifier: Apache-2.0
#include "commands/stored_for_tests.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

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
        CHECK(listed(answer) == count([&](const auto& row) { return row.at("level") == level; }));
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
         {"repositories of team search", "repositories of the team search", "repositories owned by search"})
        CHECK(ask(sample(), said).headline == plain);
    CHECK(ask(sample(), "repositories of team nobody").outcome == Outcome::wrong_use);
}
