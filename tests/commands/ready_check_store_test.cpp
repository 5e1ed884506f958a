// SPDX-License-Identifier: Apache-2.0
#include "commands/stored_for_tests.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace {
using namespace stored;

double counted(const Answer& answer) {
    double sum = 0;
    for (const auto& row : part_of<Table>(answer)->rows) sum += row.back().number.value_or(0);
    return sum;
}
}  // namespace

TEST_CASE("each of the 27 checks is explained by id and by name") {
    CHECK(insight::checks().size() == 27);
    for (const auto* check : insight::checks()) {
        INFO(check->id);
        const auto answer = ask(sample(), "ready check " + std::string(check->id));
        CHECK(answer.outcome == Outcome::done);
        CHECK(answer.headline.starts_with(std::string(check->id) + " "));
        CHECK(answer.as_of == now);
        CHECK(core::text_of(answer.data, "name") == check->name);
        const auto by_name = ask(sample(), "ready check " + std::string(check->name));
        CHECK(by_name.headline == answer.headline);
        CHECK(by_name.data == answer.data);
        CHECK(ask(sample(), "ready check " + core::lower(check->id)).headline == answer.headline);
        for (const auto& fact : part_of<Facts>(answer)->facts) CHECK_FALSE(fact.value.empty());
    }
}

TEST_CASE("how the repositories stand is counted once each, archived ones apart") {
    auto& company = sample();
    int active = 0, open = 0;
    for (const auto& row : company.store.reader().repositories(now)) {
        active += row.archived ? 0 : 1;
        open += row.archived || row.visibility == insight::Visibility::private_ ? 0 : 1;
    }
    CHECK(open < active);
    for (const auto* check : insight::checks()) {
        INFO(check->id);
        const auto line = "ready check " + std::string(check->id);
        CHECK(counted(ask(company, line)) == open);
        CHECK(counted(ask(company, line, office())) == active);
    }
    const auto nobody = std::make_unique<Company>();
    nobody->learn();
    CHECK(counted(ask(*nobody, "ready check C4")) == 0);
}

TEST_CASE("a check tells its rule, and which repositories lack it and why") {
    const auto answer = ask(sample(), "ready check C2");
    const auto& facts = part_of<Facts>(answer)->facts;
    CHECK(std::ranges::count(facts, "Rule", &Fact::label) == 1);
    const auto& lacking = answer.data.at("lacking");
    const auto& tally = answer.data.at("tally");
    CHECK(lacking.size() <= tally.at("no").get<std::size_t>() + tally.at("partly").get<std::size_t>());
    REQUIRE_FALSE(lacking.empty());
    CHECK(answer.audience.repositories.size() == lacking.size());
    const auto* table = std::get_if<Table>(&answer.parts.at(2));
    REQUIRE(table != nullptr);
    CHECK(table->rows.size() + table->more == lacking.size());
    for (const auto& row : table->rows) CHECK_FALSE(row.at(2).text.empty());
    CHECK(ask(odd(), "help C2").parts.size() == 1);
    CHECK(part_of<Text>(ask(odd(), "help C2"))->text.find(insight::find_check("C2")->rule) !=
          std::string::npos);
}

TEST_CASE("who may not know of a private repository is not told that it lacks something") {
    Company company;
    for (const auto visibility : {insight::Visibility::internal, insight::Visibility::private_}) {
        const bool is_open = visibility == insight::Visibility::internal;
        const auto id = put(company, is_open ? "acme/open" : "acme/hidden", visibility);
        insight::Assessment judged;
        judged.repository = is_open ? "open" : "hidden";
        judged.at = now;
        judged.findings.push_back({.check = "C4", .verdict = insight::no("no licence"), .weight = 2});
        company.store.writer().put_assessment(id, judged);
    }
    company.learn();
    const auto told = [&](const Request& request) {
        const auto answer = ask(company, "ready check C4", request);
        return answer.data.value("lacking", core::Json::array()).dump() +
               std::to_string(answer.audience.repositories.size());
    };
    CHECK(told(office()).find("acme/hidden") != std::string::npos);
    CHECK(told(viewer()).find("acme/hidden") == std::string::npos);
    CHECK(told(viewer()).find("acme/open") != std::string::npos);
    CHECK(told(from(PlaceKind::channel, Role::ispo)).find("acme/hidden") == std::string::npos);
    auto external = from(PlaceKind::channel, Role::viewer);
    external.place.external = true;
    CHECK(told(external) == "[]0");
    const auto all_well = ask(company, "ready check C5");
    CHECK(std::get<Text>(all_well.parts.at(2)).text == "No repository that I may show you lacks it.");
    const auto counted = [&](const Request& request) {
        return ask(company, "ready check C4", request).data.at("tally").at("no").get<int>();
    };
    CHECK(counted(office()) == 2);
    CHECK(counted(viewer()) == 1);
    auto listed = viewer();
    listed.asker.may_read = {"acme/hid*"};
    CHECK(told(listed).find("acme/hidden") != std::string::npos);
}

TEST_CASE("the counts of a check are as old as the oldest assessment that is counted for the asker") {
    Company company;
    const auto add = [&](const std::string& name, insight::Visibility visibility, core::Time at) {
        company.store.writer().put_assessment(put(company, name, visibility), assessment(name, at));
    };
    company.learn();
    CHECK_FALSE(ask(company, "ready check C4").as_of);
    CHECK(ask(company, "ready check C4").as_of_note == "nothing is assessed yet");
    add("acme/new", insight::Visibility::internal, now - core::Days{1});
    add("acme/old", insight::Visibility::internal, now - core::Days{30});
    add("acme/hidden", insight::Visibility::private_, now - core::Days{90});
    company.learn();
    CHECK(ask(company, "ready check C4").as_of == now - core::Days{30});
    CHECK(ask(company, "ready check C4", office()).as_of == now - core::Days{90});
    CHECK(ask(company, "ready check C4").as_of_note == "the oldest assessment counted here");
}

TEST_CASE("a check that does not exist is told with the nearest ones") {
    const auto near = ask(sample(), "ready check has_license");
    CHECK(near.outcome == Outcome::wrong_use);
    CHECK(near.actions.front().line == "ready check has_licence");
    for (const auto& word : {std::string("C9"), std::string("\xff\xfe"), std::string(5000, 'x')}) {
        const auto answer = ask(sample(), "ready check " + word);
        CHECK(answer.outcome == Outcome::wrong_use);
        CHECK(core::count_code_points(answer.headline) < 150);
        CHECK(core::is_utf8(answer.headline));
        CHECK(answer.actions.back().line == "help checks");
    }
    CHECK(ask(sample(), "ready check").outcome == Outcome::wrong_use);
    CHECK(ask(sample(), "ready check C4 C5").outcome == Outcome::wrong_use);
}

TEST_CASE("names of checks are completed as they are typed") {
    const auto request = viewer();
    const Context context{request, sample().vocabulary, {}};
    const auto* command = match({"ready", "check"}, *context.vocabulary).command;
    REQUIRE(command->suggest != nullptr);
    CHECK(command->suggest(context, "check", "").size() == 27);
    const auto near = command->suggest(context, "check", "HAS_LIC");
    REQUIRE(near.size() == 1);
    CHECK(near.front().value == "has_licence");
    CHECK(command->suggest(context, "check", "zzz").empty());
}
