// SPDX-License-Identifier: Apache-2.0
#include "net/websocket.hpp"

#include "certificates_for_tests.hpp"
#include "proxy_for_tests.hpp"
#include "support/websocket_peer.hpp"

#include <boost/asio/steady_timer.hpp>
#include <catch2/catch.hpp>

namespace {

using namespace std::chrono_literals;
using namespace support;
using net::WebSocket;
using Clock = std::chrono::steady_clock;
using Text = core::Result<std::string>;
using Done = core::Result<void>;
using Wire = std::shared_ptr<Plain>;
using Opened = core::Result<std::unique_ptr<WebSocket>>;

net::Deadline in(std::chrono::milliseconds time) { return Clock::now() + time; }

// A loop with a client, driven until what is asked is there.
struct Room {
    asio::io_context loop;
    net::Client client;
    explicit Room(net::ClientSettings settings = {}) : client(loop, std::move(settings)) {}

    template <class Value>
    std::shared_ptr<std::optional<Value>> start(asio::awaitable<Value> work) {
        auto got = std::make_shared<std::optional<Value>>();
        asio::co_spawn(loop, std::move(work), [got](std::exception_ptr thrown, Value value) {
            CHECK_FALSE(thrown);
            *got = std::move(value);
        });
        return got;
    }
    void run_until(const std::function<bool()>& is_so) {
        loop.restart();
        const auto end = in(20s);
        while (!is_so()) {
            REQUIRE(Clock::now() < end);
            loop.run_one_for(1s);
        }
    }
    template <class Value>
    Value run(asio::awaitable<Value> work) {
        const auto got = start(std::move(work));
        run_until([&] { return got->has_value(); });
        return std::move(**got);
    }

    Opened connect(std::string url, std::chrono::milliseconds time = 10s) {
        return run(WebSocket::connect(client, std::move(url), in(time)));
    }
    std::unique_ptr<WebSocket> open(std::uint16_t port) {
        auto socket = connect("ws://127.0.0.1:" + std::to_string(port) + "/link/?ticket=t1");
        REQUIRE(socket.has_value());
        return std::move(*socket);
    }
    std::string read(WebSocket& socket, std::chrono::milliseconds time = 10s) {
        const auto text = run(socket.read(in(time)));
        return text ? *text : "error: " + text.error().sentence + " " + text.error().detail;
    }
};

asio::awaitable<void> echo(Wire wire) {
    for (auto text = co_await hear(wire); !text.empty(); text = co_await hear(wire)) co_await say(wire, text);
}
asio::awaitable<void> stay_silent(Wire wire) {
    co_await hear(wire);
    co_await hear(wire);
}

}  // namespace

TEST_CASE("what is said to an echo comes back, however large") {
    Room room;
    WebSocketPeer<Plain> peer(room.loop, echo);
    const auto socket = room.open(peer.port);
    for (const auto& text : {std::string("hello"), std::string("ü😀"), std::string(1U << 20U, 'x')}) {
        CHECK(room.run(socket->send(text)).has_value());
        CHECK(room.read(*socket) == text);
    }
    CHECK(peer.last_asked().target() == "/link/?ticket=t1");
    CHECK(peer.last_asked()[http::field::host] == "127.0.0.1:" + std::to_string(peer.port));
    CHECK(peer.last_asked()[http::field::user_agent] == "ispo-bot");
}

TEST_CASE("a message in fragments, with control frames between, is read whole") {
    Room room;
    WebSocketPeer<Plain> peer(room.loop, [](Wire wire) -> asio::awaitable<void> {
        const std::string one = "he", two = "", three = "llo";
        co_await wire->async_write_some(false, asio::buffer(one), as_value);
        const websocket::ping_data nothing;
        co_await wire->async_ping(nothing, as_value);
        co_await wire->async_write_some(false, asio::buffer(two), as_value);
        co_await wire->async_pong(nothing, as_value);
        co_await wire->async_write_some(true, asio::buffer(three), as_value);
        co_await stay_silent(wire);
    });
    const auto socket = room.open(peer.port);
    CHECK(room.read(*socket) == "hello");
}

TEST_CASE("the peer's pings are answered and count as frames, like its pongs") {
    Room room;
    int pongs = 0, pings = 0;
    asio::steady_timer go_on(room.loop, Clock::time_point::max());
    WebSocketPeer<Plain> peer(room.loop, [&](Wire wire) -> asio::awaitable<void> {
        wire->control_callback([&](websocket::frame_type kind, auto) {
            pongs += kind == websocket::frame_type::pong ? 1 : 0;
            pings += kind == websocket::frame_type::ping ? 1 : 0;
        });
        co_await go_on.async_wait(as_value);
        const websocket::ping_data nothing;
        co_await wire->async_ping(nothing, as_value);
        co_await stay_silent(wire);
    });
    const auto socket = room.open(peer.port);
    const auto reading = room.start(socket->read(in(1h)));
    const auto opened = socket->last_frame();
    go_on.cancel();
    room.run_until([&] { return pongs == 1; });
    const auto pinged = socket->last_frame();
    CHECK(pinged > opened);
    socket->ping();
    socket->ping();
    room.run_until([&] { return socket->last_frame() > pinged; });
    CHECK(pings == 1);
    CHECK_FALSE(reading->has_value());
}

TEST_CASE("what is too large, binary or no UTF-8 ends the connection with the code that says so") {
    struct Row {
        std::string text;
        bool is_text;
        int code;
        std::string why;
    };
    const auto row = GENERATE(values<Row>({
        {std::string((1U << 20U) + 1, 'x'), true, 1009, "over 1 MiB"},
        {"bytes", false, 1003, "binary"},
        {"\xff\xfe", true, 1007, "broke"},
    }));
    Room room;
    int code = 0;
    WebSocketPeer<Plain> peer(room.loop, [&](Wire wire) -> asio::awaitable<void> {
        wire->text(row.is_text);
        co_await say(wire, row.text);
        co_await hear(wire);
        code = wire->reason().code;
    });
    const auto socket = room.open(peer.port);
    CHECK(room.read(*socket).find(row.why) != std::string::npos);
    room.run_until([&] { return code != 0; });
    CHECK(code == row.code);
    CHECK(room.run(socket->send("x")).has_error());
    CHECK(room.read(*socket).starts_with("error: "));
}

TEST_CASE("a message that never ends is cut off at the limit") {
    Room room;
    WebSocketPeer<Plain> peer(room.loop, [](Wire wire) -> asio::awaitable<void> {
        const std::string part(300U << 10U, 'x');
        for (int n = 0; n < 8; ++n) co_await wire->async_write_some(false, asio::buffer(part), as_value);
    });
    const auto socket = room.open(peer.port);
    CHECK(room.read(*socket).find("over 1 MiB") != std::string::npos);
}

TEST_CASE("a peer that closes is told from one that is gone") {
    Room room;
    WebSocketPeer<Plain> polite(room.loop, [](Wire wire) -> asio::awaitable<void> {
        const websocket::close_reason reason(websocket::close_code::going_away);
        co_await wire->async_close(reason, as_value);
    });
    CHECK(room.read(*room.open(polite.port)).find("closed 1001") != std::string::npos);
    WebSocketPeer<Plain> abrupt(room.loop, [](Wire wire) -> asio::awaitable<void> {
        const std::string half = "half of";
        co_await wire->async_write_some(false, asio::buffer(half), as_value);
        hang_up(*wire);
    });
    CHECK(room.read(*room.open(abrupt.port)).find("broke the WebSocket off") != std::string::npos);
}

TEST_CASE("a peer that closes and keeps the connection is left soon, without a deadline") {
    Room room;
    WebSocketPeer<Plain> peer(room.loop, [](Wire wire) -> asio::awaitable<void> {
        const std::string close_frame("\x88\x02\x03\xe8", 4);  // 1000, then nothing more
        co_await asio::async_write(wire->next_layer(), asio::buffer(close_frame), as_value);
        asio::steady_timer never(wire->get_executor(), Clock::time_point::max());
        co_await never.async_wait(as_value);
    });
    const auto socket = room.open(peer.port);
    const auto started = Clock::now();
    const auto reading = room.start(socket->read(net::Deadline::max()));
    room.run_until([&] { return reading->has_value(); });
    CHECK((*reading)->has_error());
    CHECK(Clock::now() - started < 2s);
}

TEST_CASE("a peer that breaks the protocol and keeps the connection is left at once") {
    const auto frame = GENERATE(values<std::string>({
        {"\xc1\x01x", 3},                  // a reserved bit
        {"\x83\x00", 2},                   // an opcode that is none
        {"\x81\x02\xff\xfe", 4},           // no UTF-8
        {"\x81\x81\x01\x01\x01\x01x", 7},  // masked
        {"\x88\x02\x03\xec", 4},           // a code that no close may have: 1004
        {"\x82\x01x", 3},                  // binary
    }));
    Room room;
    WebSocketPeer<Plain> peer(room.loop, [frame](Wire wire) -> asio::awaitable<void> {
        co_await asio::async_write(wire->next_layer(), asio::buffer(frame), as_value);
        asio::steady_timer never(wire->get_executor(), Clock::time_point::max());
        co_await never.async_wait(as_value);
    });
    const auto socket = room.open(peer.port);
    const auto started = Clock::now();
    const auto reading = room.start(socket->read(net::Deadline::max()));
    room.run_until([&] { return reading->has_value(); });
    CHECK((*reading)->has_error());
    CHECK(Clock::now() - started < 2s);
}

TEST_CASE("a half-open connection ends at the reader's deadline") {
    Room room;
    WebSocketPeer<Plain> peer(room.loop, stay_silent);
    const auto socket = room.open(peer.port);
    CHECK(room.read(*socket, 50ms).find("nothing in time") != std::string::npos);
    CHECK(room.run(socket->send("x")).has_error());
    CHECK(room.run(socket->close(1000, in(10s))).has_error());
}

TEST_CASE("several senders queue, and messages leave in their order") {
    Room room;
    std::vector<std::string> heard;
    WebSocketPeer<Plain> peer(room.loop, [&](Wire wire) -> asio::awaitable<void> {
        for (auto text = co_await hear(wire); !text.empty(); text = co_await hear(wire))
            heard.push_back(text.substr(0, text.find(' ')));
    });
    const auto socket = room.open(peer.port);
    std::vector<std::shared_ptr<std::optional<Done>>> sent;
    std::vector<std::string> expected;
    for (int n = 0; n < 50; ++n) {
        expected.push_back(std::to_string(n));
        sent.push_back(room.start(socket->send(expected.back() + " " + std::string(n % 7 * 20000, 'x'))));
    }
    room.run_until([&] { return heard.size() == 50; });
    CHECK(heard == expected);
    for (const auto& each : sent) CHECK((each->has_value() && (*each)->has_value()));
}

TEST_CASE("senders learn that the connection ended under them") {
    Room room;
    WebSocketPeer<Plain> peer(room.loop, [](Wire wire) -> asio::awaitable<void> {
        asio::steady_timer never(wire->get_executor(), Clock::time_point::max());
        co_await never.async_wait(as_value);  // reads nothing, so that the way fills up
    });
    auto socket = room.open(peer.port);
    std::vector<std::shared_ptr<std::optional<Done>>> sent;
    for (int n = 0; n < 16; ++n) sent.push_back(room.start(socket->send(std::string(1U << 20U, 'x'))));
    room.run_until([&] { return sent.front()->has_value(); });
    CHECK_FALSE(sent.back()->has_value());
    socket.reset();
    room.run_until([&] { return sent.back()->has_value(); });
    CHECK((*sent.back())->has_error());
}

TEST_CASE("closing shakes hands, says its code once, and ends the reader") {
    Room room;
    int code = 0;
    WebSocketPeer<Plain> peer(room.loop, [&](Wire wire) -> asio::awaitable<void> {
        co_await say(wire, "a last word that nobody waits for");
        co_await hear(wire);
        code = wire->reason().code;
    });
    const auto socket = room.open(peer.port);
    const auto is_read = GENERATE(false, true);
    if (is_read) CHECK(room.read(*socket).starts_with("a last"));
    const auto reading = is_read ? room.start(socket->read(in(1h))) : nullptr;
    room.loop.restart();
    room.loop.poll();
    CHECK(room.run(socket->close(1000, in(10s))).has_value());
    room.run_until([&] { return code != 0; });
    CHECK(code == 1000);
    CHECK(room.run(socket->close(1000, in(10s))).has_error());
    if (!reading) return;
    room.run_until([&] { return reading->has_value(); });
    CHECK((*reading)->has_error());
}

TEST_CASE("a peer that does not close with us is left at the deadline") {
    Room room;
    WebSocketPeer<Plain> peer(room.loop, [](Wire wire) -> asio::awaitable<void> {
        asio::steady_timer never(wire->get_executor(), Clock::time_point::max());
        co_await never.async_wait(as_value);
    });
    const auto socket = room.open(peer.port);
    const auto reading = room.start(socket->read(in(1h)));
    CHECK(room.run(socket->close(1000, in(50ms))).has_error());
    room.run_until([&] { return reading->has_value(); });
}

TEST_CASE("both sides may close at the same time") {
    Room room;
    asio::steady_timer go_on(room.loop, Clock::time_point::max());
    WebSocketPeer<Plain> peer(room.loop, [&](Wire wire) -> asio::awaitable<void> {
        co_await go_on.async_wait(as_value);
        const websocket::close_reason reason(websocket::close_code::normal);
        co_await wire->async_close(reason, as_value);
    });
    const auto socket = room.open(peer.port);
    const auto reading = room.start(socket->read(in(1h)));
    const auto closing = room.start(socket->close(1000, in(10s)));
    go_on.cancel();
    room.run_until([&] { return closing->has_value() && reading->has_value(); });
    CHECK((*closing)->has_value());
    CHECK((*reading)->has_error());
}

TEST_CASE("a socket may be destroyed while everything is under way") {
    Room room;
    WebSocketPeer<Plain> peer(room.loop, stay_silent);
    auto socket = room.open(peer.port);
    const auto reading = room.start(socket->read(in(1h)));
    const auto sending = room.start(socket->send("x"));
    const auto closing = room.start(socket->close(1000, in(1h)));
    socket->ping();
    socket.reset();
    room.run_until([&] { return reading->has_value() && sending->has_value() && closing->has_value(); });
    CHECK((*reading)->has_error());
}

TEST_CASE("TLS is verified as for every other connection, and the ticket stands in no error") {
    net_tests::Authority authority;
    const auto wrong_name = GENERATE(false, true);
    const auto pair = authority.certify(wrong_name ? "DNS:other.example" : "DNS:localhost");
    asio::ssl::context tls(asio::ssl::context::tls_server);
    SSL_CTX_use_certificate(tls.native_handle(), pair.certificate.get());
    SSL_CTX_use_PrivateKey(tls.native_handle(), pair.key.get());
    Room room({.ca_file = authority.file});
    int heard = 0;
    std::string name;
    WebSocketPeer<Secure> peer(
        room.loop,
        [&](std::shared_ptr<Secure> wire) -> asio::awaitable<void> {
            name = SSL_get_servername(wire->next_layer().native_handle(), TLSEXT_NAMETYPE_host_name);
            for (auto text = co_await hear(wire); !text.empty(); text = co_await hear(wire)) {
                ++heard;
                co_await say(wire, text);
            }
        },
        {}, &tls);
    auto socket = room.connect("wss://localhost:" + std::to_string(peer.port) + "/?ticket=secret");
    if (wrong_name) {
        REQUIRE(socket.has_error());
        CHECK(socket.error().sentence.find("No trusted TLS connection to localhost") == 0);
        CHECK((socket.error().sentence + socket.error().detail).find("secret") == std::string::npos);
        CHECK(heard == 0);
        return;
    }
    REQUIRE(socket.has_value());
    CHECK(name == "localhost");
    CHECK(room.run((*socket)->send("over TLS")).has_value());
    CHECK(room.read(**socket) == "over TLS");
    CHECK(room.run((*socket)->close(1000, in(10s))).has_value());
}

TEST_CASE("a host that does not switch to WebSocket is unavailable, with its status for the log") {
    Room room;
    WebSocketPeer<Plain> peer(room.loop, echo);
    const auto refusing = GENERATE(values<std::pair<std::string, std::string>>({
        {"HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno", "HTTP 403"},
        {"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "HTTP 200"},
        {"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n"
         "Sec-WebSocket-Accept: wrong\r\n\r\n",
         ""},
        {"SSH-2.0-x\r\n\r\n", ""},
        {"", ""},
    }));
    net_tests::Peer http([&](const std::string&, net_tests::Peer::Line& line) {
        line.write(refusing.first);
        return false;
    });
    const auto socket = room.connect("ws://127.0.0.1:" + std::to_string(http.port) + "/?ticket=secret");
    REQUIRE(socket.has_error());
    CHECK(socket.error().code == core::Errc::unavailable);
    CHECK(socket.error().detail.find(refusing.second) != std::string::npos);
    CHECK((socket.error().sentence + socket.error().detail).find("secret") == std::string::npos);
}

TEST_CASE("an opening that hangs ends at its deadline") {
    Room room;
    net_tests::Peer silent([](const std::string&, net_tests::Peer::Line& line) {
        line.wait_until_gone();
        return false;
    });
    const auto socket = room.connect("ws://127.0.0.1:" + std::to_string(silent.port), 50ms);
    REQUIRE(socket.has_error());
    CHECK(socket.error().sentence.find("in time") != std::string::npos);
}

TEST_CASE("what is no WebSocket URL is refused before anything is sent") {
    Room room;
    for (const auto* url :
         {"", "https://host/", "ws:/host", "wss://", "wss://user:secret@host/", "ws://a b/", "wsx://host/"}) {
        const auto socket = room.connect(url);
        INFO(url);
        REQUIRE(socket.has_error());
        CHECK(socket.error().code == core::Errc::invalid);
        CHECK(socket.error().sentence.find("secret") == std::string::npos);
    }
}

TEST_CASE("a WebSocket passes through the proxy too") {
    Room room;
    WebSocketPeer<Plain> peer(room.loop, echo);
    net_tests::ProxyPeer proxy(peer.port);
    net::Client through(room.loop, {.proxy = proxy.url()});
    auto socket = room.run(WebSocket::connect(through, "ws://wss-primary.slack.example/?ticket=1", in(10s)));
    REQUIRE(socket.has_value());
    CHECK(room.run((*socket)->send("through")).has_value());
    CHECK(room.read(**socket) == "through");
    (*socket)->abort();
    CHECK(proxy.asked.at(0).starts_with("CONNECT wss-primary.slack.example:80 "));
}
