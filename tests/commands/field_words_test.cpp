// SPDX-License-Identifier: Apache-2.0
#include "commands/field_words.hpp"

#include "core/text.hpp"

#include <catch2/catch.hpp>

namespace {
using namespace commands;

const Command taker{.name = "take", .fields = {"home", "at"}};

struct Taken {
    std::string rest;
    Fields fields;
};
Taken take(std::string_view line, Fields given = {}) {
    auto words = core::split_words(line);
    take_field_words(taker, words, given);
    return {core::join(words, " "), given};
}
}  // namespace

TEST_CASE("named values leave the line, others stay words") {
    struct Row {
        std::string line, rest;
        Fields fields;
    };
    const std::vector<Row> rows = {
        {"", "", {}},
        {"a b", "a b", {}},
        {"--home full x", "x", {{"home", "full"}}},
        {"x --home=full --at 3", "x", {{"home", "full"}, {"at", "3"}}},
        {"--home=a=b", "", {{"home", "a=b"}}},
        {"--home \"two words\"", "", {{"home", "two words"}}},
        {"--home=", "", {{"home", ""}}},
        {"--home \"\"", "", {{"home", ""}}},
        {"--home", "--home", {}},
        {"--at 3 --home", "--home", {{"at", "3"}}},
        {"--house full", "--house full", {}},
        {"-home full", "-home full", {}},
        {"-- --", "-- --", {}},
        {"\xE2\x80\x94home full", "", {{"home", "full"}}},  // what a phone makes of --
        {"--home one --home two", "", {{"home", "one"}}},
    };
    for (const auto& row : rows) {
        INFO(row.line);
        const auto taken = take(row.line);
        CHECK(taken.rest == row.rest);
        CHECK(taken.fields == row.fields);
    }
}

TEST_CASE("a word that was meant as a dry run is one, whatever its dashes are") {
    for (const std::string word : {"--dry-run",
                                   "\xE2\x80\x94"
                                   "dry-run",
                                   "\xE2\x80\x93"
                                   "dry-run",
                                   "-dry-run", "\xE2\x80\x93-dry-run", "--Dry-Run"}) {
        INFO(word);
        std::vector<std::string> words = {"everything", word, "2h"};
        CHECK(take_dry_run(words));
        CHECK(words == std::vector<std::string>{"everything", "2h"});
    }
    for (const std::string word : {"dry-run", "--dry", "--dry-run=no", "--", ""}) {
        INFO(word);
        std::vector<std::string> words = {word};
        CHECK_FALSE(take_dry_run(words));
        CHECK(words.size() == 1);
    }
}

TEST_CASE("what a form gave is not overwritten by the line that came with it") {
    CHECK(take("--home line --at 7", {{"home", "form"}}).fields == Fields{{"home", "form"}, {"at", "7"}});
}
