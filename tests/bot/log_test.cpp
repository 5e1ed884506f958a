// SPDX-License-Identifier: Apache-2.0
#include "bot/log.hpp"

#include "bot/log_for_tests.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "core/time.hpp"

#include <catch2/catch.hpp>

namespace {
using namespace bot;

using tests::errors_of;
}  // namespace

TEST_CASE("a line is JSON whatever is in it") {
    const std::string hostile =
        "quote \" back \\ line\nbreak \x1b[31m bad \xff\xfe bidi \xe2\x80\xae {%v} {}";
    const auto line = log_line(Level::error, "x.y", hostile, {{"why", hostile}, {"request", "7Q"}}, true);
    const auto json = core::parse_json(line);
    REQUIRE(json.has_value());
    CHECK(core::text_of(*json, "level") == "error");
    CHECK(core::text_of(*json, "event") == "x.y");
    CHECK(core::text_of(*json, "request") == "7Q");
    CHECK(core::text_of(*json, "why").find("line\nbreak") != std::string::npos);
    CHECK(core::lines(line).size() == 1);
    CHECK(core::is_utf8(line));
}

TEST_CASE("no field takes the place of level, event or message") {
    const auto line =
        log_line(Level::info, "a.b", "said", {{"level", "x"}, {"event", "y"}, {"message", "z"}}, true);
    const auto json = core::parse_json(line).value();
    CHECK(core::text_of(json, "level") == "info");
    CHECK(core::text_of(json, "event") == "a.b");
    CHECK(core::text_of(json, "message") == "said");
}

TEST_CASE("as text a line stays one line without control characters") {
    const auto line = log_line(Level::warning, "x.y", "two\nlines\x1b", {{"why", "a b\n\"c\""}}, false);
    CHECK(line == "warning x.y: two lines why=\"a b \\\"c\\\"\"");
}

TEST_CASE("each line of the log has its time in UTC and is JSON, also when lines repeat") {
    const auto text = errors_of([] {
        start_log("info", "json");
        for (int i = 0; i < 4; ++i) log(Level::warning, "same.again", "The same {} %v.", {{"n", "1"}});
        log(Level::debug, "not.shown", "Below the level.");
        log(Level::error, "other", "Another.");
    });
    std::vector<core::Json> lines;
    for (const auto line : core::lines(text)) {
        INFO(line);
        const auto json = core::parse_json(line);
        REQUIRE(json.has_value());
        const auto time = core::parse_time(core::text_of(*json, "time").substr(0, 19) + "Z");
        CHECK(time.has_value());
        CHECK(core::text_of(*json, "time").ends_with("Z"));
        lines.push_back(*json);
    }
    REQUIRE(lines.size() == 3);
    CHECK(core::text_of(lines[0], "message") == "The same {} %v.");
    CHECK(core::text_of(lines[1], "event") == "log.repeated");
    CHECK(core::text_of(lines[1], "times") == "3");
    CHECK(core::text_of(lines[2], "event") == "other");
}

TEST_CASE("the log as text counts repeated lines too") {
    const auto text = errors_of([] {
        start_log("debug", "text");
        log(Level::debug, "a", "One.");
        log(Level::debug, "a", "One.");
        log(Level::debug, "b", "Two.");
    });
    CHECK(text.find("debug a: One.") != std::string::npos);
    CHECK(text.find("log.repeated") != std::string::npos);
    CHECK(text.find('{') == std::string::npos);
    CHECK(core::lines(text).size() == 3);
    start_log("error", "json");
}
