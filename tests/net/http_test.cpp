// SPDX-License-Identifier: Apache-2.0
#include "net/http.hpp"

#include <catch2/catch.hpp>

TEST_CASE("a form is decoded exactly or refused") {
    struct Row {
        std::string body;
        bool good;
        net::Form form;
    };
    const auto row = GENERATE(values<Row>({
        {"", true, {}},
        {"&&", true, {}},
        {"a", true, {{"a", ""}}},
        {"=b", true, {{"", "b"}}},
        {"a=1=2", true, {{"a", "1=2"}}},
        {"a=%", false, {}},
        {"a=%2", false, {}},
        {"a=%2g", false, {}},
        {"%zz=1", false, {}},
        {"a=%00", true, {{"a", std::string(1, '\0')}}},
        {"a=%c3%A9+x%2By", true, {{"a", "\xc3\xa9 x+y"}}},
        {"a=1&b=%20&a=2", true, {{"a", "1"}, {"b", " "}, {"a", "2"}}},
    }));
    net::Form form = {{"left", "over"}};
    INFO(row.body);
    REQUIRE(net::parse_form(row.body, form) == row.good);
    if (row.good) CHECK(form == row.form);
}

TEST_CASE("the first value of a name counts and an absent one is empty") {
    const net::Form form = {{"a", "1"}, {"a", "2"}};
    CHECK(net::form_value(form, "a") == "1");
    CHECK(net::form_value(form, "b").empty());
}

TEST_CASE("a malformed escape stays as it is and a plus is a space only in forms") {
    CHECK(net::percent_decode("%4", false) == "%4");
    CHECK(net::percent_decode("%%41", false) == "%A");
    CHECK(net::percent_decode("a+b", false) == "a+b");
    CHECK(net::percent_decode("a+b", true) == "a b");
}

TEST_CASE("a request knows its path and its headers") {
    const net::Request request{"GET", "/a/b?c=d?e", {{"host", "x"}, {"host", "y"}}, "", ""};
    CHECK(request.path() == "/a/b");
    CHECK(request.header("host") == "x");
    CHECK(request.header("cookie").empty());
    CHECK(net::Request{"GET", "/", {}, "", ""}.path() == "/");
}

TEST_CASE("ready-made responses say what they carry") {
    CHECK(net::text_response(404, "no").content_type == "text/plain; charset=utf-8");
    CHECK(net::json_response(200, "{}").content_type == "application/json");
}
