// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"

#include <catch2/catch.hpp>

TEST_CASE("cleaning keeps letters and drops what changes how text is shown") {
    struct Row {
        std::string given, wanted;
    };
    const std::vector<Row> rows = {
        {"", ""},
        {"plain", "plain"},
        {"tab\tand\nline", "tab\tand\nline"},
        {std::string("nul\0byte", 8), "nulbyte"},
        {"bell\x07", "bell"},
        {"\xE2\x80\xAEgnp.exe", "gnp.exe"},
        {"zero\xE2\x80\x8B"
         "width",
         "zerowidth"},
        {"Gr\xC3\xBC"
         "\xC3\x9F",
         "Grüß"},
        {"bad\xFF"
         "byte",
         "bad\xEF\xBF\xBD"
         "byte"},
        {"overlong\xC0\xAF", "overlong\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"surrogate\xED\xA0\x80", "surrogate\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"\x1b[2J\x1b[HPurpose", "Purpose"},
        {"\x1b[1;31mred\x1b[0m \x1b[38:5:1 qx", "red x"},
        {"a\x1b]0;title\x07z", "az"},
        {"\x1b]8;;https://a.example\x1b\\link\x1b]8;;\x1b\\ z", "link z"},
        {"\x1bPq#0\x1b\\\x1b_x\xC2\x9Cz", "z"},
        {"\xC2\x9B"
         "2Jx\xC2\x9D"
         "0;t\xC2\x9Cy",
         "xy"},
        {"\x1b]not ended\nnext\x07", "not ended\nnext"},
        {"\x1b]not ended \x1b]nor this\n\x1b]t\x07this \x1b]open", "not ended nor this\nthis open"},
        {"\x1b[", ""},
        {"\x1b", ""},
        {"\x1b[12", "12"},
        {"\x1b[ 12 apples", " 12 apples"},
        {"\x1b[2\xFF", "2\xEF\xBF\xBD"},
        {"\x1bHello [2J \xC2\xA7 1", "Hello [2J § 1"},
        {"\xC2", "\xEF\xBF\xBD"},
        {"cut\xE2\x82", "cut\xEF\xBF\xBD\xEF\xBF\xBD"},
    };
    for (const auto& row : rows) {
        INFO(row.given);
        CHECK(core::clean(row.given) == row.wanted);
        CHECK(core::is_utf8(core::clean(row.given)));
    }
}

TEST_CASE("one line stays one line") { CHECK(core::one_line("  a\r\n\tb \x0b c  ") == "a b c"); }

TEST_CASE("words split at white space and keep quotes together") {
    struct Row {
        std::string given;
        std::vector<std::string> wanted;
    };
    const std::vector<Row> rows = {
        {"", {}},
        {"  ", {}},
        {"ready payments-api", {"ready", "payments-api"}},
        {"find \"feature flags\" now", {"find", "feature flags", "now"}},
        {"find “feature flags”", {"find", "feature flags"}},
        {"don't worry", {"don't", "worry"}},
        {"a\\ b", {"a b"}},
        {"\"unclosed", {"unclosed"}},
        {"\"\"", {""}},
        {"end\\", {"end\\"}},
        {"ready\xC2\xA0payments-api", {"ready", "payments-api"}},  // no line breaks there
        {"\xC2\xA0 \xC2\xA0", {}},
        {"\"a\xC2\xA0z\"", {"a\xC2\xA0z"}},
    };
    for (const auto& row : rows) {
        INFO(row.given);
        CHECK(core::split_words(row.given) == row.wanted);
    }
}

TEST_CASE("a quoted word is read back as itself") {
    for (const std::string word : {"plain", "two words",
                                   "no\xC2\xA0"
                                   "break",
                                   "", "it's", "say \"hi\"", "back\\slash", "“x”"}) {
        INFO(word);
        CHECK(core::split_words(core::quote_word(word)) == std::vector<std::string>{word});
    }
}

TEST_CASE("shortening cuts at a code point") {
    CHECK(core::shorten("abc", 3) == "abc");
    CHECK(core::shorten("abcd", 3) == "ab…");
    CHECK(core::shorten("äöüß", 3) == "äö…");
    CHECK(core::shorten("abc", 0).empty());
}

TEST_CASE("a swapped pair of letters is one mistake") {
    CHECK(core::edit_distance("paymetns", "payments") == 1);
    CHECK(core::edit_distance("Ready", "ready") == 0);
    CHECK(core::edit_distance("", "abc") == 3);
    CHECK(core::edit_distance("help", "hlep") == 1);
    const std::vector<std::string> words = {"",
                                            "a",
                                            "ab",
                                            "ba",
                                            "help",
                                            "hlep",
                                            "ehlp",
                                            "payments",
                                            "paymetns",
                                            "search-service",
                                            "serch-servcie",
                                            "ca",
                                            "abc",
                                            "acb",
                                            "xxxxxxxx"};
    for (const auto& a : words)
        for (const auto& b : words)
            for (const std::size_t most : {0U, 1U, 2U, 3U, 20U}) {
                INFO(a << " " << b << " " << most);
                const auto whole = core::edit_distance(a, b);
                const auto some = core::edit_distance(a, b, most);
                CHECK((whole <= most ? some == whole : some > most));
            }
}

TEST_CASE("one is not many") {
    CHECK(core::counted(0, "commit", "commits") == "0 commits");
    CHECK(core::counted(1, "commit", "commits") == "1 commit");
    CHECK(core::counted(12, "commit", "commits") == "12 commits");
}
