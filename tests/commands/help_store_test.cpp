// SPDX-License-Identifier: Apache-2.0
#include "commands/stored_for_tests.hpp"
#include "insight/check.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace {
using namespace stored;

std::string help_on(const std::string& topic) {
    const auto answer = ask(odd(), "help " + topic);
    CHECK(answer.outcome == Outcome::done);
    return part_of<Text>(answer) == nullptr ? std::string{} : part_of<Text>(answer)->text;
}
}  // namespace

TEST_CASE("help needs no store and names its topics, each of which exists") {
    const auto* command = match({"help"}, *odd().vocabulary).command;
    CHECK_FALSE(command->needs_store);
    const auto request = viewer();
    const Context context{request, odd().vocabulary, {}};
    const auto answer = command->run(context, storage::Reader(nullptr));
    const auto text = part_of<Text>(answer)->text;
    const auto* asked = part_of<Facts>(answer);
    REQUIRE(asked != nullptr);
    const auto all = commands::commands();
    CHECK(static_cast<std::ptrdiff_t>(asked->facts.size()) ==
          std::count_if(all.begin(), all.end(), [&](const auto* each) {
              return each->role <= request.asker.role && each->name != "help";
          }));
    CHECK(help_topics().size() == 9);
    for (const std::string topic : {"commands", "levels", "checks", "readiness", "profiles", "exemptions",
                                    "roles", "privacy", "slack"}) {
        INFO(topic);
        CHECK(text.find(topic) != std::string::npos);
        CHECK(help_on(topic).size() > 40);
        CHECK(help_on(topic) == help_on(" " + topic));
    }
}

TEST_CASE("every command is listed with its usage and has its own help") {
    const auto all = help_on("commands");
    for (const auto* command : commands::commands()) {
        INFO(command->name);
        CHECK(all.find(std::string(command->usage) + ": " + std::string(command->summary)) !=
              std::string::npos);
        if (command->name != "help")
            CHECK(help_on(std::string(command->name)).find(command->usage) != std::string::npos);
    }
}

TEST_CASE("help on levels and checks is complete") {
    for (const std::string level : {"L0", "L1", "L2", "L3", "L4"})
        CHECK(help_on("levels").find(level + " ") != std::string::npos);
    for (const auto* check : insight::checks())
        CHECK(help_on("checks").find(check->name) != std::string::npos);
    for (const auto role : {Role::guest, Role::viewer, Role::maintainer, Role::ispo, Role::admin})
        CHECK(help_on("roles").find(to_word(role)) != std::string::npos);
}

TEST_CASE("help on profiles names each of them") {
    for (const auto profile : {insight::Profile::contributions_welcome, insight::Profile::readable_source,
                               insight::Profile::shared_write, insight::Profile::shared_ownership,
                               insight::Profile::docs_only, insight::Profile::archived})
        CHECK(help_on("profiles").find(std::string(insight::to_word(profile)) + ":") != std::string::npos);
    for (const auto* key : {"check:", "reason:", "owner:", "expires:"})
        CHECK(help_on("exemptions").find(key) != std::string::npos);
}

TEST_CASE("a guest and a place with outsiders are told no name, a viewer gets an example that works") {
    auto outside = from(PlaceKind::channel, Role::admin);
    outside.place.external = true;
    for (auto* company : {&sample(), &odd()}) {
        const auto seen = ask(*company, "help");
        CHECK(seen.actions.size() == 3);
        CHECK(seen.actions.front().line.starts_with("ready "));
        CHECK(ask(*company, seen.actions.front().line).outcome == Outcome::done);
        for (const auto& request : {from(PlaceKind::dm, Role::guest), outside})
            for (const std::string line :
                 {"help", "how ready is paymets-api?", "redy lone", "what on earth"}) {
                INFO(line);
                const auto answer = ask(*company, line, request);
                CHECK(answer.actions.size() >= 2);
                for (const auto& action : answer.actions) {
                    CHECK(action.line.starts_with("help"));
                    CHECK(ask(*company, action.line, request).outcome == Outcome::done);
                }
            }
    }
}

TEST_CASE("help tells a guest no command that is not for guests") {
    const auto answer = ask(sample(), "help", from(PlaceKind::dm, Role::guest));
    CHECK(part_of<Facts>(answer) == nullptr);
}

TEST_CASE("help alone is for guests") {
    for (const auto* command : commands::commands()) {
        INFO(command->name);
        CHECK((command->role == Role::guest) == (command->name == "help"));
    }
}

TEST_CASE("a topic that is nearly one is offered, nearest first") {
    const std::vector<std::pair<std::string, std::string>> rows = {{"check", "help checks"},
                                                                   {"chek", "help checks"},
                                                                   {"level", "help levels"},
                                                                   {"raedy", "help ready"},
                                                                   {"histroy", "help commands"}};
    for (const auto& [asked, line] : rows) {
        INFO(asked);
        const auto answer = ask(odd(), "help " + asked);
        CHECK(answer.outcome == Outcome::wrong_use);
        REQUIRE_FALSE(answer.actions.empty());
        CHECK(answer.actions.front().line == line);
        CHECK(answer.actions.size() <= 3);
    }
}

TEST_CASE("no button is offered twice") {
    for (const std::string said : {"hlep", "hepl", "what on earth"}) {
        std::vector<std::string> lines;
        for (const auto& action : ask(odd(), said).actions) lines.push_back(action.line);
        std::sort(lines.begin(), lines.end());
        CHECK(std::adjacent_find(lines.begin(), lines.end()) == lines.end());
        CHECK(std::count(lines.begin(), lines.end(), "help") == 1);
    }
}

TEST_CASE("a topic that does not exist is refused with topics that do") {
    for (const std::string topic : {"world peace", "\xff", "-1"}) {
        const auto answer = ask(odd(), "help " + topic);
        CHECK(answer.outcome == Outcome::wrong_use);
        CHECK(answer.actions.size() == 2);
    }
    CHECK(ask(odd(), "help LEVELS!").actions.front().line == "help levels");
    CHECK(ask(odd(), "help LEVELS").outcome == Outcome::done);
}
