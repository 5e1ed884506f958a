// SPDX-License-Identifier: Apache-2.0
// The demo console over HTTP: who may call it, what it answers, and its clock.
#include "bot/console_routes.hpp"

#include "bot/service_for_tests.hpp"
#include "web/assets.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace {
using namespace tests;

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

net::Request call(Running& running, const std::string& path, const core::Json& body) {
    net::Request request{.method = "POST", .target = path};
    request.headers = {{"host", "127.0.0.1:8080"},
                       {"origin", "http://127.0.0.1:8080"},
                       {"x-ispo-token", running.service().console_token}};
    request.body = body.dump();
    return request;
}

net::Request with(net::Request request, const std::string& name, const std::string& value) {
    for (auto& [key, old] : request.headers)
        if (key == name) old = value;
    return request;
}

core::Json asked(Running& running, const std::string& text, const std::string& persona,
                 const std::string& channel) {
    const auto response = running.send(
        call(running, "/console/ask", {{"text", text}, {"persona", persona}, {"channel", channel}}));
    CHECK(response.status == 200);
    return core::parse_json(response.body).value();
}

std::string persona_of(const std::string& role) {
    for (const auto& each : sources::sample::personas())
        if (each.role == role) return each.id;
    return {};
}

core::Json demo_body(const char* step) { return {{"forward", step}}; }

// One demo for all tests that change nothing in it.
Running& demo() {
    static Running running("", true);
    return running;
}
}  // namespace

TEST_CASE("loopback has these names and no others") {
    for (const std::string host :
         {"127.0.0.1", "127.0.0.1:8080", "localhost", "localhost:1", "[::1]", "[::1]:8080"})
        CHECK(bot::is_loopback_host(host));
    for (const std::string host : {"", "example.com", "127.0.0.1.example.com", "localhost.example.com",
                                   "[::1].example.com", "127.0.0.2", "0.0.0.0", "127.0.0.1@evil", "[::1"}) {
        INFO(host);
        CHECK_FALSE(bot::is_loopback_host(host));
    }
}

TEST_CASE("a call from another host, page or time is refused and changes nothing") {
    auto& running = demo();
    const auto before = running.service().clock.now();
    for (const std::string path : {"/console/ask", "/console/clock", "/console/restart"}) {
        INFO(path);
        const auto good = call(running, path, {{"text", "help"}, {"forward", "1 day"}});
        CHECK(running.send(with(good, "host", "evil.example:8080")).status == 421);
        CHECK(running.send(with(good, "host", "")).status == 421);
        for (const std::string origin : {"http://evil.example", "https://127.0.0.1:8080", "null",
                                         "http://127.0.0.1:9090", "http://127.0.0.1:8080.evil.example"})
            CHECK(running.send(with(good, "origin", origin)).status == 403);
        CHECK(running.send(with(good, "x-ispo-token", "")).status == 403);
        CHECK(running.send(with(good, "x-ispo-token", running.service().console_token + "x")).status == 403);
    }
    CHECK(running.service().clock.now() == before);
}

TEST_CASE("the page carries its token, its safety headers and everybody one can be") {
    auto& running = demo();
    net::Request request{.method = "GET", .target = "/"};
    request.headers = {{"host", "localhost:8080"}};
    const auto page = running.send(request);
    CHECK(page.status == 200);
    CHECK(page.content_type == "text/html; charset=utf-8");
    CHECK(has(page.body, running.service().console_token));
    CHECK(running.service().console_token.size() >= 32);
    CHECK(has(header_of(page, "content-security-policy"), "default-src 'self'"));
    CHECK(header_of(page, "x-content-type-options") == "nosniff");
    CHECK(header_of(page, "cache-control") == "no-store");
    for (const auto& each : sources::sample::personas()) CHECK(has(page.body, each.id));
    for (const auto& each : sources::sample::channels()) CHECK(has(page.body, each.id));
    request.headers = {{"host", "evil.example"}};
    CHECK(running.send(request).status == 421);
}

TEST_CASE("assets come from the program alone") {
    auto& running = demo();
    REQUIRE_FALSE(web::assets().empty());
    const auto get = [&](const std::string& path, const std::string& host = "127.0.0.1") {
        net::Request request{.method = "GET", .target = path};
        request.headers = {{"host", host}};
        return running.send(request);
    };
    for (const auto& asset : web::assets()) {
        const auto response = get("/assets/" + std::string(asset.name) + "?v=1");
        CHECK(response.status == 200);
        CHECK(response.body == asset.bytes);
        CHECK_FALSE(response.content_type.empty());
    }
    CHECK(get("/assets/../config").status == 404);
    CHECK(get("/assets/").status == 404);
    for (const std::string method : {"POST", "DELETE"}) {
        net::Request request{.method = method,
                             .target = "/assets/" + std::string(web::assets().front().name)};
        request.headers = {{"host", "127.0.0.1"}};
        const auto response = running.send(request);
        CHECK(response.status == 405);
        CHECK(response.headers == net::Headers{{"Allow", "GET, HEAD"}});
    }
    CHECK(get("/assets/" + std::string(web::assets().front().name), "evil.example").status == 421);
}

TEST_CASE("a question is answered as page, as JSON and as Block Kit with its verdict") {
    auto& running = demo();
    for (const std::string text :
         {"ready payments-api", "/ispo ready payments-api", "@ispo-bot how ready is payments-api?"}) {
        INFO(text);
        const auto reply = asked(running, text, persona_of("viewer"), "innersource");
        CHECK(core::text_of(reply, "line") == "ready payments-api");
        CHECK(core::text_of(reply["json"], "outcome") == "done");
        CHECK(core::text_of(reply, "html").size() > 100);
        CHECK(reply["blocks"].contains("blocks"));
        CHECK(reply["block_errors"].empty());
    }
}

TEST_CASE("who asks and where decides what is shown; who is unknown is a guest among outsiders") {
    auto& running = demo();
    const auto outcome = [&](const std::string& persona, const std::string& channel) {
        return core::text_of(asked(running, "ready payments-api", persona, channel)["json"], "outcome");
    };
    CHECK(outcome(persona_of("viewer"), "dm") == "done");
    CHECK(outcome(persona_of("ispo"), "payments-dev") == "done");
    CHECK(outcome(persona_of("guest"), "dm") == "refused");
    CHECK(outcome(persona_of("ispo"), "partners-acme") == "refused");
    CHECK(outcome(persona_of("ispo"), "no-such-channel") == "refused");
    CHECK(outcome("nobody", "innersource") == "refused");
    CHECK(outcome("", "") == "refused");
}

TEST_CASE("a body that is no question is refused") {
    auto& running = demo();
    for (const std::string body : {"", "{", "[]", "7", "null", "[[[[[[[[[[]]]]]]]]]]"}) {
        auto request = call(running, "/console/ask", {});
        request.body = body;
        INFO(body);
        const auto response = running.send(request);
        CHECK(response.status == 400);
        CHECK_FALSE(core::text_of(core::parse_json(response.body).value(), "error").empty());
    }
    auto request = call(running, "/console/ask", {});
    request.body = "{\"text\":\"" + std::string(70'000, 'a') + "\"}";
    CHECK(running.send(request).status == 400);
    CHECK(core::text_of(asked(running, std::string(20'000, 'a'), persona_of("viewer"), "dm")["json"],
                        "outcome") == "wrong_use");
}

TEST_CASE("the clock moves forward, the company grows with it, and a restart begins again") {
    Running running("", true);
    const auto start = sources::sample::demo_start();
    const auto changes = [&] { return running.service().store.writer().counts().changes; };
    const auto status = [&](const std::string& path, const char* step) {
        return running.send(call(running, path, demo_body(step))).status;
    };
    const auto before = changes();
    CHECK(running.service().clock.now() == start);
    CHECK(status("/console/clock", "1 month") == 200);
    CHECK(running.service().clock.now() == start + core::Days{30});
    CHECK(changes() > before);
    CHECK(core::text_of(asked(running, "ready payments-api", persona_of("viewer"), "dm")["json"], "as_of") ==
          core::to_rfc3339(start + core::Days{30}));
    for (const auto* step : {"", "2026-01-01", "9999-01-01", "1 century"})
        CHECK(status("/console/clock", step) == 400);
    CHECK(running.service().clock.now() == start + core::Days{30});
    running.open();
    CHECK(running.service().clock.now() == start + core::Days{30});
    CHECK(status("/console/restart", "") == 200);
    CHECK(running.service().clock.now() == start);
    CHECK(changes() == before);
    CHECK(core::text_of(asked(running, "ready payments-api", persona_of("viewer"), "dm")["json"],
                        "outcome") == "done");
}

TEST_CASE("a slash command, and what a button leads to, is shown to that person alone") {
    Running running("", true);
    const auto channels = sources::sample::channels();
    const auto own = std::ranges::find(channels, false, &sources::sample::Channel::external);
    REQUIRE(own != channels.end());
    for (const bool alone : {false, true}) {
        const auto body = core::Json{
            {"text", "settings"}, {"persona", persona_of("viewer")}, {"channel", own->id}, {"alone", alone}};
        const auto answer = core::parse_json(running.send(call(running, "/console/ask", body)).body);
        REQUIRE(answer.has_value());
        CHECK((core::text_of(answer->at("json"), "outcome") == "refused") != alone);
        CHECK(core::text_of(answer->at("blocks"), "response_type") == (alone ? "ephemeral" : "in_channel"));
    }
    // Also where outsiders read along, as they read nothing of it.
    const auto shared = std::ranges::find(channels, true, &sources::sample::Channel::external);
    REQUIRE(shared != channels.end());
    const auto among = asked(running, "/ispo ready payments-api", persona_of("viewer"), shared->id);
    CHECK(core::text_of(among["json"], "outcome") == "done");
    CHECK(core::text_of(among["blocks"], "response_type") == "ephemeral");
    const auto slash = asked(running, "/ispo settings", persona_of("viewer"), own->id);
    CHECK(core::text_of(slash["json"], "outcome") != "refused");
    CHECK(core::text_of(slash["blocks"], "response_type") == "ephemeral");
}

TEST_CASE("two windows that move the clock at once move it on by both") {
    Running running("", true);
    const auto move = [&](const char* step) {
        return bot::handle_public(running.service(), call(running, "/console/clock", demo_body(step)));
    };
    int moved = 0;
    const auto count = [&](std::exception_ptr failed, const net::Response& response) {
        if (!failed && response.status == 200) ++moved;
    };
    asio::co_spawn(running.loop(), move("1 month"), count);
    asio::co_spawn(running.loop(), move("1 day"), count);
    running.loop().restart();
    running.loop().run();
    CHECK(moved == 2);
    CHECK(running.service().clock.now() == sources::sample::demo_start() + core::Days{31});
    CHECK(bot::demo_time(running.service().store.writer()) == running.service().clock.now());
}
