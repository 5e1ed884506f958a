// SPDX-License-Identifier: Apache-2.0
#include "slack/mrkdwn.hpp"

#include "core/text.hpp"
#include "slack/blocks.hpp"
#include "slack/live_forms.hpp"

#include <catch2/catch.hpp>

TEST_CASE("length is counted in UTF-16 units") {
    CHECK(slack::units("") == 0);
    CHECK(slack::units("abc") == 3);
    CHECK(slack::units("äöü") == 3);
    CHECK(slack::units("日本") == 2);
    CHECK(slack::units("😀a") == 3);
}

TEST_CASE("text is cut at a code point, never inside an entity or a live form") {
    struct Row {
        std::string given;
        std::size_t limit;
        std::string wanted;
    };
    for (const auto& row : std::vector<Row>{{"", 0, ""},
                                            {"abc", 0, ""},
                                            {"abc", 3, "abc"},
                                            {"abcd", 3, "ab…"},
                                            {"ab😀cd", 5, "ab😀…"},
                                            {"ab😀cd", 4, "ab…"},
                                            {"a&amp;bc", 7, "a&amp;…"},
                                            {"a&amp;bc", 6, "a…"},
                                            {"a<!date^1^x|y>b", 10, "a…"},
                                            {"a<b", 2, "a…"},
                                            {"&amp;&amp;", 5, "…"}}) {
        INFO(row.given << " " << row.limit);
        CHECK(slack::cut(row.given, row.limit) == row.wanted);
        CHECK(slack::units(slack::cut(row.given, row.limit)) <= row.limit);
    }
}

TEST_CASE("pieces together are the whole") {
    for (const std::string& text :
         {std::string(), std::string(7001, 'x'), std::string("one two three four five six seven"),
          std::string("日本語日本語日本語日本語"), std::string("a\nb\nc\nd\ne\nf\ng\nh")}) {
        std::string together;
        for (const auto& piece : slack::pieces_of(text, 10)) {
            CHECK(slack::units(piece) <= 10);
            CHECK(core::is_utf8(piece));
            together += piece;
        }
        CHECK(together == text);
    }
    CHECK(slack::pieces_of("one two three", 10) == std::vector<std::string>{"one two ", "three"});
}

TEST_CASE("foreign text is escaped once, and its marks mean nothing") {
    struct Row {
        std::string given, wanted;
    };
    const std::vector<Row> rows = {
        {"", ""},
        {"payments_api v2*3", "payments_api v2*3"},
        {"<!channel>", "&lt;!channel&gt;"},
        {"&amp;", "&amp;amp;"},
        {"*bold* _i_ ~s~", "∗bold∗ ˍiˍ ∼s∼"},
        {"`code`", "ˋcodeˋ"},
        {"a`b", "aˋb"},
        {"@here", "@\xE2\x81\xA0here"},
        {"@CHANNELs",
         "@\xE2\x81\xA0"
         "CHANNELs"},
        {"anna@example.com", "anna@example.com"},
        {"\xE2\x80\xAE"
         "abc\x07",
         "abc"},
    };
    for (const auto& row : rows) {
        INFO(row.given);
        CHECK(slack::escape(row.given) == row.wanted);
    }
}

TEST_CASE("a text object is never empty") {
    CHECK(slack::plain_text(" \n", 10) ==
          core::Json{{"type", "plain_text"}, {"text", "–"}, {"emoji", false}});
    CHECK(slack::inert("", 10) == "–");
    CHECK(slack::mrkdwn("x") == core::Json{{"type", "mrkdwn"}, {"text", "x"}, {"verbatim", true}});
}

TEST_CASE("a link is built from an address that is one") {
    CHECK(slack::link("https://a.b/c d|e", "x|y<z>", 50) == "<https://a.b/c%20d%7Ce|x yz>");
    CHECK(slack::link("https://a.b/c|e>", "x|y<z>", 50) == "<https://a.b/c%7Ce%3E|x yz>");
    CHECK(slack::link("mailto:a@b.c", "", 50) == "<mailto:a@b.c|–>");
    CHECK(slack::link("ftp://a.b", "x", 50) == "x");
    CHECK(slack::link("https://", "x", 50) == "x");
    CHECK(slack::link("https://a\nb", "x", 50) == "x");
}

TEST_CASE("a date is shown in each reader's zone, with UTC to fall back on") {
    CHECK(slack::date_token(core::from_unix(1767600000)) ==
          "<!date^1767600000^{date_short} {time}|2026-01-05 08:00 UTC>");
    CHECK(slack::date_token(core::from_unix(-1)) == "1969-12-31 23:59 UTC");
}

TEST_CASE("only dates and links may be live") {
    CHECK(slack::live_form_errors("a &amp; b <https://x|y> <!date^1^{date}|then> <mailto:a@b|c>").empty());
    for (const std::string text :
         {"<!channel>", "<!here|x>", "<@U1>", "<#C1>", "<!subteam^S1>", "a & b", "a > b", "<https://x",
          "<javascript:x|y>", "<!date^x^y|z>", "<!date^1>", "<>"}) {
        INFO(text);
        CHECK(slack::live_form_errors(text).size() == 1);
    }
    CHECK(slack::has_bare_broadcast("hi @Here"));
    CHECK_FALSE(slack::has_bare_broadcast("hi @\xE2\x81\xA0here @ here"));
}
