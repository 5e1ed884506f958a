// SPDX-License-Identifier: Apache-2.0
#include "net/url.hpp"

#include <catch2/catch.hpp>

TEST_CASE("a URL is taken apart") {
    struct Row {
        std::string text, host;
        int port;
        std::string target, authority;
    };
    const auto row = GENERATE(values<Row>({
        {"https://[::1]:8443/a", "::1", 8443, "/a", "[::1]:8443"},
        {"HTTP://[2001:DB8::1]", "2001:db8::1", 80, "/", "[2001:db8::1]"},
        {"https://h?q=/x", "h", 443, "/?q=/x", "h"},
        {"https://h#f/x?y", "h", 443, "/", "h"},
        {"https://Slack.COM:443/api/a.b?c=%20#frag", "slack.com", 443, "/api/a.b?c=%20", "slack.com"},
        {"http://h:443/@x:y", "h", 443, "/@x:y", "h:443"},
        {"http://127.0.0.1:1", "127.0.0.1", 1, "/", "127.0.0.1:1"},
    }));
    INFO(row.text);
    const auto url = net::parse_url(row.text);
    REQUIRE(url.has_value());
    CHECK(url->host == row.host);
    CHECK(url->port == row.port);
    CHECK(url->target == row.target);
    CHECK(url->authority() == row.authority);
}

TEST_CASE("what is no http URL is refused without being quoted") {
    const std::string text = GENERATE(values<std::string>({
        "",
        "/path",
        "h",
        "ftp://secret/",
        "https:/secret",
        "https://",
        "https:///secret",
        "https://:80/",
        "https://secret:0/",
        "https://secret:65536/",
        "https://secret:/",
        "https://secret:8x/",
        "https://user:secret@h/",
        "https://h/secret path",
        "https://h/\r\nsecret: 1",
        "https://h/\xc3\xa9secret",
        "https://[::1",
        "https://[secret]/",
        "https://[::1]secret",
        "https://[]/",
        "https://h\\@secret/",
        "https://secret%2e/",
    }));
    INFO(text);
    const auto url = net::parse_url(text);
    REQUIRE_FALSE(url.has_value());
    CHECK(url.error().code == core::Errc::invalid);
    CHECK(url.error().sentence.find("secret") == std::string::npos);
}
