// SPDX-License-Identifier: Apache-2.0
#include "commands/glossary.hpp"
#include "commands/stored_for_tests.hpp"
#include "insight/check.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

namespace {
using namespace stored;

std::string help_on(const std::string& topic) {
    const auto answer = ask(odd(), "help " + topic);
    CHECK(answer.outcome == Outcome::done);
    return part_of<Text>(answer) == nullptr ? std::string{} : part_of<Text>(answer)->text;
}
}  // namespace

TEST_CASE("help is one sentence, three examples and the topics, each of which exists; it needs no store") {
    const auto* command = match({"help"}, *odd().vocabulary).command;
    CHECK_FALSE(command->needs_store);
    const auto request = viewer();
    const Context context{request, odd().vocabulary, {}};
    const auto answer = command->run(context, storage::Reader(nullptr));
    CHECK(answer.parts.size() == 1);
    const auto text = part_of<Text>(answer)->text;
    CHECK(core::lines(text).size() == 3);
    CHECK(text.find("“how ready is payments-api?”") != std::string::npos);
    CHECK(text.find("help commands") != std::string::npos);
    CHECK(help_topics().size() == 10);
    for (const std::string topic : {"commands", "levels", "checks", "readiness", "profiles", "exemptions",
                                    "roles", "privacy", "slack"}) {
        INFO(topic);
        CHECK(text.find(topic) != std::string::npos);
        CHECK(help_on(topic).size() > 40);
        CHECK(help_on(topic) == help_on(" " + topic));
        CHECK(help_on("me with " + topic) == help_on(topic));
    }
}

TEST_CASE("every command is listed with its usage and has its own help") {
    const auto all = help_on("commands");
    for (const auto* command : commands::commands()) {
        INFO(command->name);
        CHECK(all.find(std::string(command->usage) + ": " + std::string(command->summary)) !=
              std::string::npos);
        const auto& example = command->examples.front();
        if (example.phrase != example.line) CHECK(all.find(std::string(example.phrase)) != std::string::npos);
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
        CHECK(seen.actions.back().line == "help commands");
        for (const auto& action : seen.actions) CHECK(ask(*company, action.line).outcome == Outcome::done);
        for (const auto& request : {from(PlaceKind::dm, Role::guest), outside})
            for (const std::string line :
                 {"help", "how ready is paymets-api?", "redy lone", "what on earth"}) {
                INFO(line);
                const auto answer = ask(*company, line, request);
                CHECK(answer.actions.size() >= (line.starts_with("how ready") ? 1U : 2U));
                for (const auto& action : answer.actions) {
                    CHECK(action.line.starts_with("help"));
                    CHECK(ask(*company, action.line, request).outcome == Outcome::done);
                }
            }
    }
}

TEST_CASE("help tells a guest no command that is not for guests") {
    const auto answer = ask(sample(), "help", from(PlaceKind::dm, Role::guest));
    CHECK(answer.actions.size() == 3);
    CHECK(part_of<Text>(answer)->text.find("payments-api") == std::string::npos);
    Company none;
    put(none, "acme/closed", insight::Visibility::private_);
    none.learn();
    CHECK(ask(none, "help", shell()).actions.front().line == "ready closed");
    CHECK(lines_of(ask(none, "help")) == lines_of(answer));
}

TEST_CASE("help alone is for guests") {
    for (const auto* command : commands::commands()) {
        INFO(command->name);
        CHECK((command->role == Role::guest) == (command->name == "help"));
    }
}

TEST_CASE("a topic that is nearly one is offered, nearest first") {
    const std::vector<std::pair<std::string, std::string>> rows = {
        {"chek", "help check"},
        {"levles", "help levels"},
        {"trusted comitter", "help trusted committer"},
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
    CHECK(ask(odd(), "help LEVELS!").outcome == Outcome::done);
    const auto refusal = ask(odd(), "help world peace");
    CHECK(refusal.headline == "There is no help on “world peace”.");
    CHECK(ask(odd(), "help " + std::string(90, 'x')).headline.size() < 120);
    REQUIRE(part_of<Text>(refusal) != nullptr);
    for (const auto topic : help_topics())
        CHECK(part_of<Text>(refusal)->text.find(topic) != std::string::npos);
    CHECK(ask(odd(), "help LEVELS").outcome == Outcome::done);
}

TEST_CASE("each word of the field is explained, by any of its names, to everybody") {
    const auto guest = from(PlaceKind::dm, Role::guest);
    for (const auto& term : terms()) {
        INFO(term.name);
        const auto name = std::string(term.name);
        const auto answer = ask(odd(), "help " + name, guest);
        CHECK(answer.outcome == Outcome::done);
        REQUIRE_FALSE(answer.parts.empty());
        for (const auto& action : answer.actions) CHECK(action.line.starts_with("help"));
        if (!term.line.empty()) CHECK(ask(odd(), term.line).outcome == Outcome::done);
        for (const auto other : core::split(term.also, ','))
            if (!other.empty()) CHECK(ask(odd(), "help " + std::string(other)).headline == answer.headline);
    }
    const auto words = ask(odd(), "help words");
    REQUIRE(part_of<Facts>(words) != nullptr);
    CHECK(part_of<Facts>(words)->facts.size() == terms().size());
}

TEST_CASE("words are listed by name, and no two names mean different things") {
    std::set<std::string> names;
    std::string last;
    for (const auto& term : terms()) {
        const auto name = core::lower(term.name);
        CHECK(last < name);
        last = name;
        CHECK(names.insert(name).second);
        for (const auto other : core::split(term.also, ','))
            if (!other.empty()) CHECK(names.insert(std::string(other)).second);
    }
}

TEST_CASE("a level and a check are explained by their ids") {
    const auto level = ask(odd(), "help L2");
    CHECK(level.headline == "L2 Contributable: you can send a change");
    const auto text = part_of<Text>(level)->text;
    CHECK(text.starts_with("All that L1 asks for, and:"));
    CHECK(text.find("It tells how to contribute (C2): yes") != std::string::npos);
    CHECK(ask(odd(), "help level 2").headline == level.headline);
    const auto check = ask(odd(), "help C4");
    CHECK(check.headline.starts_with("C4 It has a licence: "));
    CHECK(check.actions.front().line == "ready check C4");
    CHECK(ask(odd(), "help has_licence").headline == check.headline);
    for (int each = 0; each <= 4; ++each)
        CHECK(ask(odd(), fmt::format("help l{}", each)).outcome == Outcome::done);
}

TEST_CASE("help that names no topic is all of it") {
    for (const std::string line :
         {"help me", "help please", "help me please", "help me out", "help", "can you help me?"}) {
        INFO(line);
        CHECK(ask(sample(), line).headline == ask(sample(), "help").headline);
    }
}

TEST_CASE("a greeting is answered with what to try, thanks with one sentence and nothing else") {
    const auto outside = [] {
        auto request = from(PlaceKind::channel, Role::viewer);
        request.place.external = true;
        return request;
    }();
    for (const std::string said : {"hello", "Hi!", "hey bot", "good morning", "Hello there"}) {
        INFO(said);
        const auto answer = ask(sample(), said);
        CHECK(answer.outcome == Outcome::done);
        CHECK(answer.headline.starts_with("Hello!"));
        CHECK(answer.reading.empty());
        CHECK(answer.parts.empty());
        REQUIRE(answer.actions.size() == 3);
        for (const auto& action : answer.actions) CHECK(ask(sample(), action.line).outcome == Outcome::done);
        for (const auto& action : ask(sample(), said, outside).actions)
            CHECK(action.line.starts_with("help"));
    }
    for (const std::string said : {"thanks", "Thank you!", "thanks a lot for your help", "hey, thanks bot"}) {
        INFO(said);
        const auto answer = ask(sample(), said);
        CHECK(answer.headline == "You are welcome.");
        CHECK(answer.parts.empty());
        CHECK(answer.actions.empty());
        CHECK(answer.outcome == Outcome::done);
    }
}
