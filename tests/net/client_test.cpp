// SPDX-License-Identifier: Apache-2.0
#include "net/client.hpp"

#include "peer_for_tests.hpp"

#include <boost/asio/co_spawn.hpp>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

namespace {

using namespace net_tests;
using namespace std::chrono_literals;
using Answer = core::Result<net::Response>;

// A client and its loop, driven until an answer is there.
struct Bench {
    asio::io_context loop;
    net::Client client;
    explicit Bench(net::ClientSettings settings = {}) : client(loop, std::move(settings)) {}

    Answer send(std::string url, net::Request request = {"GET", "", {}, "", ""},
                std::chrono::milliseconds deadline = 10s) {
        std::optional<Answer> got;
        asio::co_spawn(loop, client.send(std::move(url), std::move(request), deadline),
                       [&](std::exception_ptr thrown, Answer answer) {
                           CHECK_FALSE(thrown);
                           got = std::move(answer);
                       });
        loop.restart();
        while (!got) loop.run_one();
        return *got;
    }
};

const std::string ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

Peer::Script always(std::string bytes, bool goes_on = true) {
    return [=](const std::string&, Peer::Line& line) {
        line.write(bytes);
        return goes_on;
    };
}
std::string body_of(const Answer& answer) {
    return answer ? answer->body : "error: " + answer.error().sentence;
}
core::Errc code_of(const Answer& answer) { return answer ? core::Errc{} : answer.error().code; }

}  // namespace

TEST_CASE("a kept connection is used again, and another port is another host") {
    Peer peer(always(ok)), other(always(ok));
    Bench bench;
    for (int n = 0; n < 3; ++n) CHECK(body_of(bench.send(peer.url())) == "ok");
    CHECK(body_of(bench.send(other.url())) == "ok");
    CHECK(peer.connections == 1);
    CHECK(peer.requests == 3);
    CHECK(other.connections == 1);
}

TEST_CASE("what is sent is what was asked, with our own framing") {
    std::string seen;
    Peer peer([&](const std::string& request, Peer::Line& line) {
        seen = request;
        line.write(
            "HTTP/1.1 404 Not Found\r\nX-Seen: a\r\nx-seen: b\r\nContent-Type: text/x\r\nContent-Length: "
            "0\r\n\r\n");
        return true;
    });
    Bench bench;
    const auto answer = bench.send(
        peer.url("127.0.0.1", "/a?b=c#d"),
        {"POST", "/not-read", {{"x-a", "1"}, {"content-length", "999"}, {"host", "evil"}}, "body", ""});
    REQUIRE(answer.has_value());
    CHECK(answer->status == 404);
    CHECK(answer->content_type == "text/x");
    CHECK(answer->headers[0] == std::pair<std::string, std::string>("x-seen", "a"));
    CHECK(answer->headers[1].second == "b");
    CHECK(seen.starts_with("POST /a?b=c HTTP/1.1\r\n"));
    CHECK(seen.ends_with("\r\n\r\nbody"));
    CHECK(seen.find("Host: 127.0.0.1:" + std::to_string(peer.port) + "\r\n") != std::string::npos);
    CHECK(seen.find("User-Agent: ispo-bot\r\n") != std::string::npos);
    CHECK(seen.find("Content-Length: 4\r\n") != std::string::npos);
    CHECK(seen.find("999") == std::string::npos);
    CHECK(seen.find("evil") == std::string::npos);
}

TEST_CASE("a kept connection that died is replaced once, a fresh one is not") {
    Peer lazy(always(ok, false));  // says keep, then closes
    Bench bench;
    CHECK(body_of(bench.send(lazy.url())) == "ok");
    CHECK(body_of(bench.send(lazy.url())) == "ok");
    CHECK(lazy.connections == 2);
    Peer dead([](const std::string&, Peer::Line&) { return false; });
    CHECK(code_of(bench.send(dead.url())) == core::Errc::unavailable);
    CHECK(dead.connections == 1);
}

TEST_CASE("what changes something is not sent twice when a kept connection dies on it") {
    Peer peer([first = true](const std::string&, Peer::Line& line) mutable {
        if (first) line.write(ok);
        return std::exchange(first, false);  // acts on the second, then dies without a word
    });
    Bench bench;
    CHECK(body_of(bench.send(peer.url())) == "ok");
    CHECK(code_of(bench.send(peer.url(), {"POST", "", {}, "x", ""})) == core::Errc::unavailable);
    CHECK(peer.requests == 2);
    CHECK(peer.connections == 1);
}

TEST_CASE("a kept connection that breaks within its answer is not asked again") {
    Peer peer([first = true](const std::string&, Peer::Line& line) mutable {
        line.write(first ? ok : "HTTP/1.1 2");
        return std::exchange(first, false);
    });
    Bench bench;
    CHECK(body_of(bench.send(peer.url())) == "ok");
    CHECK(code_of(bench.send(peer.url())) == core::Errc::unavailable);
    CHECK(peer.requests == 2);
}

TEST_CASE("a connection is not kept when the peer closes it or says more than was asked") {
    const auto* bytes = GENERATE(
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
    Peer peer(always(bytes));
    Bench bench;
    CHECK(body_of(bench.send(peer.url())) == "ok");
    CHECK(body_of(bench.send(peer.url())) == "ok");
    CHECK(peer.connections == 2);
}

TEST_CASE("answers of every framing are read whole") {
    struct Row {
        std::string method, bytes, body;
    };
    const auto row = GENERATE(values<Row>({
        {"HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", ""},
        {"GET", "HTTP/1.1 204 No Content\r\n\r\n", ""},
        {"GET", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nA: b\r\n\r\n" + ok, "ok"},
        {"GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n",
         "abcde"},
        {"GET", "HTTP/1.1 500 Oh\r\nContent-Length: 2\r\n\r\nno", "no"},
    }));
    Peer peer(always(row.bytes));
    Bench bench;
    CHECK(body_of(bench.send(peer.url(), {row.method, "", {}, "", ""})) == row.body);
    CHECK(body_of(bench.send(peer.url(), {row.method, "", {}, "", ""})) == row.body);
    CHECK(peer.connections == 1);
    Peer until_end(always("HTTP/1.0 200 OK\r\n\r\nto the end", false));
    CHECK(body_of(bench.send(until_end.url())) == "to the end");
}

TEST_CASE("an answer that is no whole HTTP answer is unavailable") {
    struct Row {
        std::string bytes;
        std::string why;
    };
    const auto row = GENERATE(values<Row>({
        {"", "broke off"},
        {"SSH-2.0-OpenSSH\r\n\r\n", "broke off"},
        {"HTTP/1.1 200 OK\r\nContent-Len", "broke off"},
        {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort", "broke off"},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", "broke off"},
        {"HTTP/1.1 200 OK\r\nA: " + std::string(70000, 'a') + "\r\n\r\n", "broke off"},
        {"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", "too large"},
        {"HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n" + std::string(1001, 'b'), "too large"},
        {"HTTP/1.0 200 OK\r\n\r\n" + std::string(1001, 'b'), "too large"},
    }));
    Peer peer(always(row.bytes, false));
    net::ClientSettings settings;
    settings.body_limit = 1000;
    Bench bench(settings);
    const auto answer = bench.send(peer.url("127.0.0.1", "/secret"));
    REQUIRE(code_of(answer) == core::Errc::unavailable);
    INFO(answer.error().sentence);
    CHECK(answer.error().sentence.find(row.why) != std::string::npos);
    CHECK(answer.error().sentence.find("secret") == std::string::npos);
}

TEST_CASE("one deadline holds for the whole exchange, wherever the peer hangs") {
    const auto* bytes = GENERATE("", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab");
    Authority authority;
    const bool secure = GENERATE(false, true);
    const auto pair = secure ? std::optional(authority.certify("DNS:localhost")) : std::nullopt;
    Peer peer(
        [&](const std::string&, Peer::Line& line) {
            line.write(bytes);
            line.wait_until_gone();
            return false;
        },
        pair);
    Bench bench({.ca_file = authority.file});
    const auto start = std::chrono::steady_clock::now();
    // Long enough for a handshake on a busy machine: what hangs is the answer.
    const auto answer = bench.send(peer.url(), {"GET", "", {}, "", ""}, 900ms);
    CHECK(code_of(answer) == core::Errc::unavailable);
    CHECK(answer.error().sentence.find("in time") != std::string::npos);
    CHECK(std::chrono::steady_clock::now() - start < 5s);
}

TEST_CASE("a peer that never shakes hands is left at the deadline") {
    asio::io_context own;
    tcp::acceptor silent(own, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    Bench bench;
    const auto url = "https://127.0.0.1:" + std::to_string(silent.local_endpoint().port());
    CHECK(code_of(bench.send(url, {"GET", "", {}, "", ""}, 100ms)) == core::Errc::unavailable);
}

TEST_CASE("TLS with a known authority and the right name works, keeps and names the host") {
    Authority authority;
    std::string name;
    Peer peer(
        [&](const std::string&, Peer::Line& line) {
            name = line.name_asked;
            line.write(ok);
            return true;
        },
        authority.certify("DNS:localhost,IP:127.0.0.1"));
    Bench bench({.ca_file = authority.file});
    CHECK(body_of(bench.send(peer.url())) == "ok");
    CHECK(body_of(bench.send(peer.url())) == "ok");
    CHECK(peer.connections == 1);
    CHECK(name == "localhost");
    bench.send(peer.url("localhost", "/bye"), {"GET", "", {{"connection", "close"}}, "", ""});
}

TEST_CASE("an address is verified as an address and not sent as a name") {
    Authority authority;
    std::string name = "unset";
    Peer peer(
        [&](const std::string&, Peer::Line& line) {
            name = line.name_asked;
            line.write(ok);
            return true;
        },
        authority.certify("IP:127.0.0.1"));
    Bench bench({.ca_file = authority.file});
    CHECK(body_of(bench.send(peer.url("127.0.0.1"))) == "ok");
    CHECK(name.empty());
}

TEST_CASE("TLS that cannot be trusted sends nothing") {
    Authority authority, unknown;
    struct Row {
        const char* why;
        Pair pair;
        int newest;
        const char* said;
    };
    const char *of_authority = "company's own authority", *of_name = "is for another name",
               *of_time = "has expired or is not valid yet", *of_version = "no TLS 1.2 or newer";
    const std::vector<Row> rows = {
        {"unknown authority", unknown.certify("DNS:localhost"), 0, of_authority},
        {"self-signed", Pair("localhost", NID_subject_alt_name, "DNS:localhost", nullptr), 0, of_authority},
        {"another host", authority.certify("DNS:other.example"), 0, of_name},
        {"a wildcard that does not cover it", authority.certify("DNS:*.localhost"), 0, of_name},
        {"expired", authority.certify("DNS:localhost", -60), 0, of_time},
        {"TLS 1.1", authority.certify("DNS:localhost"), TLS1_1_VERSION, of_version},
    };
    for (const auto& row : rows) {
        INFO(row.why);
        Peer peer(always(ok), row.pair, row.newest);
        Bench bench({.ca_file = authority.file});
        const auto answer = bench.send(peer.url());
        REQUIRE(code_of(answer) == core::Errc::unavailable);
        CHECK(answer.error().sentence.find("No trusted TLS") == 0);
        INFO(answer.error().sentence << " " << answer.error().detail);
        CHECK(answer.error().sentence.find(row.said) != std::string::npos);
        CHECK_FALSE(answer.error().detail.empty());
        CHECK(peer.requests == 0);
    }
    Peer plain(always(ok));
    Bench bench;
    const auto answer =
        bench.send("https://localhost:" + std::to_string(plain.port), {"GET", "", {}, "", ""}, 200ms);
    CHECK(code_of(answer) == core::Errc::unavailable);
}

TEST_CASE("TLS 1.2 is enough") {
    Authority authority;
    Peer peer(always(ok), authority.certify("DNS:localhost"), TLS1_2_VERSION);
    Bench bench({.ca_file = authority.file});
    CHECK(body_of(bench.send(peer.url())) == "ok");
}

TEST_CASE("a TLS body without length that is cut off is not taken for whole") {
    Authority authority;
    Peer peer(always("HTTP/1.0 200 OK\r\n\r\nhalf of", false), authority.certify("DNS:localhost"));
    Bench bench({.ca_file = authority.file});
    CHECK(code_of(bench.send(peer.url())) == core::Errc::unavailable);
}

TEST_CASE("what cannot be sent is refused before anything is") {
    Peer peer(always(ok));
    Bench bench;
    CHECK(code_of(bench.send("localhost/x")) == core::Errc::invalid);
    CHECK(code_of(bench.send(peer.url(), {"GET", "", {{"x-a", "1\r\nx-b: 2"}}, "", ""})) ==
          core::Errc::invalid);
    CHECK(code_of(bench.send(peer.url(), {"GET", "", {{"x-a: b\r\nc", "1"}}, "", ""})) ==
          core::Errc::invalid);
    CHECK(code_of(bench.send(peer.url(), {"GET / HTTP/1.1\r\n", "", {}, "", ""})) == core::Errc::invalid);
    CHECK(peer.connections == 0);
}

TEST_CASE("a host that is not there is unavailable, and says that nothing was sent") {
    Bench bench;
    for (const auto* url : {"http://127.0.0.1:1/", "http://no-such-host.invalid/"}) {
        const auto answer = bench.send(url);
        REQUIRE(code_of(answer) == core::Errc::unavailable);
        CHECK(answer.error().sentence.find("nothing was sent") != std::string::npos);
    }
}

TEST_CASE("no more connections are kept than the settings say") {
    Peer peer(always(ok));
    Bench bench({.kept_per_host = 0});
    for (int n = 0; n < 2; ++n) CHECK(body_of(bench.send(peer.url())) == "ok");
    CHECK(peer.connections == 2);
}

TEST_CASE("a client may be destroyed while an exchange is under way") {
    Peer peer([](const std::string&, Peer::Line& line) {
        line.wait_until_gone();
        return false;
    });
    asio::io_context loop;
    auto client = std::make_unique<net::Client>(loop, net::ClientSettings{});
    std::optional<Answer> got;
    asio::co_spawn(loop, client->send(peer.url(), {"GET", "", {}, "", ""}, 100ms),
                   [&](std::exception_ptr, Answer answer) { got = std::move(answer); });
    client.reset();
    loop.run();
    REQUIRE(got);
    CHECK(code_of(*got) == core::Errc::unavailable);
}

TEST_CASE("a CA file that cannot be read is told when the client is made") {
    asio::io_context loop;
    CHECK_THROWS(net::Client(loop, {.ca_file = "/no/such/file.pem"}));
}

TEST_CASE("authorities are checked before anything starts, and a refusal names the file") {
    const Authority authority;
    asio::io_context loop;
    CHECK(net::check_authorities(authority.file).has_value());
    const auto junk = authority.folder + "/junk.pem";
    std::ofstream(junk) << "no certificate";
    const std::vector<std::pair<std::string, std::string>> rows = {
        {"", " cannot be read"},
        {"/no/such\nfile.pem", "/no/such file.pem cannot be read"},
        {authority.folder, authority.folder + " holds no certificate (PEM)"},
        {"/dev/null", "/dev/null holds no certificate (PEM)"},
        {junk, junk + " holds no certificate (PEM)"}};
    for (const auto& [file, sentence] : rows) {
        INFO(file);
        const auto checked = net::check_authorities(file);
        REQUIRE(checked.has_error());
        CHECK(checked.error().code == core::Errc::invalid);
        CHECK(checked.error().sentence == sentence);
        if (!file.empty()) CHECK_THROWS(net::Client(loop, {.ca_file = file}));
    }
    std::filesystem::remove(junk);
}
