// SPDX-License-Identifier: Apache-2.0
#include "commands/dry_run.hpp"

#include "commands/stored_for_tests.hpp"

#include <catch2/catch.hpp>

using namespace stored;

TEST_CASE("what was only tried claims nothing in what is read aloud, and offers no deed that rests on it") {
    for (const std::string line : {"pause everything", "settings save --home full"}) {
        INFO(line);
        auto answer = ask(sample(), line, office());
        REQUIRE(answer.outcome == Outcome::done);
        const auto said = answer.headline;
        tell_as_dry_run(answer);
        CHECK(answer.headline == "Dry run: this would have been done. Nothing was changed.");
        CHECK(std::get<Text>(answer.parts.front()).text == "It would have said: “" + said + "”");
        CHECK(lines_of(answer).find("resume") == std::string::npos);
        CHECK(answer.data.at("dry_run") == true);
    }
}

TEST_CASE("what is refused when it is tried is told as it would be") {
    auto answer = ask(sample(), "pause nonsense", office());
    const auto said = answer.headline;
    tell_as_dry_run(answer);
    CHECK(answer.headline == said);
    CHECK(answer.outcome == Outcome::wrong_use);
}
