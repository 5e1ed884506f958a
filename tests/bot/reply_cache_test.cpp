// SPDX-License-Identifier: Apache-2.0
#include "bot/reply_cache.hpp"

#include "bot/service.hpp"
#include "tests/bot/service_for_tests.hpp"

#include <catch2/catch.hpp>
#include <optional>

using bot::ReplyCache;

using tests::command_body;
using tests::signed_request;

namespace {

// Nothing when the coroutine must be asked.
std::optional<std::string> at_once(tests::Running& running, const net::Request& request) {
    net::Response response;
    if (!bot::handle_at_once(running.service(), request, response)) return std::nullopt;
    CHECK(response.status == 200);
    return response.body;
}

ReplyCache::Reply reply(std::string body) { return {.body = std::move(body)}; }

}  // namespace

TEST_CASE("a reply is kept for as long as its basis stands") {
    ReplyCache cache;
    cache.keep("viewer\nhelp", {.facts = 1, .minute = 5}, reply("a"));
    REQUIRE(cache.find("viewer\nhelp", {1, 5}) != nullptr);
    CHECK(cache.find("viewer\nhelp", {1, 5})->body == "a");
    CHECK(cache.find("viewer\nhelp", {2, 5}) == nullptr);  // something was committed
    CHECK(cache.find("viewer\nhelp", {1, 6}) == nullptr);  // the clock went on
    CHECK(cache.find("ispo\nhelp", {1, 5}) == nullptr);    // another role
    cache.keep("viewer\nhelp", {2, 5}, reply("b"));
    CHECK(cache.find("viewer\nhelp", {2, 5})->body == "b");
    CHECK(cache.find("viewer\nhelp", {1, 5}) == nullptr);
}

TEST_CASE("kept replies never take more than their room") {
    ReplyCache cache;
    for (int n = 0; n < 200; ++n) {
        cache.keep(std::to_string(n), {}, reply(std::string(100'000, 'x')));
        REQUIRE(cache.bytes() <= ReplyCache::most_bytes);
        REQUIRE(cache.find(std::to_string(n), {}) != nullptr);
    }
    cache.keep("huge", {}, reply(std::string(ReplyCache::most_bytes, 'x')));
    CHECK(cache.find("huge", {}) == nullptr);
    CHECK(cache.find("199", {}) != nullptr);  // what is too large puts nothing else out
    const std::string long_key(2000, 'k');
    cache.keep(long_key, {}, reply("a"));
    CHECK(cache.find(long_key, {}) == nullptr);
    CHECK(cache.bytes() <= ReplyCache::most_bytes);
}

TEST_CASE("only what is the same for everybody of a role is shared") {
    commands::Command command;
    auto answer = commands::say("Yes.");
    CHECK(bot::may_be_shared(command, answer));
    command.personal = true;
    CHECK_FALSE(bot::may_be_shared(command, answer));
    command = {};
    command.changes = true;
    CHECK_FALSE(bot::may_be_shared(command, answer));
    command = {};
    answer.effects.push_back({.id = "1", .kind = "assess", .arguments = {}, .then = {}, .on_failure = {}});
    CHECK_FALSE(bot::may_be_shared(command, answer));
    CHECK_FALSE(bot::may_be_shared(command, commands::refused("No.")));
    CHECK_FALSE(bot::may_be_shared(command, commands::unavailable("Later.")));
    CHECK_FALSE(bot::may_be_shared(command, commands::wrong_use("What?")));
    answer = commands::say("No.");
    answer.outcome = commands::Outcome::no;
    CHECK(bot::may_be_shared(command, answer));
}

TEST_CASE("the second of the same question is answered at once, in the same words, and counted") {
    tests::Running running(tests::with_slack, true);
    for (const std::string text : {"help", "ready+payments-api", "find+feature+flags"}) {
        INFO(text);
        const auto request = signed_request("/slack/commands", command_body(text));
        CHECK_FALSE(at_once(running, request));
        const auto first = running.send(request).body;
        const auto other = signed_request("/slack/commands", command_body(text, "U9OTHER"));
        CHECK(at_once(running, other) == first);
    }
    CHECK(running.metrics().find("ispo_commands_total{command=\"ready\",outcome=\"done\"} 2") !=
          std::string::npos);
    CHECK(running.metrics().find("ispo_slack_ack_seconds_count{kind=\"command\"} 6") != std::string::npos);
}

TEST_CASE("the same question of many at one moment is worked out once") {
    tests::Running running(tests::with_slack, true);
    std::vector<std::string> bodies;
    for (const std::string user : {"U1", "U2", "U3", "U4", "U2OFFICE"}) {
        auto request = signed_request("/slack/commands", command_body("ready+payments-api", user));
        tests::asio::co_spawn(running.loop(), bot::handle_public(running.service(), std::move(request)),
                              [&](std::exception_ptr failed, const net::Response& response) {
                                  if (!failed) bodies.push_back(response.body);
                              });
    }
    running.loop().restart();
    running.loop().run();
    REQUIRE(bodies.size() == 5);
    for (const auto& body : bodies) CHECK(body.find("payments-api") != std::string::npos);
    CHECK(running.service().reply_flights.waited() == 3);  // the office's reply is another
    CHECK(running.metrics().find("ispo_commands_total{command=\"ready\",outcome=\"done\"} 5") !=
          std::string::npos);
}

TEST_CASE("nobody waits for what is personal or changes something") {
    tests::Running running(tests::with_slack, true);
    int answered = 0;
    for (const std::string text : {"settings", "settings", "status", "status"}) {
        auto request = signed_request("/slack/commands", command_body(text));
        tests::asio::co_spawn(running.loop(), bot::handle_public(running.service(), std::move(request)),
                              [&](std::exception_ptr failed, const net::Response& response) {
                                  answered += !failed && response.status == 200;
                              });
    }
    running.loop().restart();
    running.loop().run();
    CHECK(answered == 4);
    CHECK(running.service().reply_flights.waited() == 0);
}

TEST_CASE("nothing is answered at once to a forger, to another role, or after something was written") {
    tests::Running running(tests::with_slack, true);
    const auto body = command_body("ready+payments-api");
    const auto request = signed_request("/slack/commands", body);
    running.send(request);
    REQUIRE(at_once(running, request));
    CHECK_FALSE(at_once(running, signed_request("/slack/commands", body, bot::wall_now(), "another")));
    CHECK_FALSE(
        at_once(running, signed_request("/slack/commands", body, bot::wall_now() - std::chrono::minutes{6})));
    CHECK_FALSE(
        at_once(running, signed_request("/slack/commands", command_body("ready+payments-api", "U2OFFICE"))));
    CHECK_FALSE(at_once(running, signed_request("/slack/events", body)));

    tests::finish(running.loop(),
                  running.service().database.write(
                      bot::Priority::sync, [](storage::Writer& writer) { writer.set_meta("a", "b"); }));
    CHECK_FALSE(at_once(running, request));
    running.send(request);
    REQUIRE(at_once(running, request));
    auto alone = [](storage::Writer& writer) { writer.set_meta("a", "c"); };
    tests::finish(running.loop(), running.service().database.write_alone(alone));
    CHECK_FALSE(at_once(running, request));
    running.send(request);
    running.service().clock.set(running.service().clock.now() + std::chrono::minutes{1});
    CHECK_FALSE(at_once(running, request));
    running.send(request);
    running.learn();
    CHECK_FALSE(at_once(running, request));
}

TEST_CASE("a refused answer is given anew each time, with a reference of its own") {
    tests::Running running;
    running.put("moon-shot", insight::Visibility::private_);
    const auto request = signed_request("/slack/commands", command_body("ready+moon-shot"));
    running.send(request);
    CHECK_FALSE(at_once(running, request));
}
