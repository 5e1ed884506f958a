// SPDX-License-Identifier: Apache-2.0
#include "net/proxy.hpp"

#include "net/client.hpp"
#include "net/crypto.hpp"
#include "proxy_for_tests.hpp"

#include <boost/asio/co_spawn.hpp>
#include <catch2/catch.hpp>

namespace {

using namespace net_tests;
using namespace std::chrono_literals;
using Answer = core::Result<net::Response>;

net::ProxyRules rules_of(const std::string& url, const std::vector<std::string>& no_proxy = {}) {
    auto rules = net::parse_proxy(url, no_proxy);
    INFO(url);
    REQUIRE(rules.has_value());
    return *rules;
}

Answer send(const net::ClientSettings& settings, std::string url) {
    asio::io_context loop;
    net::Client client(loop, settings);
    std::optional<Answer> got;
    asio::co_spawn(loop, client.send(std::move(url), {"GET", "", {}, "", ""}, 10s),
                   [&](std::exception_ptr thrown, Answer answer) {
                       CHECK_FALSE(thrown);
                       got = std::move(answer);
                   });
    while (!got) loop.run_one();
    return *got;
}

bool answers_ok(const std::string&, Peer::Line& line) {
    line.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    return true;
}

}  // namespace

TEST_CASE("the address of a proxy is read, with a name and a password or without") {
    struct Row {
        std::string url, authority, login;
    };
    const auto row = GENERATE(values<Row>({
        {"http://proxy.example.com:3128", "proxy.example.com:3128", ""},
        {"HTTP://Proxy.Example.COM/", "proxy.example.com:80", ""},
        {"http://[::1]:8080", "[::1]:8080", ""},
        {"http://ada:lovelace@proxy:1", "proxy:1", "ada:lovelace"},
        {"http://ada:p%40ss%3Aw@proxy:1", "proxy:1", "ada:p@ss:w"},
        {"http://ada@proxy:1", "proxy:1", "ada:"},
    }));
    const auto rules = rules_of(row.url);
    REQUIRE(rules.proxy);
    CHECK(rules.proxy->authority() == row.authority);
    CHECK(rules.proxy->authorization == (row.login.empty() ? "" : "Basic " + net::crypto::base64(row.login)));
    CHECK_FALSE(rules_of("").proxy);
}

TEST_CASE("what is no proxy is refused, and the password is not repeated") {
    for (const auto* url :
         {"proxy.example.com:3128", "https://proxy:3128", "socks5://proxy:1080", "http://", "http://proxy:0",
          "http://proxy/path", "http://user:secret@", "http://:secret@proxy", "http://a%3Ab:secret@proxy",
          "http://user:secret@pro xy:3128", "http://user:secret@proxy:99999"}) {
        INFO(url);
        const auto rules = net::parse_proxy(url, {});
        REQUIRE(rules.has_error());
        CHECK(rules.error().code == core::Errc::invalid);
        CHECK(rules.error().sentence.find("secret") == std::string::npos);
    }
    for (const auto* entry : {"", " ", "10.0.0.0/8", "http://x", "a b", "ex*mple.com"}) {
        INFO(entry);
        CHECK(net::parse_proxy("http://proxy", {"fine.example", entry}).has_error());
    }
    asio::io_context loop;
    CHECK_THROWS(net::Client(loop, {.proxy = "nonsense"}));
}

TEST_CASE("what goes through the proxy is decided by the host alone") {
    struct Row {
        std::string host;
        bool is_direct;
    };
    const auto row = GENERATE(values<Row>({
        {"slack.com", false},
        {"example.com", true},
        {"a.b.example.com", true},
        {"notexample.com", false},
        {"example.com.evil.org", false},
        {"corp", true},
        {"git.corp", true},
        {"10.1.2.3", true},
        {"10.1.2.4", false},
        {"1.10.1.2.3", false},
        {"fd00::1", true},
        {"fd00:0::1", true},
        {"fd00::2", false},
        {"localhost", true},
        {"x.localhost", true},
        {"127.9.9.9", true},
        {"::1", true},
    }));
    const auto rules =
        rules_of("http://proxy:3128", {"Example.com", ".corp", " *.lab ", "10.1.2.3", "[fd00::1]"});
    INFO(row.host);
    CHECK((net::proxy_for(rules, row.host) == nullptr) == row.is_direct);
    CHECK(net::proxy_for(rules_of("http://proxy", {"*"}), row.host) == nullptr);
    CHECK(net::proxy_for(rules_of("", {"corp"}), row.host) == nullptr);
}

TEST_CASE("a proxy is asked for host and port, and shown the password when it has one") {
    const auto asked = [](const std::string& proxy, const std::string& url) {
        return net::connect_request(*rules_of(proxy).proxy, net::parse_url(url).value());
    };
    CHECK(asked("http://p:1", "https://slack.com/api?ticket=1") ==
          "CONNECT slack.com:443 HTTP/1.1\r\nHost: slack.com:443\r\n\r\n");
    CHECK(asked("http://a:b@p:1", "http://[fd00::1]:8080/") ==
          "CONNECT [fd00::1]:8080 HTTP/1.1\r\nHost: [fd00::1]:8080\r\n"
          "Proxy-Authorization: Basic YTpi\r\n\r\n");
}

TEST_CASE("through a proxy the host is neither looked up nor trusted less") {
    Authority authority;
    Peer peer(answers_ok, authority.certify("DNS:slack.example"));
    ProxyPeer proxy(peer.port);
    const net::ClientSettings settings{
        .ca_file = authority.file, .proxy = proxy.url("ada:secret@"), .no_proxy = {"corp.example"}};
    const auto answer = send(settings, "https://slack.example/x");
    REQUIRE(answer.has_value());
    CHECK(answer->body == "ok");
    const auto other = send(settings, "https://other.example/x");
    REQUIRE(other.has_error());
    CHECK(other.error().sentence.find("No trusted TLS connection to other.example") == 0);
    REQUIRE(proxy.asked.size() == 2);
    CHECK(proxy.asked[0].starts_with("CONNECT slack.example:443 HTTP/1.1\r\n"));
    CHECK(proxy.asked[0].find("Proxy-Authorization: Basic YWRhOnNlY3JldA==\r\n") != std::string::npos);
    CHECK(proxy.asked[0].find("/x") == std::string::npos);
    CHECK(peer.requests == 1);
}

TEST_CASE("a connection through a proxy is kept like any other") {
    Peer peer(answers_ok);
    ProxyPeer proxy(peer.port);
    asio::io_context loop;
    net::Client client(loop, {.proxy = proxy.url()});
    for (int n = 0; n < 2; ++n) {
        std::optional<Answer> got;
        asio::co_spawn(loop, client.send("http://plain.example/", {"GET", "", {}, "", ""}, 10s),
                       [&](std::exception_ptr, Answer answer) { got = std::move(answer); });
        loop.restart();
        while (!got) loop.run_one();
        REQUIRE(got->has_value());
    }
    CHECK(proxy.connections() == 1);
    CHECK(peer.requests == 2);
}

TEST_CASE("loopback and the exceptions go past the proxy") {
    Peer peer(answers_ok);
    ProxyPeer proxy(peer.port);
    CHECK(send({.proxy = proxy.url()}, peer.url()).has_value());
    CHECK(send({.proxy = proxy.url(), .no_proxy = {"invalid"}}, "http://no-such-host.invalid/").has_error());
    CHECK(proxy.connections() == 0);
}

TEST_CASE("a proxy that refuses is named, with what to do, and nothing is sent") {
    struct Row {
        std::string answer, sentence;
    };
    const auto row = GENERATE(values<Row>({
        {"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 3\r\n\r\nno!",
         "user name or password"},
        {"HTTP/1.1 403 Forbidden\r\n\r\n", "does not let us through to slack.example"},
        {"HTTP/1.1 502 Bad Gateway\r\n\r\n", "does not let us through to slack.example"},
        {"HTTP/1.1 200 OK\r\n\r\nmore than was asked", "no proper answer"},
        {"SSH-2.0-x\r\n\r\n", "no proper answer"},
        {"HTTP/1.1 200 O", "no proper answer"},
        {"HTTP/1.1 200 OK\r\nA: " + std::string(20000, 'a') + "\r\n\r\n", "no proper answer"},
    }));
    ProxyPeer proxy(1, row.answer);
    const auto answer = send({.proxy = proxy.url("ada:secret@")}, "https://slack.example/hook/secret");
    REQUIRE(answer.has_error());
    CHECK(answer.error().code == core::Errc::unavailable);
    INFO(answer.error().sentence);
    CHECK(answer.error().sentence.find(row.sentence) != std::string::npos);
    CHECK((answer.error().sentence + answer.error().detail).find("secret") == std::string::npos);
    CHECK(answer.error().sentence.find("nothing was sent") != std::string::npos);
}

TEST_CASE("a proxy that is not there is told apart from a host that is not there") {
    const auto answer = send({.proxy = "http://127.0.0.1:1"}, "https://slack.example/");
    REQUIRE(answer.has_error());
    CHECK(answer.error().sentence.find("The proxy 127.0.0.1:1 cannot be reached") == 0);
}
