// SPDX-License-Identifier: Apache-2.0
// Promises that every command keeps, whatever it is.
#include "commands/stored_for_tests.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include <set>

namespace {
using namespace stored;

struct Asked {
    Company& company;
    std::string line;
    Request request;
};

std::vector<Asked> questions() {
    std::vector<Asked> all;
    std::vector<std::string> lines = {"",
                                      "nonsense here",
                                      "hlep",
                                      "ready r0",
                                      "ready ./x",
                                      "ready check C99",
                                      "find",
                                      "find nothing at all",
                                      "help nothing",
                                      "ready twin",
                                      "ready history twin",
                                      "find crates",
                                      "ready new-here",
                                      "ready lone",
                                      "ready paymets-api",
                                      "ready histroy payments-api"};
    for (const auto* command : commands::commands()) {
        lines.emplace_back(command->name);
        for (const auto& example : command->examples) lines.emplace_back(example.line);
    }
    for (const auto& row : sample().store.reader().repository_names()) {
        lines.push_back("ready " + row.name);
        lines.push_back("ready history " + row.name);
    }
    for (const auto& [name, id] : odd().ids) lines.push_back(fmt::format("ready r{}", id));
    for (const auto& line : lines)
        for (auto* company : {&sample(), &odd()})
            for (const auto& request : {viewer(), office(), shell()})
                all.push_back({*company, line, request});
    return all;
}

void check_actions(const Answer& answer, const Company& company) {
    for (const auto& action : answer.actions) {
        INFO("button: " << action.line);
        CHECK(action.line.size() < 75);
        CHECK(core::count_code_points(action.spoken) <= 75);
        CHECK_FALSE(action.spoken.empty());
        CHECK(core::count_code_points(action.label) <= 75);
        CHECK_FALSE(action.label.empty());
        CHECK(core::one_line(action.label) == action.label);
        const auto found = match(core::split_words(action.line), *company.vocabulary, {}, true);
        CHECK(found.command != nullptr);
        CHECK(found.confidence == 1);
        CHECK(found.line == action.line);
    }
    for (const auto& detail : answer.details) check_actions(detail, company);
}
}  // namespace

TEST_CASE("every button of every answer is short, spoken and understood as it is written") {
    for (const auto& [company, line, request] : questions()) {
        INFO(line);
        check_actions(ask(company, line, request), company);
    }
}

TEST_CASE("no refusal is a dead end: its first button works") {
    for (const auto& [company, line, request] : questions()) {
        const auto answer = ask(company, line, request);
        if (answer.outcome == Outcome::done || answer.outcome == Outcome::pending) continue;
        INFO(line << " → " << answer.headline);
        REQUIRE_FALSE(answer.actions.empty());
        bool works = false;
        for (const auto& action : answer.actions) {
            const auto outcome = ask(company, action.line, request).outcome;
            works =
                works || outcome == Outcome::done || answer.headline.find("Which one") != std::string::npos;
        }
        CHECK(works);
    }
}

TEST_CASE("an answer that holds facts of a repository says for whom and how old it is") {
    for (const auto& [company, line, request] : questions()) {
        const auto answer = ask(company, line, request);
        const bool told = part_of<Table>(answer) != nullptr || part_of<Steps>(answer) != nullptr;
        if (answer.outcome != Outcome::done || !told) continue;
        INFO(line);
        CHECK(answer.as_of);
        CHECK(answer.as_of <= request.now);
        // What holds facts of no one repository.
        if (line.starts_with("ready check") || line.starts_with("audit") || line.starts_with("status") ||
            line.starts_with("people"))
            continue;
        CHECK_FALSE(answer.audience.repositories.empty());
    }
}

TEST_CASE("headlines are one clean sentence") {
    for (const auto& [company, line, request] : questions()) {
        const auto answer = ask(company, line, request);
        INFO(line << " → " << answer.headline);
        CHECK_FALSE(answer.headline.empty());
        CHECK(core::one_line(answer.headline) == answer.headline);
        CHECK(core::count_code_points(answer.headline) <= 300);
    }
}

TEST_CASE("no command is called as the operator's own words are") {
    const std::set<std::string_view> taken = {
        "serve",  "demo",   "doctor", "config",      "migrate", "backup", "restore",    "sync",
        "import", "export", "slack",  "healthcheck", "version", "ask",    "completion", "reference"};
    for (const auto* command : commands::commands()) {
        const auto first = command->name.substr(0, command->name.find(' '));
        INFO(first);
        CHECK(taken.count(first) == 0);
        CHECK(command->usage.starts_with(command->name));
        CHECK_FALSE(command->summary.empty());
        CHECK(command->changes == (command->run_changing != nullptr));
        CHECK(command->changes == (command->run == nullptr));
    }
}

TEST_CASE("a part of a name finds the repositories that have it") {
    auto& company = stored::sample();
    const auto lines_of = [&](const std::string& line) {
        std::vector<std::string> lines;
        for (const auto& action : stored::ask(company, line).actions) lines.push_back(action.line);
        return lines;
    };
    const auto has = [](const std::vector<std::string>& lines, const std::string& wanted) {
        return std::find(lines.begin(), lines.end(), wanted) != lines.end();
    };
    CHECK(has(lines_of("ready payments"), "ready payments-api"));
    CHECK(has(lines_of("ready kit"), "ready mobile-kit"));
    CHECK(has(lines_of("ready history SEARCH"), "ready history search-service"));
    CHECK_FALSE(has(lines_of("ready ay"), "ready payments-api"));     // too short to mean one
    CHECK_FALSE(has(lines_of("ready ments"), "ready payments-api"));  // not where a part starts
    CHECK(lines_of("ready api").size() <= 5);
}
