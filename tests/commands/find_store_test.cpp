// SPDX-License-Identifier: Apache-2.0
#include "commands/stored_for_tests.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace stored;

TEST_CASE("a purpose finds repositories with level, owner and purpose, best first") {
    const auto answer = ask(sample(), "find feature flags");
    CHECK(answer.outcome == Outcome::done);
    REQUIRE(part_of<Table>(answer) != nullptr);
    const auto& first = part_of<Table>(answer)->rows.front();
    CHECK(first[0].text == "feature-flags");
    CHECK(first[1].text.starts_with("L"));
    CHECK_FALSE(first[2].text.empty());
    CHECK_FALSE(first[3].text.empty());
    CHECK(answer.as_of == now);
    CHECK(answer.actions.front().line == "ready feature-flags");
    CHECK(answer.audience.repositories.size() == part_of<Table>(answer)->rows.size());
}

TEST_CASE("words that nothing is for are told so, with a line that works") {
    for (const std::string words : {"quantum knitting", "%", "';DROP/**/repositories;--", "\xff\xfe",
                                    "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d"}) {
        INFO(words);
        const auto answer = ask(sample(), "find " + words);
        CHECK(answer.outcome == Outcome::no);
        CHECK(answer.actions.front().line == "repositories");
        CHECK(answer.audience.repositories.empty());
        CHECK(answer.as_of == now);
        CHECK(answer.data.at("repositories").empty());
    }
    CHECK(ask(sample(), "find").outcome == Outcome::wrong_use);
    CHECK(ask(sample(), "ready payments-api").outcome == Outcome::done);
}

TEST_CASE("private repositories are left out, and the answer is the same as if there were none") {
    auto& company = odd();
    const auto open = ask(company, "find crates");
    const auto all = ask(company, "find crates", office());
    CHECK(open.headline == "11 repositories for this purpose, best first");
    CHECK(all.headline == "12 repositories for this purpose, best first");
    for (const auto& row : part_of<Table>(open)->rows) CHECK(row.front().text != "secret-plans");
    const auto id = company.ids.at("acme/secret-plans");
    for (const auto shown : open.audience.repositories) CHECK(shown != id);
    CHECK(ask(company, "find secret plans").outcome == Outcome::no);
    CHECK(ask(company, "find secret plans").headline == ask(company, "find quantum knitting").headline);
    CHECK(ask(company, "find secret plans", shell()).outcome == Outcome::done);
}

TEST_CASE("words that any sentence has find nothing, and are left out beside others") {
    for (const std::string words : {"the", "a", "for", "For the"}) {
        INFO(words);
        const auto answer = ask(sample(), "find " + words);
        CHECK(answer.outcome == Outcome::wrong_use);
        CHECK(answer.headline.find("too common") != std::string::npos);
    }
    CHECK(ask(sample(), "find the feature flags").data == ask(sample(), "find feature flags").data);
}

TEST_CASE("no words are not called too common") {
    for (const std::string words : {"", "\"\"", "\" \" ''"}) {
        INFO(words);
        const auto answer = ask(sample(), "find " + words);
        CHECK(answer.outcome == Outcome::wrong_use);
        CHECK(answer.headline == "Say what it should be for.");
    }
}

TEST_CASE("one hit is not called the best of several") {
    CHECK(ask(odd(), "find secret plans", shell()).headline == "One repository for this purpose");
}

TEST_CASE("all hits are there, ten at a glance, and only what was assessed gets a button") {
    const auto answer = ask(odd(), "find crates");
    CHECK(part_of<Table>(answer)->rows.size() == 11);
    CHECK(part_of<Table>(answer)->shown_first == 10);
    CHECK(part_of<Table>(answer)->more == 0);
    CHECK(part_of<Note>(ask(odd(), "find crates", office())) == nullptr);
    CHECK(answer.data.at("repositories").size() == 11);
    CHECK(answer.audience.repositories.size() == 11);
    CHECK(answer.actions.size() <= 3);
    for (const auto& action : answer.actions) CHECK(ask(odd(), action.line).outcome == Outcome::done);
}

TEST_CASE("many private repositories hide none that everybody may read") {
    Company company;
    for (int i = 0; i < 60; ++i)
        put(company, fmt::format("acme/crate-mover-{:02}", i), insight::Visibility::private_);
    for (int i = 0; i < 3; ++i) put(company, fmt::format("acme/store-{}", i), insight::Visibility::internal);
    company.learn();
    const auto answer = ask(company, "find crates");
    CHECK(answer.headline == "3 repositories for this purpose, best first");
    CHECK(lines_of(answer).find("mover") == std::string::npos);
    const auto cut = ask(company, "find crates", office());
    CHECK(cut.headline == "At least 50 repositories for this purpose, best first");
    CHECK(part_of<Note>(cut)->text == "The best 50 are listed. More words find fewer.");
}

TEST_CASE("many archived repositories push out none that is in use") {
    Company company;
    for (int i = 0; i < 60; ++i) {
        const auto name = fmt::format("crates-{:02}", i);
        insight::Repository row{.key = name, .name = name, .full_name = "acme/" + name};
        row.visibility = insight::Visibility::internal;
        row.archived = true;
        row.source = "git";
        company.store.writer().put_repository(row);
    }
    put(company, "acme/live", insight::Visibility::internal);
    company.learn();
    const auto answer = ask(company, "find crates");
    const auto& rows = part_of<Table>(answer)->rows;
    REQUIRE(rows.size() == 50);
    CHECK(rows.front()[0].text == "live");
    CHECK(rows.back()[1].text == "not assessed, archived");
}

TEST_CASE("the path of a checkout is told in the shell only") {
    Company company;
    for (const std::string home : {"anna", "ben"}) {
        insight::Repository row{.key = home, .name = "api", .full_name = "/home/" + home + "/api"};
        row.description = "Moves crates";
        row.visibility = insight::Visibility::internal;
        row.source = "git";
        const auto id = company.store.writer().put_repository(row);
        company.store.writer().put_assessment(id, assessment("api", now));
    }
    company.learn();
    for (const std::string line : {"ready api", "find crates", "ready history api", "ready findings api"}) {
        INFO(line);
        const auto shown = [&](const Request& request) {
            std::string all;
            for (const auto& action : ask(company, line, request).actions)
                all += action.label + "\n" + action.spoken + "\n" + action.line + "\n";
            return all;
        };
        CHECK(shown(viewer()).find("/home/") == std::string::npos);
        CHECK(shown(viewer()).find("api (r1)") != std::string::npos);
        CHECK(shown(shell()).find("/home/anna") != std::string::npos);
    }
}

TEST_CASE("a slip in a purpose is answered with the purpose that may have been meant") {
    const auto first = [](const std::string& line) { return ask(sample(), line).actions.front().line; };
    CHECK(first("find flagg") == "find flags");
    CHECK(first("find paymetns") == "find payments");
    CHECK(first("find fetaure flgas") == "find feature flags");
    CHECK(ask(sample(), "find flags").outcome == Outcome::done);
    // A private name is no hint for who may not know it.
    CHECK(lines_of(ask(odd(), "find secrte")).find("secret") == std::string::npos);
    CHECK(lines_of(ask(odd(), "find secrte", office())).find("find secret\n") != std::string::npos);
}

TEST_CASE("what is found is there for machines, with both levels") {
    const auto data = ask(sample(), "find feature flags").data.at("repositories");
    REQUIRE_FALSE(data.empty());
    CHECK(data.front().at("name") == "feature-flags");
    CHECK(data.front().at("level").is_number());
    CHECK(data.front().at("at_least").is_number());
    CHECK(data.front().at("assessed_at") == core::to_rfc3339(now));
}

TEST_CASE("the age of a search that found nothing tells nothing of private repositories") {
    Company company;
    put(company, "acme/open", insight::Visibility::internal);
    const auto id = put(company, "acme/closed", insight::Visibility::private_);
    company.store.writer().put_assessment(id, assessment("closed", now));
    company.learn();
    CHECK_FALSE(ask(company, "find quantum knitting").as_of);
    CHECK(ask(company, "find quantum knitting", office()).as_of == now);
}

TEST_CASE("an empty answer does not tell whether there are private repositories") {
    Company none;
    none.learn();
    Company closed;
    put(closed, "acme/closed", insight::Visibility::private_);
    closed.learn();
    const auto empty = ask(none, "find quantum knitting");
    CHECK(ask(closed, "find quantum knitting").headline == empty.headline);
    CHECK(lines_of(ask(closed, "find quantum knitting")) == lines_of(empty));
    CHECK(ask(closed, "find quantum knitting", office()).headline != empty.headline);
}

TEST_CASE("hits of one name are told apart") {
    const auto answer = ask(odd(), "find twin");
    std::set<std::string> names;
    for (const auto& row : part_of<Table>(answer)->rows) names.insert(row.front().text);
    CHECK(names.size() == 7);
    CHECK(names.contains("team3/twin"));
}

TEST_CASE("words in quotes are searched one by one") {
    const auto line = match({"find", "feature flags"}, *sample().vocabulary);
    CHECK(line.line == "find \"feature flags\"");
    CHECK(ask(sample(), line.line).headline == ask(sample(), "find feature flags").headline);
}

TEST_CASE("where checkouts of the real clock stand beside the sample it is said which clock dates what") {
    Company company;
    const auto id = put(company, "acme/crates", insight::Visibility::internal);
    company.store.writer().put_assessment(id, assessment("crates", now + core::Days{300}));
    company.learn();
    const std::string label =
        "; checkouts are dated by the real clock, the sample data by its own (2026-01-05)";
    for (const std::string line :
         {"find crates", "find zebras", "repositories", "repositories L3", "mentioned crates",
          "ready check C4", "ready history crates", "ready crates"}) {
        INFO(line);
        CHECK(ask(company, line).as_of_note.ends_with(label));
        CHECK(ask(sample(), line).as_of_note.find("clock") == std::string::npos);
    }
}
