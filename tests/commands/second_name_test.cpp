// SPDX-License-Identifier: Apache-2.0
#include "commands/second_name.hpp"

#include "commands/stored_for_tests.hpp"

#include <catch2/catch.hpp>

using namespace stored;

namespace {
// The parts as text, and the lines of the buttons.
std::string added_to(std::string_view words, Request request) {
    request.words = core::split_words(words);
    const auto found = match(request.words, *odd().vocabulary, {}, knows_private(request));
    REQUIRE(found.command != nullptr);
    Answer answer;
    name_the_others(answer, *found.command, Context{request, odd().vocabulary, found.arguments});
    const auto* note = part_of<Note>(answer);
    return (note == nullptr ? "" : note->text) + lines_of(answer);
}
}  // namespace

TEST_CASE("a second name is told with its line") {
    const auto added = added_to("what changed in lone and lone-two?", viewer());
    CHECK(added.find("You named lone-two too") != std::string::npos);
    CHECK(added.ends_with("ready history lone-two\n"));
    CHECK(added_to("how ready is lone?", viewer()).empty());
}

TEST_CASE("a private second name is told to nobody, for it is added after the guard") {
    for (const auto& request : {viewer(), office(), shell()})
        CHECK(added_to("what changed in lone and secret-plans?", request).find("secret") ==
              std::string::npos);
}
