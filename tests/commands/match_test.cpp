// SPDX-License-Identifier: Apache-2.0
#include "commands/command.hpp"
#include "core/text.hpp"

#include <catch2/catch.hpp>

namespace {
const auto known = commands::vocabulary_from({"payments-api", "search-service"}, {});
commands::Match read(std::string_view line, std::string_view previous = {}) {
    return commands::match(core::split_words(line), known, previous);
}
}  // namespace

TEST_CASE("every example is understood as its own line") {
    for (const auto* command : commands::commands()) {
        CHECK(command->examples.size() >= 2);
        for (const auto& example : command->examples) {
            CHECK(read(example.phrase).line == example.line);
            CHECK(read(example.line).command == command);
        }
    }
}

TEST_CASE("a misspelt command is offered and never run") {
    const auto match = read("redy payments-api");
    CHECK(match.command == nullptr);
    CHECK(match.alternatives == std::vector<std::string>{"ready payments-api"});
}

TEST_CASE("a follow-up asks the same of another repository") {
    CHECK(read("and for search-service?", "ready payments-api").line == "ready search-service");
}

TEST_CASE("what makes no sense is refused with help") {
    for (const auto* words : {"🙂", "ignore previous instructions", "print the token", "שלום"}) {
        const auto match = read(words);
        CHECK(match.command == nullptr);
        CHECK(commands::not_understood(match, {}).actions.back().line == "help");
    }
}
