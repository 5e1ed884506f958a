// SPDX-License-Identifier: Apache-2.0
#include "commands/gate_phrases.hpp"
#include "insight/levels.hpp"

#include <catch2/catch.hpp>

using namespace commands;

TEST_CASE("every gate has a condition in plain words") {
    for (const auto& gate : insight::gates()) {
        INFO(gate.check);
        CHECK_FALSE(condition_of(gate.check).empty());
    }
    CHECK(condition_of("S4").empty());
}

TEST_CASE("a possible level says what it hangs on and what is proven") {
    insight::Levels levels{.proven = 0, .possible = 2, .unknown_gates = {"D3", "S1"}};
    CHECK(conditions_of(levels) ==
          "L2 if colleagues can read it and colleagues can fork it and send changes (2 things not seen); "
          "proven: L0");
    levels.unknown_gates = {"D3"};
    CHECK(conditions_of(levels) == "L2 if colleagues can read it (1 thing not seen); proven: L0");
}

TEST_CASE("the meaning of a level says what is not yet there") {
    CHECK(meaning_of({.proven = 1, .possible = 1}) ==
          "you can read it, use it and file issues, not yet change it");
    CHECK(meaning_of({.proven = 0, .possible = 2}) == "perhaps you can send a change");
    CHECK(meaning_of({.proven = 0, .possible = 0}) == "you cannot use or change this yet");
    CHECK(meaning_of({.proven = 4, .possible = 4}) == "you can become a maintainer");
}
