// SPDX-License-Identifier: Apache-2.0
#include "slack/blocks.hpp"

#include <catch2/catch.hpp>

namespace {

using core::Json;
using slack::Surface;

struct Row {
    std::string block;    // in a message
    std::string pointer;  // of the only error; "" = none
};

std::string long_text(std::size_t length) { return std::string(length, 'x'); }
std::string repeated(const std::string& item, int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += (i == 0 ? "" : ",") + item;
    return out;
}
std::string plain(const std::string& text) { return R"({"type":"plain_text","text":")" + text + "\"}"; }
std::string button(const std::string& more) {
    return R"({"type":"button","action_id":"a","text":)" + plain("Go") +
           R"(,"accessibility_label":"Go there")" + more + "}";
}
std::string actions(const std::string& elements) {
    return R"({"type":"actions","elements":[)" + elements + "]}";
}
std::string option(const std::string& value) {
    return R"({"text":)" + plain("x") + R"(,"value":")" + value + "\"}";
}
std::string menu(int options) {
    return actions(R"({"type":"overflow","action_id":"a","options":[)" + repeated(option("v"), options) +
                   "]}");
}
std::string cells(int count) { return "[" + repeated(R"({"type":"raw_text","text":"x"})", count) + "]"; }
std::string data_table(const std::string& rows, const std::string& more = "") {
    return R"({"type":"data_table","caption":"c","rows":[)" + rows + "]" + more + "}";
}
std::string line(const std::string& categories, const std::string& series, const std::string& title = "t") {
    return R"({"type":"data_visualization","title":")" + title + R"(","chart":{"type":"line","series":[)" +
           series + R"(],"axis_config":{"categories":[)" + categories + "]}}}";
}
std::string one_series(const std::string& name, const std::string& points) {
    return R"({"name":")" + name + R"(","data":[)" + points + "]}";
}
const std::string point = R"({"label":"a","value":1})";

std::vector<slack::BlockError> errors_of(const std::string& block) {
    return slack::validate(Json::parse(R"({"text":"x","blocks":[)" + block + "]}"), Surface::message);
}

void check(const std::vector<Row>& rows) {
    for (const auto& row : rows) {
        INFO(row.block.substr(0, 300));
        const auto errors = errors_of(row.block);
        for (const auto& error : errors) UNSCOPED_INFO(error.pointer << ": " << error.message);
        if (row.pointer.empty()) {
            CHECK(errors.empty());
        } else {
            REQUIRE(errors.size() == 1);
            CHECK(errors[0].pointer == row.pointer);
        }
    }
}

}  // namespace

TEST_CASE("a block is of a known kind") {
    check(
        {{"7", "/blocks/0"},
         {"{}", "/blocks/0/type"},
         {R"({"type":"markdown","text":"x"})", "/blocks/0/type"},
         {R"({"type":"sectoin","text":{}})", "/blocks/0/type"},
         {R"({"type":"divider"})", ""},
         {R"({"type":"divider","block_id":""})", "/blocks/0/block_id"},
         {R"({"type":"divider","block_id":"b"},{"type":"divider","block_id":"b"})", "/blocks/1/block_id"},
         {R"({"type":"divider","colour":"red"})", "/blocks/0/colour"},
         {R"({"type":"alert","text":)" + plain("x") + "}", "/blocks/0"},
         {R"({"type":"input","label":)" + plain("x") + R"(,"element":{"type":"datepicker","action_id":"d"}})",
          "/blocks/0"}});
}

TEST_CASE("text has its kind, its length and nothing live") {
    const auto section = [](const std::string& text) { return R"({"type":"section","text":)" + text + "}"; };
    const auto mrkdwn = [&](const std::string& text) {
        return section(R"({"type":"mrkdwn","verbatim":true,"text":")" + text + "\"}");
    };
    check(
        {{section(plain("")), "/blocks/0/text/text"},
         {section(plain(long_text(3000))), ""},
         {section(plain(long_text(3001))), "/blocks/0/text/text"},
         {section("7"), "/blocks/0/text"},
         {section(R"({"type":"plain_text"})"), "/blocks/0/text"},
         {section(R"({"type":"plain_text","text":7})"), "/blocks/0/text/text"},
         {section(R"({"type":"html","text":"x"})"), "/blocks/0/text/type"},
         {section(R"({"type":"mrkdwn","text":"x"})"), "/blocks/0/text"},
         {section(R"({"type":"mrkdwn","text":"x","verbatim":false})"), "/blocks/0/text"},
         {section(R"({"type":"plain_text","text":"x","verbatim":true})"), "/blocks/0/text/verbatim"},
         {mrkdwn("<https://x|y> &amp; <!date^1^{date}|then>"), ""},
         {mrkdwn("<!channel>"), "/blocks/0/text/text"},
         {mrkdwn("<@U1>"), "/blocks/0/text/text"},
         {mrkdwn("a & b"), "/blocks/0/text/text"},
         {R"({"type":"section"})", "/blocks/0"},
         {R"({"type":"section","fields":[]})", "/blocks/0/fields"},
         {R"({"type":"section","fields":[)" + repeated(plain("x"), 10) + "]}", ""},
         {R"({"type":"section","fields":[)" + repeated(plain("x"), 11) + "]}", "/blocks/0/fields"},
         {R"({"type":"section","fields":[)" + plain(long_text(2001)) + "]}", "/blocks/0/fields/0/text"},
         {R"({"type":"header","text":)" + plain(long_text(150)) + "}", ""},
         {R"({"type":"header","text":)" + plain(long_text(151)) + "}", "/blocks/0/text/text"},
         {R"({"type":"header","text":{"type":"mrkdwn","text":"x","verbatim":true}})", "/blocks/0/text/type"},
         {R"({"type":"context","elements":[)" + repeated(plain("x"), 11) + "]}", "/blocks/0/elements"}});
}

TEST_CASE("a button can be heard, and what it carries is short") {
    check(
        {{actions(button("")), ""},
         {actions(button(R"(,"value":")" + long_text(75) + "\"")), ""},
         {actions(button(R"(,"value":")" + long_text(76) + "\"")), "/blocks/0/elements/0/value"},
         {actions(button(R"(,"url":"javascript:x")")), "/blocks/0/elements/0/url"},
         {actions(button(R"(,"style":"red")")), "/blocks/0/elements/0/style"},
         {actions(button(R"(,"accesibility_label":"x")")), "/blocks/0/elements/0/accesibility_label"},
         {actions(button("") + "," + button("")), "/blocks/0/elements/1/action_id"},
         {actions(R"({"type":"button","action_id":"a","text":)" + plain("Go") + "}"), "/blocks/0/elements/0"},
         {actions(R"({"type":"switch","action_id":"a"})"), "/blocks/0/elements/0/type"},
         {actions(button(R"(,"confirm":{"title":)" + plain("t") + R"(,"text":)" + plain("q") +
                         R"(,"confirm":)" + plain("y") + R"(,"deny":)" + plain("n") + "}")),
          ""},
         {actions(button(R"(,"confirm":{"title":)" + plain("t") + R"(,"text":)" + plain(long_text(301)) +
                         R"(,"confirm":)" + plain("y") + R"(,"deny":)" + plain("n") + "}")),
          "/blocks/0/elements/0/confirm/text/text"},
         {menu(5), ""},
         {menu(6), "/blocks/0/elements/0/options"},
         {menu(0), "/blocks/0/elements/0/options"},
         {actions(R"({"type":"overflow","action_id":"a","options":[)" + option(long_text(76)) + "]}"),
          "/blocks/0/elements/0/options/0/value"},
         {actions(""), "/blocks/0/elements"}});
}

TEST_CASE("a picture says what it shows") {
    check(
        {{R"({"type":"image","image_url":"https://x/y.png","alt_text":"It rose."})", ""},
         {R"({"type":"image","image_url":"https://x/y.png"})", "/blocks/0"},
         {R"({"type":"image","alt_text":"x"})", "/blocks/0"},
         {R"({"type":"image","image_url":"https://x","slack_file":{"id":"F1"},"alt_text":"x"})", "/blocks/0"},
         {R"({"type":"image","slack_file":{},"alt_text":"x"})", "/blocks/0/slack_file"}});
}

TEST_CASE("a table has a caption, a heading and rows of one length") {
    check(
        {{data_table(cells(2) + "," + cells(2)), ""},
         {data_table(cells(2)), "/blocks/0/rows"},
         {data_table(repeated(cells(1), 101)), ""},
         {data_table(repeated(cells(1), 102)), "/blocks/0/rows"},
         {data_table(cells(2) + "," + cells(3)), "/blocks/0/rows/1"},
         {data_table(cells(1) + R"(,[{"type":"raw_text","text":""}])"), "/blocks/0/rows/1/0/text"},
         {data_table(cells(1) + R"(,[{"type":"raw_number","value":"1","text":"1"}])"),
          "/blocks/0/rows/1/0/value"},
         {data_table(cells(1) + R"(,[{"type":"text","text":"1"}])"), "/blocks/0/rows/1/0/type"},
         {data_table(cells(1) + "," + cells(1), R"(,"page_size":0)"), "/blocks/0/page_size"},
         {data_table(
              R"([{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"x"}]}]}],)" +
              cells(1)),
          "/blocks/0/rows/0/0"},
         {R"({"type":"data_table","rows":[)" + cells(1) + "," + cells(1) + "]}", "/blocks/0"},
         {data_table(cells(1) + "," + cells(1)) + "," + data_table(cells(1) + "," + cells(1)), "/blocks"},
         {R"({"type":"table","rows":[)" + cells(1) + "]}", ""},
         {data_table(cells(1) + "," +
                     repeated(R"([{"type":"raw_text","text":")" + long_text(2600) + "\"}]", 4)),
          "/blocks/0"}});
}

TEST_CASE("a table has at most 20 columns") {
    CHECK(errors_of(data_table(cells(20) + "," + cells(20))).empty());
    CHECK(errors_of(data_table(cells(21) + "," + cells(21))).size() == 2);
}

TEST_CASE("a chart has one point for each category in each series") {
    const auto good = line("\"a\"", one_series("s", point));
    check(
        {{good, ""},
         {good + "," + good + "," + good, "/blocks"},
         {line("\"a\"", one_series("s", point), long_text(51)), "/blocks/0/title"},
         {line("\"a\",\"b\"", one_series("s", point)), "/blocks/0/chart/series/0/data"},
         {line("\"a\",\"a\"", one_series("s", point)), "/blocks/0/chart/axis_config/categories/1"},
         {line("\"a\"", one_series("s", R"({"label":"a","value":null})")),
          "/blocks/0/chart/series/0/data/0/value"},
         {line("\"a\"", one_series("s", point) + "," + one_series("s", point)),
          "/blocks/0/chart/series/1/name"},
         {line("\"a\"", one_series(long_text(21), point)), "/blocks/0/chart/series/0/name"},
         {line("\"a\"", ""), "/blocks/0/chart/series"},
         {R"({"type":"data_visualization","title":"t","chart":{"type":"pie","segments":[{"label":"a","value":1}]}})",
          ""},
         {R"({"type":"data_visualization","title":"t","chart":{"type":"pie","segments":[{"label":"a","value":0}]}})",
          "/blocks/0/chart/segments/0/value"},
         {R"({"type":"data_visualization","title":"t","chart":7})", "/blocks/0/chart"}});
}

TEST_CASE("rich text holds texts and links, no mentions") {
    const auto rich = [](const std::string& leaf) {
        return R"({"type":"rich_text","elements":[{"type":"rich_text_section","elements":[)" + leaf + "]}]}";
    };
    check({{rich(R"({"type":"text","text":"<!channel>"})"), ""},
           {rich(R"({"type":"link","url":"https://x","text":"y"})"), ""},
           {rich(R"({"type":"link","url":"ftp://x","text":"y"})"), "/blocks/0/elements/0/elements/0/url"},
           {rich(R"({"type":"broadcast","range":"here"})"), "/blocks/0/elements/0/elements/0/type"},
           {rich(R"({"type":"user","user_id":"U1"})"), "/blocks/0/elements/0/elements/0/type"}});
}

TEST_CASE("a message has a text, at most 50 blocks and 12,000 units") {
    const auto count = [](const std::string& payload) {
        return slack::validate(Json::parse(payload), Surface::message).size();
    };
    CHECK(count(R"({"text":"x"})") == 0);
    CHECK(count("[]") == 1);
    CHECK(count(R"({"blocks":[]})") == 1);
    CHECK(count(R"({"text":""})") == 1);
    CHECK(count(R"({"text":"@here"})") == 1);
    CHECK(count(R"({"text":"<!here>"})") == 1);
    CHECK(count(R"({"text":"x","link_names":true})") == 1);
    CHECK(count(R"({"text":"x","response_type":"public"})") == 1);
    const std::string divider = R"({"type":"divider"})";
    CHECK(count(R"({"text":"x","blocks":[)" + repeated(divider, 50) + "]}") == 0);
    CHECK(count(R"({"text":"x","blocks":[)" + repeated(divider, 51) + "]}") == 1);
    const auto section = R"({"type":"section","text":)" + plain(long_text(3000)) + "}";
    CHECK(count(R"({"text":"x","blocks":[)" + repeated(section, 4) + "]}") == 0);
    CHECK(count(R"({"text":"x","blocks":[)" + repeated(section, 5) + "]}") == 1);
}

TEST_CASE("views have their own rules") {
    const std::string input = R"({"type":"input","label":)" + plain("Day") +
                              R"(,"element":{"type":"datepicker","action_id":"day"}})";
    const auto errors = [](const std::string& view, Surface surface) {
        return slack::validate(Json::parse(view), surface).size();
    };
    const auto modal = [](const std::string& title, const std::string& rest) {
        return R"({"type":"modal","title":)" + plain(title) + rest + "}";
    };
    CHECK(errors(modal("Meeting", R"(,"submit":)" + plain("Add") + R"(,"blocks":[)" + input + "]"),
                 Surface::modal) == 0);
    CHECK(errors(modal("Meeting", R"(,"blocks":[)" + input + "]"), Surface::modal) == 1);
    CHECK(errors(modal(long_text(25), R"(,"blocks":[])"), Surface::modal) == 1);
    CHECK(errors(modal("Meeting", R"(,"blocks":[],"private_metadata":")" + long_text(3001) + "\""),
                 Surface::modal) == 1);
    CHECK(errors(
              modal("Meeting", R"(,"blocks":[{"type":"alert","text":)" + plain("x") + R"(,"level":"loud"}])"),
              Surface::modal) == 1);
    CHECK(errors(R"({"type":"modal","blocks":[]})", Surface::modal) == 1);
    CHECK(errors(R"({"type":"home","blocks":[)" + repeated(R"({"type":"divider"})", 100) + "]}",
                 Surface::home) == 0);
    CHECK(errors(R"({"type":"home","blocks":[)" + repeated(R"({"type":"divider"})", 101) + "]}",
                 Surface::home) == 1);
    CHECK(errors(R"({"type":"modal","blocks":[]})", Surface::home) == 1);
    CHECK(errors(R"({"type":"home","blocks":[)" + line("\"a\"", one_series("s", point)) + "]}",
                 Surface::home) == 1);
}
