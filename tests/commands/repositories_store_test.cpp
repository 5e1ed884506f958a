// SPDX-License-Identifier: Apache-2.0
#include "commands/my_repositories.hpp"
#include "commands/stored_for_tests.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
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

TEST_CASE("every list says on how many exemptions a level rests, and tells apart what has one name") {
    Company company;
    company.keeps_changes = true;
    std::vector<std::int64_t> ids;
    for (const std::string team : {"anna", "ben"}) {
        auto one = assessment("api", now);
        one.levels = {.proven = 1, .possible = 2, .exempt_gates = {"C4"}};
        one.fixes = {{.check = "C2", .text = "Say how to contribute."}};
        ids.push_back(put(company, team + "/api", insight::Visibility::internal));
        company.store.writer().put_assessment(ids.back(), one);
    }
    company.learn();
    company.store.writer().put_settings(0, "U1", {.repositories = ids, .full_home = true, .version = 1});
    const auto page = [&] {
        const auto request = viewer();
        return my_readiness({request, company.vocabulary, {}}, company.store.reader()).front();
    }();
    for (const auto& answer : {ask(company, "repositories"), ask(company, "find crates"),
                               ask(company, "mentioned anna/api ben/api"), page}) {
        INFO(answer.headline);
        REQUIRE(part_of<Table>(answer) != nullptr);
        const auto& rows = part_of<Table>(answer)->rows;
        REQUIRE(rows.size() == 2);
        CHECK(rows[0][0].text == "anna/api");
        CHECK(rows[1][0].text == "ben/api");
        CHECK(rows[0][1].text == "L1, up to L2 possible (1 exemption)");
    }
    CHECK(page.actions.front().label == "anna/api");
    REQUIRE(part_of<Steps>(page) != nullptr);
    CHECK(part_of<Steps>(page)->steps.front().text.starts_with("anna/api: "));
    CHECK(ask(company, "repositories").data.at("repositories").front().at("exemptions") == 1);
    const auto history = ask(company, fmt::format("ready history r{}", ids.front()));
    CHECK(history.headline.find("L1, up to L2 possible (1 exemption)") != std::string::npos);
}

namespace {
Company& large() {
    static Company company;
    if (company.vocabulary) return company;
    for (int i = 0; i < 230; ++i)
        put(company, fmt::format("acme/part-{:03}", i), insight::Visibility::internal);
    company.learn();
    return company;
}
}  // namespace

TEST_CASE("a long list has pages, each with the line to the next, and the shell has all of it") {
    std::set<std::string> seen;
    std::string line = "repositories unassessed";
    for (const std::size_t count : {100, 100, 30}) {
        INFO(line);
        const auto answer = ask(large(), line);
        REQUIRE(part_of<Table>(answer) != nullptr);
        const auto& table = *part_of<Table>(answer);
        CHECK(table.rows.size() == count);
        for (const auto& row : table.rows) CHECK(seen.insert(row.front().text).second);
        CHECK(table.more == 230 - seen.size());
        CHECK(table.shown_first == 15);
        CHECK(answer.data.at("repositories").size() == 230);
        line = table.more_line;
    }
    CHECK(line.empty());
    CHECK(seen.size() == 230);
    CHECK(part_of<Table>(ask(large(), "repositories page 3"))->caption ==
          "Repositories, by name: 201 to 230 of 230");
    const auto all = ask(large(), "repositories", shell());
    CHECK(part_of<Table>(all)->rows.size() == 230);
    CHECK(part_of<Table>(all)->more == 0);
    CHECK(part_of<Table>(all)->caption == "Repositories, by name");
}

TEST_CASE("a page that is not there is refused with the list that is") {
    const auto beyond = ask(large(), "repositories page 4");
    CHECK(beyond.outcome == Outcome::wrong_use);
    CHECK(beyond.headline == "This list has 3 pages, so there is no page 4; nothing was listed.");
    CHECK(beyond.actions.front().line == "repositories");
    for (const std::string page : {"page 0", "page -1", "page 99999999999999999999", "page", "page x"})
        CHECK(ask(large(), "repositories " + page).outcome == Outcome::wrong_use);
    CHECK(ask(sample(), "repositories search page 1").headline ==
          ask(sample(), "repositories search").headline);
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
    for (const std::string line : {"how ready is payments-api?", "who owns payments-api?",
                                   "ready payments-api", "history of payments-api"}) {
        INFO(line);
        const auto answer = ask(company, line, shell());
        CHECK(answer.headline.find("“payments-api”") != std::string::npos);
        CHECK(
            part_of<Text>(answer)->text.starts_with("No repository is known yet. `ispo ready PATH` judges"));
        CHECK(answer.outcome == Outcome::wrong_use);
        // What was done already is not advised again, and nothing says whether it was.
        const auto elsewhere = part_of<Text>(ask(company, line))->text;
        CHECK(elsewhere.starts_with("I know no repository yet that I may show you."));
        CHECK(elsewhere.find("`ispo ready PATH --assume visibility=internal`") != std::string::npos);
    }
    CHECK(ask(company, "repositories", shell()).headline == "No repository is known yet.");
    const auto when_empty = ask(company, "repositories");
    put(company, "acme/closed", insight::Visibility::private_);
    company.learn();
    CHECK(ask(company, "repositories").headline == "I know no repository yet that I may show you.");
    CHECK(part_of<Text>(ask(company, "repositories"))->text == part_of<Text>(when_empty)->text);
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

TEST_CASE("a team that owns private repositories only is none for those who may not know of them") {
    Company company;
    for (const auto visibility : {insight::Visibility::internal, insight::Visibility::private_}) {
        const bool is_open = visibility == insight::Visibility::internal;
        insight::Repository row{.key = is_open ? "pay" : "moon", .name = is_open ? "pay" : "moon"};
        row.full_name = "acme/" + row.name;
        row.visibility = visibility;
        row.source = "git";
        auto writer = company.store.writer();
        writer.put_owners(writer.put_repository(row), {{"@acme/" + row.name + "-team", true}}, "git", now);
    }
    company.learn();
    CHECK(ask(company, "repositories nobodys").headline.find("@acme/pay-team") != std::string::npos);
    CHECK(ask(company, "repositories nobodys").headline.find("@acme/moon-team") == std::string::npos);
    CHECK(ask(company, "repositories @acme/moon-team").outcome == Outcome::wrong_use);
    CHECK(ask(company, "repositories @acme/moon-team", office()).outcome == Outcome::done);
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
