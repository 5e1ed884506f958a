// SPDX-License-Identifier: Apache-2.0
#include "net/server.hpp"

#include <sys/resource.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>
#include <stdexcept>

namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using asio::ip::tcp;

// A server and raw clients on one loop; the loop is driven by hand until something has happened.
struct Bench {
    asio::io_context loop;
    net::ServerLimits limits;
    asio::steady_timer door{loop};  // keeps a request to /wait inside until it is opened
    std::unique_ptr<net::Server> server;

    Bench() {
        door.expires_at(std::chrono::steady_clock::time_point::max());
        limits.sweep = 20ms;
    }
    net::Server& start() {
        auto immediate = [](const net::Request& request, net::Response& response) {
            if (request.path() == "/throw-now") throw std::runtime_error("secret");
            if (request.path() == "/wait" || request.path() == "/throw-later") return false;
            response = net::text_response(200, request.method + " " + request.target + " " + request.body);
            if (request.path() == "/bad-header") response.headers.emplace_back("X-A", "1\r\nX-B: 2");
            return true;
        };
        auto later = [this](net::Request request) -> asio::awaitable<net::Response> {
            if (request.path() == "/throw-later") throw std::runtime_error("secret");
            boost::system::error_code ignored;
            co_await door.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
            co_return net::text_response(200, "waited");
        };
        server = std::move(net::Server::listen(loop, "127.0.0.1:0", limits, later, immediate).value());
        return *server;
    }
    tcp::socket connect() {
        tcp::socket socket(loop);
        socket.connect(tcp::endpoint(asio::ip::address_v4::loopback(), server->port()));
        return socket;
    }
    template <class Claim>
    bool until(Claim claim) {
        const auto end = std::chrono::steady_clock::now() + 10s;
        while (!claim() && std::chrono::steady_clock::now() < end) loop.run_one_for(50ms);
        return claim();
    }
    // Everything that arrives until the other side closes or `wanted` is in it.
    std::string receive(tcp::socket& socket, std::string_view wanted = {}) {
        std::string got(1U << 16U, '\0'), all;
        bool ended = false;
        std::function<void()> more = [&] {
            socket.async_read_some(
                asio::buffer(got), [&](boost::system::error_code failed, std::size_t count) {
                    all.append(got, 0, count);
                    ended = failed.failed() || (!wanted.empty() && all.find(wanted) != std::string::npos);
                    if (!ended) more();
                });
        };
        more();
        CHECK(until([&] { return ended; }));
        return all;
    }
    std::string ask(std::string_view bytes) {
        auto socket = connect();
        asio::write(socket, asio::buffer(bytes));
        return receive(socket);
    }
};

const std::string host = "Host: x\r\n";
const std::string last = "Host: x\r\nConnection: close\r\n";

std::size_t count_of(const std::string& text, std::string_view part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

}  // namespace

TEST_CASE("what is no acceptable request gets the status that says why") {
    struct Row {
        std::string bytes, status;
    };
    const auto row = GENERATE(values<Row>({
        {"\x16\x03\x01 hello\r\n\r\n", "400"},
        {"GET / HTTP/1.1\r\n\r\n", "400"},
        {"GET / HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip\r\n\r\n", "400"},
        {"POST / HTTP/1.1\r\n" + host +
             "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
         "400"},
        {"POST / HTTP/1.1\r\n" + host + "Content-Length: x\r\n\r\n", "400"},
        {"POST / HTTP/1.1\r\n" + host + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", "400"},
        {"POST / HTTP/1.1\r\n" + host +
             "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
         "400"},
        {"POST / HTTP/1.1\r\n" + host +
             "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
         "400"},
        {"POST / HTTP/1.0\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400"},
        {"GET / HTTP/1.1\r\n" + host + "Host: y\r\n\r\n", "400"},
        // Unfinished lines of a chunk and of a trailer, longer than a header may be.
        {"POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n5;" + std::string(40'000, 'a'),
         "400"},
        {"POST / HTTP/1.1\r\n" + host +
             "Transfer-Encoding: chunked\r\n\r\n0\r\nA: " + std::string(40'000, 'a'),
         "400"},
        {"GET / HTTP/1.1\r\n" + host + "A: " + std::string(20000, 'a') + "\r\n\r\n", "431"},
        {"POST / HTTP/1.1\r\n" + host + "Content-Length: 70000\r\n\r\n", "413"},
        {"POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n20000\r\n" +
             std::string(0x20000, 'a'),
         "413"},
        // Of a chunk that can never fit nothing is waited for.
        {"POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n", "413"},
        {"POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nfffe\r\n", "413"},
        {"POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n", "400"},
        {"GET /throw-now HTTP/1.1\r\n" + last + "\r\n", "500"},
        {"GET /throw-later HTTP/1.1\r\n" + last + "\r\n", "500"},
        {"GET /bad-header HTTP/1.1\r\n" + last + "\r\n", "500"},
    }));
    Bench bench;
    bench.start();
    const auto answer = bench.ask(row.bytes);
    INFO(row.bytes.substr(0, 60));
    CHECK(answer.substr(0, 12) == "HTTP/1.1 " + row.status);
    CHECK(answer.find("Connection: close\r\n") != std::string::npos);
    CHECK(answer.find("secret") == std::string::npos);
    CHECK(answer.find("X-B") == std::string::npos);
    if (row.status.starts_with("4")) CHECK(answer.find(", so nothing was done. ") != std::string::npos);
}

TEST_CASE("a request that arrives byte by byte is answered like any other") {
    Bench bench;
    bench.start();
    auto socket = bench.connect();
    const std::string bytes = "POST /a?b=c HTTP/1.1\r\n" + last +
                              "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
    for (const char& byte : bytes) {
        asio::write(socket, asio::buffer(&byte, 1));
        while (bench.loop.poll_one() > 0) {
        }
    }
    CHECK(bench.receive(socket).find("\r\n\r\nPOST /a?b=c abcde") != std::string::npos);
}

TEST_CASE("pipelined requests are answered in order on one connection") {
    Bench bench;
    bench.start();
    const auto answer = bench.ask("POST /1 HTTP/1.1\r\n" + host +
                                  "Content-Length: 2\r\n\r\nhiGET /2 HTTP/1.1\r\n" + last + "\r\n");
    CHECK(answer.find("POST /1 hi") < answer.find("GET /2"));
    CHECK(count_of(answer, "HTTP/1.1 200 OK") == 2);
    CHECK(count_of(answer, "Date: ") == 2);
    CHECK(bench.server->counts().accepted == 1);
    CHECK(bench.server->counts().requests == 2);
}

TEST_CASE("thousands of pipelined requests are answered one after the other, not one inside the other") {
    Bench bench;
    bench.start();
    std::string bytes;
    for (int i = 0; i < 20'000; ++i) bytes += "GET /" + std::to_string(i) + " HTTP/1.1\r\n" + host + "\r\n";
    bytes += "GET /last HTTP/1.1\r\n" + last + "\r\n";
    auto socket = bench.connect();
    asio::async_write(socket, asio::buffer(bytes), [](boost::system::error_code, std::size_t) {});
    const auto answer = bench.receive(socket);
    CHECK(count_of(answer, "HTTP/1.1 200 OK") == 20'001);
    CHECK(answer.ends_with("GET /last "));
}

TEST_CASE("a reply that the socket does not take at once arrives whole, whatever is answered meanwhile") {
    Bench bench;
    bench.limits.body_bytes = [](std::string_view, std::string_view) -> std::size_t { return 64U << 20U; };
    bench.start();
    auto slow = bench.connect();
    std::string body(16U << 20U, 'b');  // more than both socket buffers hold
    for (std::size_t at = 0; at < body.size(); at += 1000) body[at] = static_cast<char>('a' + at / 1000 % 26);
    const auto bytes =
        "POST / HTTP/1.1\r\n" + last + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    bool sent = false;
    asio::async_write(slow, asio::buffer(bytes),
                      [&](boost::system::error_code, std::size_t) { sent = true; });
    REQUIRE(bench.until([&] { return sent && bench.server->counts().requests == 1; }));
    CHECK(bench.ask("GET /other HTTP/1.1\r\n" + last + "\r\n").ends_with("GET /other "));
    CHECK(bench.until(
        [&] { return bench.server->counts().connections == 1; }));  // the slow one is still being written to
    const auto answer = bench.receive(slow);
    const bool is_whole = answer.ends_with("\r\n\r\nPOST / " + body);
    CHECK(is_whole);
}

TEST_CASE("HEAD has the length but no body, and HTTP/1.0 closes unless it asks to keep") {
    Bench bench;
    bench.start();
    const auto head = bench.ask("HEAD /h HTTP/1.1\r\n" + last + "\r\n");
    CHECK(head.find("Content-Length: 8\r\n") != std::string::npos);
    CHECK(head.ends_with("\r\n\r\n"));
    CHECK(bench.ask("GET /o HTTP/1.0\r\n\r\n").find("Connection: close") != std::string::npos);
    auto kept = bench.connect();
    asio::write(kept, asio::buffer(std::string("GET /o HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")));
    CHECK(bench.receive(kept, "GET /o").find("Connection: keep-alive") != std::string::npos);
}

TEST_CASE("a client that waits for 100 Continue gets it before its body is read") {
    Bench bench;
    bench.start();
    auto socket = bench.connect();
    asio::write(socket, asio::buffer("POST /e HTTP/1.1\r\n" + last +
                                     "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n"));
    CHECK(bench.receive(socket, "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
    asio::write(socket, asio::buffer(std::string("ok")));
    CHECK(bench.receive(socket).find("POST /e ok") != std::string::npos);
}

TEST_CASE("a body limit is chosen by method and path") {
    Bench bench;
    bench.limits.body_bytes = [](std::string_view method, std::string_view path) -> std::size_t {
        return method == "POST" && path == "/big" ? 1U << 20U : 1;
    };
    bench.start();
    const std::string body(100000, 'b');
    const auto tail = " HTTP/1.1\r\n" + last + "Content-Length: 100000\r\n\r\n" + body;
    CHECK(bench.ask("POST /big?x" + tail).find(body) != std::string::npos);
    CHECK(bench.ask("PUT /big" + tail).starts_with("HTTP/1.1 413"));
}

TEST_CASE("slow requests, idle connections and slow answers all end by their deadline") {
    Bench bench;
    bench.limits.read = bench.limits.idle = bench.limits.handle = 100ms;
    bench.start();
    CHECK(bench.ask("GET / HT").starts_with("HTTP/1.1 408"));
    CHECK(bench.ask("").empty());
    CHECK(bench.ask("GET /wait HTTP/1.1\r\n" + host + "\r\n").starts_with("HTTP/1.1 503"));
    CHECK(bench.server->counts().timeouts == 2);
    bench.door.cancel();
    CHECK(bench.until([&] { return bench.server->counts().connections == 0; }));
}

TEST_CASE("who still sends when told that it took too long is listened to for a while, and not cut off") {
    Bench bench;
    bench.limits.read = 100ms;
    bench.limits.write = 400ms;  // bounds how long the rest is listened to
    bench.start();
    auto socket = bench.connect();
    asio::write(socket, asio::buffer("POST / HTTP/1.1\r\n" + host + "Content-Length: 60000\r\n\r\n"));
    CHECK(bench.receive(socket, "whole in time").starts_with("HTTP/1.1 408"));
    const auto until = std::chrono::steady_clock::now() + 150ms;
    boost::system::error_code failed;
    while (!failed && std::chrono::steady_clock::now() < until) {
        asio::write(socket, asio::buffer("more", 4), failed);
        bench.loop.run_one_for(5ms);
    }
    CHECK_FALSE(failed);
    CHECK(bench.server->counts().connections == 1);
    CHECK(bench.until([&] { return bench.server->counts().connections == 0; }));
}

TEST_CASE("a client that vanishes leaves nothing behind") {
    Bench bench;
    bench.start();
    for (const std::string bytes :
         {"", "GET / HT", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc"}) {
        auto socket = bench.connect();
        asio::write(socket, asio::buffer(bytes));
        REQUIRE(bench.until([&] { return bench.server->counts().connections == 1; }));
        socket.close();
        CHECK(bench.until([&] { return bench.server->counts().connections == 0; }));
    }
}

TEST_CASE("connections above the limit are told so and closed") {
    Bench bench;
    bench.limits.connections = 1500;
    bench.start();
    std::vector<tcp::socket> all;
    for (std::size_t n = 0; n < bench.limits.connections; ++n) {
        all.push_back(bench.connect());
        bench.loop.poll();
    }
    REQUIRE(bench.until([&] { return bench.server->counts().connections == 1500; }));
    CHECK(bench.ask("GET / HTTP/1.1\r\n" + host + "\r\n").starts_with("HTTP/1.1 503"));
    CHECK(bench.server->counts().refused == 1);
    asio::write(all.back(), asio::buffer("GET /still HTTP/1.1\r\n" + last + "\r\n"));
    CHECK(bench.receive(all.back()).find("GET /still") != std::string::npos);
}

TEST_CASE("beyond those who are told that there are too many, connections are closed without a word") {
    Bench bench;
    bench.limits.connections = 1;
    bench.limits.refused = 1;
    bench.start();
    const auto inside = bench.connect();
    REQUIRE(bench.until([&] { return bench.server->counts().connections == 1; }));
    auto told = bench.connect(), untold = bench.connect();
    CHECK(bench.receive(untold).empty());
    CHECK(bench.receive(told).starts_with("HTTP/1.1 503"));
}

TEST_CASE("that the system gives no further connection is told once, and taken up again by itself") {
    Bench bench;
    std::vector<std::string> told;
    bench.limits.on_none_given = [&](const std::string& why) { told.push_back(why); };
    bench.start();
    auto waiting = bench.connect();
    asio::write(waiting, asio::buffer("GET /still HTTP/1.1\r\n" + last + "\r\n"));
    {
        // The kernel has taken the connection; what is lacking is a descriptor for it here.
        rlimit before{};
        REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
        const rlimit none{3, before.rlim_max};
        REQUIRE(::setrlimit(RLIMIT_NOFILE, &none) == 0);
        const bool was_told = bench.until([&] { return !told.empty(); });
        const auto until = std::chrono::steady_clock::now() + 100ms;  // some sweeps, which try again
        while (std::chrono::steady_clock::now() < until) bench.loop.run_one_for(10ms);
        REQUIRE(::setrlimit(RLIMIT_NOFILE, &before) == 0);
        CHECK(was_told);
        CHECK(told.size() == 1);
    }
    CHECK(bench.receive(waiting).find("GET /still") != std::string::npos);
}

TEST_CASE("two addresses are one when a server at the one leaves no room for the other") {
    const auto one = [](std::string_view first, std::string_view second) {
        CHECK(net::is_one_address(first, second) == net::is_one_address(second, first));
        return net::is_one_address(first, second);
    };
    CHECK(one("127.0.0.1:80", "127.0.0.1:80"));
    CHECK(one("localhost:80", "127.0.0.1:80"));
    CHECK(one("0.0.0.0:80", "127.0.0.1:80"));
    CHECK(one("[::]:80", "[::1]:80"));
    CHECK(one("[::]:80", "0.0.0.0:80"));
    CHECK_FALSE(one("0.0.0.0:80", "[::1]:80"));
    CHECK_FALSE(one("127.0.0.1:80", "127.0.0.1:81"));
    CHECK_FALSE(one("127.0.0.1:80", "127.0.0.2:80"));
    CHECK_FALSE(one("127.0.0.1:0", "127.0.0.1:0"));
    CHECK_FALSE(one("nowhere", "nowhere"));
}

TEST_CASE("draining closes what is idle, lets a running request end, and completes when none is left") {
    Bench bench;
    bench.start();
    auto idle = bench.connect();
    auto busy = bench.connect();
    asio::write(busy, asio::buffer("GET /wait HTTP/1.1\r\n" + host + "\r\n"));
    REQUIRE(bench.until(
        [&] { return bench.server->counts().requests == 1 && bench.server->counts().connections == 2; }));
    bool drained = false;
    asio::co_spawn(bench.loop, bench.server->drain(), [&](std::exception_ptr) { drained = true; });
    CHECK(bench.receive(idle).empty());
    CHECK_FALSE(drained);
    bench.door.cancel();
    const auto answer = bench.receive(busy);
    CHECK(answer.find("Connection: close") != std::string::npos);
    CHECK(answer.find("waited") != std::string::npos);
    busy.close();
    CHECK(bench.until([&] { return drained; }));
}

TEST_CASE("draining waits only so long for the rest of a request, and its reader is told") {
    Bench bench;
    bench.limits.drain = 100ms;
    bench.start();
    auto half = bench.connect(), late = bench.connect();
    for (auto* each : {&half, &late}) asio::write(*each, asio::buffer(std::string("GET /a HTTP/1.1\r\n")));
    REQUIRE(bench.until([&] { return bench.server->counts().connections == 2; }));
    bench.loop.poll();  // both are being read
    bool drained = false;
    asio::co_spawn(bench.loop, bench.server->drain(), [&](std::exception_ptr) { drained = true; });
    asio::write(late, asio::buffer(host + "\r\n"));
    const auto answer = bench.receive(late);
    CHECK(answer.find("GET /a") != std::string::npos);
    CHECK(answer.find("Connection: close") != std::string::npos);
    CHECK(bench.receive(half).starts_with("HTTP/1.1 408"));
    half.close();
    late.close();
    CHECK(bench.until([&] { return drained; }));
    CHECK(bench.server->counts().timeouts == 1);
}

TEST_CASE("a server may be destroyed while a request is inside") {
    Bench bench;
    bench.start();
    auto busy = bench.connect();
    asio::write(busy, asio::buffer("GET /wait HTTP/1.1\r\n" + host + "\r\n"));
    REQUIRE(bench.until([&] { return bench.server->counts().requests == 1; }));
    bench.server.reset();
    CHECK(bench.receive(busy).empty());
    bench.door.cancel();
    bench.loop.poll();
}

TEST_CASE("what a handler throws is counted and reaches the log hook") {
    Bench bench;
    int seen = 0;
    bench.limits.on_error = [&](std::exception_ptr thrown) { seen += thrown != nullptr; };
    bench.start();
    bench.ask("GET /throw-now HTTP/1.1\r\n" + last + "\r\n");
    bench.ask("GET /throw-later HTTP/1.1\r\n" + last + "\r\n");
    CHECK(seen == 2);
    CHECK(bench.server->counts().failures == 2);
}

TEST_CASE("an address that cannot be listened on is refused in one sentence") {
    Bench bench;
    const auto taken = "127.0.0.1:" + std::to_string(bench.start().port());
    const auto code = [&](std::string_view where) {
        const auto result = net::Server::listen(bench.loop, where, {}, {});
        CHECK((result || result.error().sentence.find(where) != std::string::npos));
        return result ? 0 : static_cast<int>(result.error().code);
    };
    CHECK(code(taken) == static_cast<int>(core::Errc::conflict));
    CHECK(code("192.0.2.1:0") == static_cast<int>(core::Errc::invalid));
    for (const auto* where :
         {"", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:8x", "example:80", ":80"})
        CHECK(code(where) == static_cast<int>(core::Errc::invalid));
    CHECK(code("localhost:0") == 0);
}

TEST_CASE("stop closes the idle, the reading and the answering, and takes nobody any more") {
    Bench bench;
    bench.start();
    auto idle = bench.connect(), half = bench.connect(), busy = bench.connect();
    asio::write(half, asio::buffer(std::string("GET / HT")));
    asio::write(busy, asio::buffer("GET /wait HTTP/1.1\r\n" + host + "\r\n"));
    REQUIRE(bench.until(
        [&] { return bench.server->counts().requests == 1 && bench.server->counts().connections == 3; }));
    bench.server->stop();
    for (auto* each : {&idle, &half, &busy}) CHECK(bench.receive(*each).empty());
    tcp::socket late(bench.loop);
    boost::system::error_code failed;
    late.connect(tcp::endpoint(asio::ip::address_v4::loopback(), bench.server->port()), failed);
    CHECK(failed == asio::error::connection_refused);
    bench.door.cancel();
    CHECK(bench.until([&] { return bench.server->counts().connections == 0; }));
    bench.server->stop();  // the second time does nothing
}

TEST_CASE("a client that does not read its answer is closed at the write deadline") {
    Bench bench;
    bench.limits.write = 100ms;
    bench.limits.body_bytes = [](std::string_view, std::string_view) -> std::size_t { return 64U << 20U; };
    bench.start();
    auto deaf = bench.connect();
    const std::string body(32U << 20U, 'b');  // more than both socket buffers hold
    bool sent = false;
    const auto bytes =
        "POST / HTTP/1.1\r\n" + host + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    asio::async_write(deaf, asio::buffer(bytes),
                      [&](boost::system::error_code, std::size_t) { sent = true; });
    REQUIRE(bench.until([&] { return sent; }));
    CHECK(bench.until([&] { return bench.server->counts().connections == 0; }));
    CHECK(bench.server->counts().timeouts == 1);
}

TEST_CASE("a server listens on IPv6 too") {
    asio::io_context loop;
    const auto server = net::Server::listen(loop, "[::1]:0", {}, {});
    REQUIRE(server.has_value());
    tcp::socket six(loop);
    boost::system::error_code failed;
    six.connect(tcp::endpoint(asio::ip::address_v6::loopback(), (*server)->port()), failed);
    CHECK_FALSE(failed);
}
