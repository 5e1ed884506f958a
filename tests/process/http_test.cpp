// SPDX-License-Identifier: Apache-2.0
// The demo over a real socket, against callers who are careless or hostile. Whatever one of them did, the
// next honest one is answered.
#include "tests/process/demo.hpp"

#include <set>

using namespace process;
using Catch::Contains;

namespace {

struct Demo {
    SampleHome home;
    Serving service{home, {"demo"}};
    Console console{service.port};
};

// One demo for all these tests: what one of them did to it, the next would notice.
Demo& demo() {
    static Demo one;
    return one;
}

void check_honest_are_answered() {
    const auto port = demo().service.port;
    const auto help = exchange(port, slash_command(demo_secret, "help"));
    CHECK(help.status == 200);
    CHECK_THAT(help.body, Contains("\"blocks\""));
    // The second comes from the reply cache and may not differ.
    const auto first = exchange(port, slash_command(demo_secret, "ready+payments-api"));
    const auto second = exchange(port, slash_command(demo_secret, "ready+payments-api"));
    CHECK(first.status == 200);
    CHECK_THAT(first.body, Contains("payments-api"));
    CHECK(second.status == 200);
    CHECK(second.body == first.body);
    CHECK(get(port, "/readyz").status == 200);
}

Reply raw(const std::string& bytes) {
    Wire wire(demo().service.port);
    wire.send(bytes);
    return wire.reply();
}

Post console_call(const std::string& path, const std::string& body = R"({"text":"help","forward":"1 day"})") {
    return {.path = path, .body = body, .headers = demo().console.headers()};
}

Post with(Post post, const std::string& header) {
    const auto name = header.substr(0, header.find(':') + 1);
    std::erase_if(post.headers, [&](const auto& each) { return each.starts_with(name); });
    post.headers.push_back(header);
    return post;
}

Post signed_body(const std::string& path, const std::string& body) {
    return {.path = path, .body = body, .headers = signed_headers(demo_secret, body)};
}

std::string now_on_page() {
    const auto page = get(demo().service.port, "/").body;
    const auto at = page.find("datetime=\"");
    return page.substr(at, page.find('>', at) - at);
}

}  // namespace

TEST_CASE("another host, another page or no token gets no answer from the console and moves nothing") {
    const auto port = demo().service.port;
    const auto before = now_on_page();
    for (const auto* path : {"/console/ask", "/console/clock", "/console/restart"}) {
        CAPTURE(path);
        const auto good = console_call(path);
        for (const auto* host :
             {"evil.example", "127.0.0.1.evil.example:80", "", "0.0.0.0", "127.0.0.1@evil"}) {
            CAPTURE(host);
            const auto status = exchange(port, with(good, fmt::format("host: {}", host))).status;
            CHECK(status == (*host ? 421 : 400));
        }
        for (const auto* origin : {"http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1:1"})
            CHECK(exchange(port, with(good, fmt::format("origin: {}", origin))).status == 403);
        CHECK(exchange(port, with(good, "x-ispo-token: ")).status == 403);
        CHECK(exchange(port, with(good, "x-ispo-token: " + demo().console.token() + "x")).status == 403);
        auto none = good;
        std::erase_if(none.headers, [](const auto& each) { return each.starts_with("x-ispo-token"); });
        CHECK(exchange(port, none).status == 403);
    }
    for (const auto* path : {"/", "/assets/console.js"})
        CHECK(get(port, path, {"host: evil.example"}).status == 421);
    CHECK(now_on_page() == before);
    CHECK(exchange(port, console_call("/console/ask")).status == 200);
    check_honest_are_answered();
}

TEST_CASE("without a fresh and right signature Slack's paths answer 401, and nothing of the request") {
    const auto port = demo().service.port;
    const auto good = slash_command(demo_secret, "help");
    CHECK(exchange(port, slash_command(demo_secret, "help", -200)).status == 200);
    std::vector<Post> bad = {
        slash_command("another secret", "help"),
        slash_command(demo_secret, "help", -400),
        slash_command(demo_secret, "help", 400),  // from the future
        with(good, "x-slack-request-timestamp: 99999999999999999999"),
        with(good, "x-slack-request-timestamp: -1"),
        with(good, "x-slack-signature: v0="),
        with(good, "x-slack-signature: v1" + good.headers[1].substr(good.headers[1].find('='))),
        with(good, "x-slack-signature: " + std::string(5000, 'f'))};
    for (const auto* header : {"x-slack-request-timestamp:", "x-slack-signature:"}) {
        bad.push_back(good);
        std::erase_if(bad.back().headers, [&](const auto& each) { return each.starts_with(header); });
    }
    bad.push_back(good);
    bad.back().body += "&text=ready";
    std::set<std::string> bodies;
    for (const auto& path : {"/slack/commands", "/slack/events", "/slack/interactivity"})
        for (auto each : bad) {
            CAPTURE(path, each.headers);
            each.path = path;
            const auto reply = exchange(port, each);
            CHECK(reply.status == 401);
            bodies.insert(reply.body);
        }
    REQUIRE(bodies.size() == 1);  // not what is wrong with the signature
    CHECK_THAT(*bodies.begin(), Contains("nothing was done"));
    check_honest_are_answered();
}

TEST_CASE("a body over the limit is refused before it is read, a header flood too") {
    const auto port = demo().service.port;
    CHECK(exchange(port, signed_body("/slack/commands", std::string((1U << 20U) + 1, 'a'))).status == 413);
    CHECK(exchange(port, signed_body("/slack/commands", std::string(1U << 20U, 'a'))).status == 400);
    CHECK(exchange(port, console_call("/console/ask", std::string((64U << 10U) + 1, 'a'))).status == 413);
    const std::string start = "POST /slack/commands HTTP/1.1\r\nhost: x\r\n";
    CHECK(raw(start + "content-length: 99999999999999\r\n\r\n").status == 413);
    CHECK(raw(start + "content-length: 99999999999999999999999\r\n\r\n").status == 400);
    CHECK(raw(start + "transfer-encoding: chunked\r\n\r\nffffffff\r\n" + std::string((1U << 20U) + 9, 'a'))
              .status == 413);
    for (const auto* size : {"FFFFFFFFFFFFFFFF", "8000000000000000", "100001"}) {
        CAPTURE(size);
        CHECK(raw(start + "transfer-encoding: chunked\r\n\r\n" + size + "\r\n").status == 413);
    }
    CHECK(raw(start + "a: " + std::string(20'000, 'a') + "\r\n\r\n").status == 431);
    CHECK(raw("GET /" + std::string(20'000, 'a') + " HTTP/1.1\r\nhost: x\r\n\r\n").status == 431);
    std::string flood = start;
    while (flood.size() < 40'000) flood += fmt::format("x-{}: {}\r\n", flood.size(), flood.size());
    CHECK(raw(flood + "\r\n").status == 431);
    CHECK(raw(flood).status == 431);  // endless: refused without its end
    check_honest_are_answered();
}

TEST_CASE("a broken form or broken JSON is a 400 that Slack does not repeat") {
    const auto port = demo().service.port;
    const std::string deep(200'000, '[');
    for (const auto* path : {"/slack/commands", "/slack/events", "/slack/interactivity"})
        for (const std::string& body :
             {std::string(), std::string("%"), std::string("text=%zz&command=%2Fispo"),
              std::string("payload=%7B"), std::string("{"), std::string("{\"type\":"),
              std::string("\xff\xfe\0x", 4), deep, "payload=" + deep}) {
            CAPTURE(path, body.substr(0, 30));
            const auto reply = exchange(port, signed_body(path, body));
            CHECK(reply.status == 400);
            CHECK_THAT(reply.header, Contains("x-slack-no-retry: 1"));
        }
    for (const std::string& body : {std::string("{}"), std::string("{\"event\":null}"),
                                    std::string("{\"type\":\"event_callback\",\"event\":null}"),
                                    std::string("{\"type\":\"url_verification\",\"challenge\":12345}")}) {
        CAPTURE(body);
        const auto reply = exchange(port, signed_body("/slack/events", body));
        CHECK(reply.status == 400);
        CHECK_THAT(reply.header, Contains("x-slack-no-retry: 1"));
    }
    for (const std::string& body : {std::string(), std::string("{"), std::string("[]"), std::string("null"),
                                    std::string("{\"text\":\"\xff\"}"), std::string(60'000, '[')}) {
        CAPTURE(body.substr(0, 30));
        const auto reply = exchange(port, console_call("/console/ask", body));
        CHECK(reply.status == 400);
        CHECK_FALSE(core::text_of(core::parse_json(reply.body).value(), "error").empty());
    }
    check_honest_are_answered();
}

TEST_CASE("what is no HTTP, or may be read in two ways, is a 400") {
    const std::string start = "POST /slack/commands HTTP/1.1\r\nhost: x\r\n";
    for (const auto& bytes :
         {std::string("\x16\x03\x01\x02 a TLS hello\r\n\r\n"), std::string("hello\r\n\r\n"),
          std::string("GET / HTTP/1.1\r\n\r\n"), start + "content-length: 3\r\ncontent-length: 4\r\n\r\nabcd",
          start + "content-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
          start + "transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
          start + "transfer-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
          start + "transfer-encoding: chunked\r\n\r\nzz\r\n", start + "content-length: -1\r\n\r\n",
          start + std::string("a: \0b\r\n\r\n", 9)}) {
        CAPTURE(bytes);
        const auto reply = raw(bytes);
        CHECK(reply.status == 400);
        CHECK_THAT(reply.header, Contains("Connection: close"));
    }
    check_honest_are_answered();
}

TEST_CASE("clients that are slow in the middle of their requests hold nobody up") {
    const auto bytes = bytes_of(slash_command(demo_secret, "help"));
    std::vector<Wire> slow;
    for (std::size_t part = 0; part < 40; ++part) {
        slow.emplace_back(demo().service.port);
        slow.back().send(std::string_view(bytes).substr(0, bytes.size() * part / 40));
    }
    check_honest_are_answered();
}

TEST_CASE("HTTP/1.0, HEAD, chunks and several requests at once are answered as they should") {
    const auto port = demo().service.port;
    {
        Wire old(port);
        old.send("GET /healthz HTTP/1.0\r\nhost: localhost\r\n\r\n");
        const auto reply = old.reply();
        CHECK(reply.status == 200);
        CHECK(reply.body == "ok\n");
        CHECK_THAT(reply.header, Contains("Connection: close"));
        CHECK(old.is_closed());
    }
    {
        Wire head(port);
        head.send("HEAD /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
        CHECK(head.everything().ends_with("Content-Length: 3\r\n\r\n"));
    }
    auto command = slash_command(demo_secret, "help");
    const auto whole = exchange(port, command);
    std::string chunked = "POST /slack/commands HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n";
    for (const auto& header : command.headers) chunked += header + "\r\n";
    chunked += "\r\n";
    for (std::size_t at = 0; at < command.body.size(); at += 7) {
        const auto part = command.body.substr(at, 7);
        chunked += fmt::format("{:x};note=1\r\n{}\r\n", part.size(), part);
    }
    Wire wire(port);
    wire.send(chunked + "0\r\ntrailer: x\r\n\r\n" + bytes_of(command));
    const auto first = wire.reply(), second = wire.reply();
    CHECK(first.status == 200);
    CHECK(first.body == whole.body);
    CHECK(second.status == 200);
    CHECK(second.body == whole.body);
    check_honest_are_answered();
}

TEST_CASE("with 200 idle connections open the next caller is answered, and each of them after it") {
    const auto port = demo().service.port;
    std::vector<Wire> idle;
    for (int n = 0; n < 200; ++n) idle.emplace_back(port);
    check_honest_are_answered();
    const auto counts = get(port, "/metrics").body;
    const std::string gauge = "\nispo_http_connections ";
    const auto at = counts.find(gauge);
    REQUIRE(at != std::string::npos);
    CHECK(std::atoi(counts.c_str() + at + gauge.size()) > 200);
    for (auto& each : idle) {
        each.send(bytes_of(slash_command(demo_secret, "help")));
        CHECK(each.reply().status == 200);
    }
}

TEST_CASE(
    "paths that do not exist are 404, methods that a path does not take 405, and no path leads out of the "
    "assets") {
    const auto port = demo().service.port;
    for (const auto* path : {"/console", "/slack", "/slack/commands/", "/assets/", "/assets/../ispo.toml",
                             "/assets/%2e%2e/ispo.toml", "//", "/assets/..%2f..%2fetc%2fpasswd"}) {
        CAPTURE(path);
        CHECK(get(port, path).status == 404);
    }
    const auto got = exchange(port, {.path = "/slack/commands", .body = "", .method = "GET"});
    CHECK(got.status == 405);
    CHECK_THAT(got.header, Contains("Allow: POST\r\n"));
    const auto removed = exchange(port, {.path = "/", .body = "", .method = "DELETE"});
    CHECK(removed.status == 405);
    CHECK_THAT(removed.header, Contains("Allow: GET, HEAD\r\n"));
    check_honest_are_answered();
}
