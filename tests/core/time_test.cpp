// SPDX-License-Identifier: Apache-2.0
#include "core/time.hpp"

#include <catch2/catch.hpp>

TEST_CASE("times are read in UTC and written as they were") {
    struct Row {
        std::string given, wanted;
    };
    const std::vector<Row> rows = {
        {"2026-01-05", "2026-01-05T00:00:00Z"},
        {"2026-01-05T08:00:00Z", "2026-01-05T08:00:00Z"},
        {"2026-01-05T08:00:00.123Z", "2026-01-05T08:00:00Z"},
        {"2026-01-05T08:00:00+02:00", "2026-01-05T06:00:00Z"},
        {"2026-01-05T08:00:00-05:30", "2026-01-05T13:30:00Z"},
        {"2024-02-29", "2024-02-29T00:00:00Z"},
    };
    for (const auto& row : rows) {
        INFO(row.given);
        const auto time = core::parse_time(row.given);
        REQUIRE(time.has_value());
        CHECK(core::to_rfc3339(*time) == row.wanted);
    }
}

TEST_CASE("what is no time is refused with an example") {
    for (const std::string text : {"", "2026", "2026-13-01", "2025-02-29", "2026-01-05T25:00:00Z",
                                   "2026-01-05T08:00:00", "yesterday", "2026-01-05x"}) {
        INFO(text);
        const auto time = core::parse_time(text);
        REQUIRE(time.has_error());
        CHECK(time.error().code == core::Errc::invalid);
        CHECK(time.error().sentence.find("2026-01-05") != std::string::npos);
    }
}

TEST_CASE("ages are said in one unit") {
    using std::chrono::seconds;
    CHECK(core::to_age(seconds{-5}) == "less than a minute");
    CHECK(core::to_age(seconds{60}) == "1 minute");
    CHECK(core::to_age(seconds{7200}) == "2 hours");
    CHECK(core::to_age(seconds{86400 * 3}) == "3 days");
}
