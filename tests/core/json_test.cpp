// SPDX-License-Identifier: Apache-2.0
#include "core/json.hpp"

#include <catch2/catch.hpp>

TEST_CASE("JSON that is broken, too deep or too large is refused") {
    CHECK(core::parse_json("").has_error());
    CHECK(core::parse_json("{").has_error());
    CHECK(core::parse_json("{} x").has_error());
    CHECK(core::parse_json(std::string(100'000, '[')).has_error());
    CHECK(core::parse_json("[[[1]]]", {.size_bytes = 100, .depth = 2}).has_error());
    CHECK(core::parse_json("[1,2,3]", {.size_bytes = 3, .depth = 2}).has_error());
    CHECK(core::parse_json("{\"a\": \"[[[[\"}", {.size_bytes = 100, .depth = 1}).has_value());
}

TEST_CASE("half a surrogate pair is read as the replacement character") {
    struct Row {
        std::string given, wanted;
    };
    const auto row = GENERATE(values<Row>({{R"("a\ud800b")",
                                            "a\xEF\xBF\xBD"
                                            "b"},
                                           {R"("\uDFFF")", "\xEF\xBF\xBD"},
                                           {R"("\ud83d\ude00\ud83d")", "\xF0\x9F\x98\x80\xEF\xBF\xBD"},
                                           {R"("\ude00\ud83d")", "\xEF\xBF\xBD\xEF\xBF\xBD"},
                                           {R"("\ud83d\ud83d\ude00")", "\xEF\xBF\xBD\xF0\x9F\x98\x80"},
                                           {R"("\\ud800 \ud800")", "\\ud800 \xEF\xBF\xBD"}}));
    INFO(row.given);
    const auto read = core::parse_json(row.given);
    REQUIRE(read.has_value());
    CHECK(read->get<std::string>() == row.wanted);
    for (const std::string whole :
         {"", "plain", R"("\ud83d\ude00")", R"("\\ud800")", R"("\ud8")", "\\", R"("\u")"})
        CHECK_FALSE(core::without_half_pairs(whole));
    for (const std::string broken : {R"("\ud800)", R"("\ud80")", R"("\ud800\")"})
        CHECK(core::parse_json(broken).has_error());
}

TEST_CASE("members of another type or of nothing are the default") {
    const auto json = *core::parse_json(R"({"text": "x", "number": 3, "truth": true})");
    CHECK(core::text_of(json, "text") == "x");
    CHECK(core::text_of(json, "number").empty());
    CHECK(core::number_of(json, "number") == 3);
    CHECK(core::number_of(json, "missing", 7) == 7);
    CHECK(core::truth_of(json, "truth"));
    CHECK(core::text_of(core::Json(3), "text").empty());
}

TEST_CASE("invalid UTF-8 is replaced when written") { CHECK_NOTHROW(core::dump_json(core::Json("bad\xFF"))); }
