// SPDX-License-Identifier: Apache-2.0
#include "slack/socket_mode.hpp"

#include "support/slack_links.hpp"

#include <catch2/catch.hpp>
#include <random>

namespace {

using namespace std::chrono_literals;
using namespace slack;
using support::Said;
using support::SlackLinks;
namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

LinkLimits quick() {
    LinkLimits limits;
    limits.quiet = 30ms;
    limits.first_wait = 4ms;
    limits.longest_wait = 20ms;
    limits.crowded = 20ms;
    limits.burst = 1000;
    return limits;
}

// Slack, a client, and Socket Mode between them on one loop.
struct Room {
    asio::io_context loop;
    SlackLinks slack{loop};
    net::Client client{loop, {}};
    std::vector<std::string> handled;
    int errors = 0;
    std::function<asio::awaitable<std::optional<core::Json>>(Envelope)> handle;  // when set, asked
    std::unique_ptr<SocketMode> mode;
    bool is_over = false;
    bool must_stay_live = false;  // from now on: never without a link past hello, never more than three
    std::vector<LinkNews> news;

    void start(LinkLimits limits = quick(), std::string token = "xapp-1") {
        SocketModeSettings settings{slack.api(),
                                    std::move(token),
                                    limits,
                                    {},
                                    [this](std::exception_ptr) { ++errors; },
                                    [this](const LinkNews& each) { news.push_back(each); }};
        mode = std::make_unique<SocketMode>(loop, client, settings,
                                            [this](Envelope envelope) { return take(std::move(envelope)); });
        asio::co_spawn(loop, mode->run(), [this](std::exception_ptr thrown) {
            CHECK_FALSE(thrown);
            is_over = true;
        });
    }
    asio::awaitable<std::optional<core::Json>> take(Envelope envelope) {
        handled.push_back(envelope.id);
        if (!handle) co_return std::nullopt;
        auto work = handle(std::move(envelope));
        co_return co_await std::move(work);
    }
    void run_until(const std::function<bool()>& is_so) {
        loop.restart();
        const auto end = Clock::now() + 30s;
        while (!is_so()) {
            REQUIRE(Clock::now() < end);
            loop.run_one_for(1s);
            if (!must_stay_live) continue;
            REQUIRE(mode->status().live >= 1);
            REQUIRE(slack.greeted() >= 1);
            REQUIRE(mode->status().links <= 3);
            REQUIRE(slack.open() <= 3);
        }
    }
    int live() const { return mode->status().live; }
    SlackLinks::Shared link(int number) const { return slack.links.at(static_cast<std::size_t>(number - 1)); }
    bool has(int number) const { return slack.links.size() >= static_cast<std::size_t>(number); }
    void start_live(LinkLimits limits = quick()) {
        start(limits);
        run_until([&] { return live() == 1; });
        must_stay_live = true;
    }
    void stop() {
        must_stay_live = false;
        mode->stop();
        run_until([&] { return is_over; });
    }
};

// As Slack routes: to the newest link past hello that is not told to go.
SlackLinks::Shared route(const SlackLinks& slack) {
    SlackLinks::Shared best;
    for (const auto& link : slack.links)
        if (link->is_greeted && !link->is_gone && (!best || !link->is_told_to_go)) best = link;
    return best;
}

}  // namespace

TEST_CASE("an envelope is handled, then acknowledged, with a payload where one is taken") {
    Room room;
    asio::steady_timer work(room.loop, Clock::time_point::max());
    room.handle = [&](Envelope envelope) -> asio::awaitable<std::optional<core::Json>> {
        co_await work.async_wait(support::as_value);
        co_return core::Json{{"text", core::text_of(envelope.payload, "text")}};
    };
    room.start_live();
    room.slack.send(
        room.link(1), "e1",
        {{"type", "slash_commands"}, {"accepts_response_payload", true}, {"payload", {{"text", "ready"}}}});
    room.slack.send(room.link(1), "e2");
    room.slack.send(room.link(1), "e3", {{"type", "new_in_2027"}});
    room.run_until([&] { return room.handled.size() == 3; });
    room.loop.poll();
    CHECK(room.slack.answers.empty());
    work.cancel();
    room.run_until([&] { return room.slack.answers.size() == 3; });
    CHECK(room.slack.answers[0] == core::Json{{"envelope_id", "e1"}, {"payload", {{"text", "ready"}}}});
    CHECK(room.slack.answers[1] == core::Json{{"envelope_id", "e2"}});
    room.run_until([&] { return room.mode->counts().acknowledged == 3; });
    CHECK(room.mode->counts().unknown_kinds == 1);
    room.stop();
    CHECK(room.link(1)->code == 1000);
    CHECK(room.mode->status().sentence == "Socket Mode is stopped.");
}

TEST_CASE("a late hello is waited for, and nothing counts before it") {
    Room room;
    room.slack.greets = false;
    room.start();
    room.run_until([&] { return room.has(1); });
    room.slack.send(room.link(1), "early");
    room.run_until([&] { return room.slack.acknowledged.contains("early"); });
    CHECK(room.live() == 0);
    room.slack.hello(room.link(1));
    room.run_until([&] { return room.live() == 1; });
    CHECK(room.slack.openings == 1);
}

TEST_CASE("a hello that never comes costs only that link") {
    Room room;
    room.slack.greets = false;
    auto limits = quick();
    limits.greeting = 30ms;
    room.start(limits);
    room.run_until([&] { return room.has(3); });
    room.slack.greets = true;
    room.run_until([&] { return room.live() == 1; });
    CHECK(room.slack.open() <= 2);
}

TEST_CASE("a refresh, announced or not, leaves no gap") {
    const std::vector<std::string> said =
        GENERATE(values<std::vector<std::string>>({{"warning"},
                                                   {"refresh_requested"},
                                                   {"warning", "refresh_requested"},
                                                   {"refresh_requested", "warning"},
                                                   {"new_in_2027"}}));
    Room room;
    room.start_live();
    room.slack.greets = false;
    for (const auto& reason : said) room.slack.disconnect(room.link(1), reason);
    room.run_until([&] { return room.has(2); });
    room.slack.send(room.link(1), "while it waits");
    room.run_until([&] { return room.slack.acknowledged.contains("while it waits"); });
    room.slack.hello(room.link(2));
    room.run_until([&] { return room.link(1)->is_gone; });
    CHECK(room.link(1)->code == 1000);
    CHECK(room.slack.openings == 2);
    CHECK(room.slack.open() == 1);
    CHECK(room.mode->counts().disconnects.size() >= 1);
}

TEST_CASE("of two links one may be cut at any time: the other takes what comes, and a third is opened") {
    Room room;
    auto limits = quick();
    limits.refill = 5ms;
    room.start_live(limits);
    room.run_until([&] { return room.live() == 2; });
    CHECK(room.slack.openings == 2);
    const int cut = GENERATE(1, 2);
    room.slack.cut(room.link(cut));
    const int left = 3 - cut;
    room.slack.send(room.link(left), "e1");
    room.run_until([&] { return room.slack.acknowledged.contains("e1"); });
    room.run_until([&] { return room.has(3) && room.live() == 2; });
    room.slack.disconnect(room.link(left), "refresh_requested");
    const auto ended = [&] {
        std::string reasons;
        for (const auto& each : room.news)
            if (each.kind == LinkNews::Kind::ended) reasons += each.reason + " ";
        return reasons;
    };
    room.run_until([&] { return room.has(4) && room.live() == 2 && ended() == "broken refresh_requested "; });
    CHECK(room.link(left)->code == 1000);
    CHECK(room.slack.open() == 2);
    room.stop();
}

TEST_CASE("five refreshes in a row leave one link and open five times more") {
    Room room;
    room.start_live();
    for (int n = 1; n <= 5; ++n) {
        room.slack.disconnect(room.link(n), "refresh_requested");
        room.run_until([&] { return room.has(n + 1) && room.link(n)->is_gone; });
    }
    CHECK(room.slack.openings == 6);
    CHECK(room.slack.open() == 1);
}

TEST_CASE("a link that Slack cuts is replaced, told or not") {
    Room room;
    room.start_live();
    room.must_stay_live = false;
    const auto is_told = GENERATE(true, false);
    if (is_told) room.slack.disconnect(room.link(1), "refresh_requested");
    room.loop.poll();
    room.slack.cut(room.link(1));
    room.run_until([&] { return room.has(2) && room.live() == 1; });
    CHECK(room.slack.openings == 2);
}

TEST_CASE("while Slack refuses a second link the first lives on") {
    Room room;
    room.start_live();
    room.slack.refuse = [](int nth) {
        Said said(nth % 2 == 0 ? support::http::status::service_unavailable : support::http::status::ok, 11);
        said.body() = R"({"ok":false,"error":"internal_error"})";
        return nth < 8 ? said : Said(support::http::status::ok, 11);
    };
    room.slack.disconnect(room.link(1), "warning");
    room.run_until([&] { return room.slack.openings == 6; });
    room.slack.send(room.link(1), "e1");
    room.run_until([&] { return room.slack.acknowledged.contains("e1"); });
    room.run_until([&] { return room.has(2) && room.link(1)->is_gone; });
    CHECK(room.slack.openings == 8);
}

TEST_CASE("a half-open link is found by its silence and replaced") {
    Room room;
    room.slack.listens = false;
    auto limits = quick();
    limits.ping_after = 20ms;
    limits.silence = 100ms;
    room.start(limits);
    room.run_until([&] { return room.has(1) && room.live() == 1; });
    room.run_until([&] { return room.live() == 0; });
    CHECK(room.mode->status().sentence.find("sent nothing over Socket Mode") != std::string::npos);
    room.slack.listens = true;
    room.run_until([&] { return room.live() == 1 && route(room.slack) == room.slack.links.back(); });
    const auto heard = room.mode->status().last_frame;
    room.run_until([&] { return room.live() == 1 && *room.mode->status().last_frame > *heard + 150ms; });
    CHECK(room.slack.open() <= 2);
}

TEST_CASE("too many websockets is no reason for a storm, nor for silence") {
    Room room;
    room.start_live();
    int told = 0;
    room.slack.on_link = [&](const SlackLinks::Shared& link) {
        if (++told <= 3) room.slack.disconnect(link, "too_many_websockets");
    };
    room.slack.greets = GENERATE(false, true);
    const bool is_greeted = room.slack.greets;
    room.slack.disconnect(room.link(1), "too_many_websockets");
    if (is_greeted) {
        room.run_until([&] { return told == 4 && room.slack.open() == 1; });
    } else {
        room.run_until([&] { return told == 4; });
        room.slack.hello(room.slack.links.back());
        room.run_until([&] { return room.link(1)->is_gone; });
        CHECK(room.slack.openings == 5);
    }
}

TEST_CASE("link_disabled ends it, with what came answered and the reason said") {
    Room room;
    room.start_live();
    room.must_stay_live = false;
    room.slack.send(room.link(1), "e1");
    room.slack.disconnect(room.link(1), "link_disabled");
    room.run_until([&] { return room.is_over; });
    CHECK(room.slack.acknowledged.contains("e1"));
    CHECK(room.mode->status().has_ended);
    CHECK(room.mode->status().sentence.find("switched off") != std::string::npos);
    CHECK(room.slack.openings == 1);
}

TEST_CASE("a token that Slack refuses ends it at once, and is not repeated") {
    Room room;
    room.slack.refuse = [](int) {
        Said said(support::http::status::ok, 11);
        said.body() = R"({"ok":false,"error":"invalid_auth"})";
        return said;
    };
    room.start();
    room.run_until([&] { return room.is_over; });
    CHECK(room.slack.openings == 1);
    CHECK(room.mode->status().sentence.find("invalid_auth") != std::string::npos);
    CHECK(room.mode->status().sentence.find("xapp-1") == std::string::npos);
    CHECK(room.live() == 0);
}

TEST_CASE("an address that leads nowhere is tried again, and its ticket is in no sentence") {
    Room room;
    const auto body = GENERATE(R"({"ok":true,"url":"ws://127.0.0.1:1/?ticket=secret"})", R"({"ok":true})",
                               R"({"ok":true,"url":"https://slack.com/?ticket=secret"})", "not JSON");
    std::string sentence;
    room.slack.refuse = [&](int nth) {
        Said said(support::http::status::ok, 11);
        if (nth < 3) said.body() = body;
        if (nth == 2) sentence = room.mode->status().sentence;
        return said;
    };
    room.start();
    room.run_until([&] { return room.live() == 1; });
    CHECK(room.slack.openings == 3);
    CHECK(sentence.find("keeps trying") != std::string::npos);
    CHECK(sentence.find("secret") == std::string::npos);
}

TEST_CASE("what a handler throws is told, and that envelope is not acknowledged") {
    Room room;
    room.handle = [](Envelope envelope) -> asio::awaitable<std::optional<core::Json>> {
        if (envelope.id == "bad") throw std::runtime_error("disk full");
        co_return std::nullopt;
    };
    room.start_live();
    room.slack.send(room.link(1), "bad");
    room.slack.send(room.link(1), "good");
    room.slack.say(room.link(1), {{"type", "events_api"}});
    room.slack.say(room.link(1), {{"type", "new"}});
    room.run_until(
        [&] { return room.slack.acknowledged.contains("good") && room.mode->counts().strange == 2; });
    CHECK(room.errors == 1);
    CHECK(room.mode->counts().failed == 1);
    CHECK_FALSE(room.slack.acknowledged.contains("bad"));
    room.stop();
}

TEST_CASE("a flood during a refresh: every envelope is acknowledged where it came, once") {
    std::mt19937 random(42);
    const bool is_kind = GENERATE(true, false);  // routes away from a link that was told to go
    Room room;
    room.handle = [&](Envelope) -> asio::awaitable<std::optional<core::Json>> {
        asio::steady_timer work(room.loop, std::chrono::milliseconds(random() % 40));
        co_await work.async_wait(support::as_value);
        co_return std::nullopt;
    };
    // What was not acknowledged when its link ended comes again, as Slack does.
    int repeated = 0;
    room.slack.on_gone = [&](const SlackLinks::Shared& gone) {
        for (const auto& id : gone->owed) {
            ++repeated;
            room.slack.send(route(room.slack), id, {{"type", "events_api"}, {"retry_attempt", 1}});
        }
    };
    room.start_live();
    for (int n = 0; n < 500; ++n) {
        if (n == 100) room.slack.disconnect(room.link(1), "warning");
        if (n == 300) {
            room.run_until([&] { return room.has(2) && room.live() == 2; });
            room.slack.disconnect(room.link(2), "refresh_requested");
        }
        auto to = route(room.slack);
        if (!is_kind)
            for (const auto& link : room.slack.links)
                if (link->is_greeted && !link->is_gone && random() % 2 == 0) to = link;
        room.slack.send(to, "e" + std::to_string(n));
        const auto ran = room.handled.size();
        if (n % 5 == 0) room.run_until([&] { return room.handled.size() > ran; });
    }
    room.run_until([&] { return room.slack.acknowledged.size() == 500 && room.has(3); });
    room.run_until([&] { return room.slack.open() == 1; });
    CHECK(room.slack.strange_answers == 0);
    CHECK(room.slack.openings == 3);
    CHECK((!is_kind || repeated == 0));
    room.stop();
}

TEST_CASE("stopping waits for what is inside, but not for ever") {
    Room room;
    asio::steady_timer work(room.loop, Clock::time_point::max());
    room.handle = [&](Envelope) -> asio::awaitable<std::optional<core::Json>> {
        co_await work.async_wait(support::as_value);
        co_return std::nullopt;
    };
    auto limits = quick();
    const bool is_answered = GENERATE(true, false);
    if (!is_answered) limits.drain = 50ms;
    room.start_live(limits);
    room.must_stay_live = false;
    room.slack.send(room.link(1), "e1");
    room.run_until([&] { return room.handled.size() == 1; });
    room.mode->stop();
    room.loop.poll();
    CHECK_FALSE(room.is_over);
    if (is_answered) work.cancel();
    room.run_until([&] { return room.is_over; });
    CHECK(room.slack.acknowledged.contains("e1") == is_answered);
    work.cancel();
    room.run_until([&] { return room.mode->counts().unsent + room.mode->counts().acknowledged == 1; });
    CHECK(room.slack.openings == 1);
}

TEST_CASE("stopping while a link is being opened opens none") {
    Room room;
    room.start();
    const auto steps = GENERATE(range(0, 12));
    for (int n = 0; n < steps; ++n) room.loop.run_one_for(1s);
    room.mode->stop();
    room.run_until([&] { return room.is_over; });
    room.run_until([&] { return room.slack.open() == 0; });
    CHECK(room.live() == 0);
}

TEST_CASE("it may be destroyed at any point") {
    auto room = std::make_unique<Room>();
    room->handle = [&](Envelope) -> asio::awaitable<std::optional<core::Json>> {
        asio::steady_timer work(room->loop, 1ms);
        co_await work.async_wait(support::as_value);
        co_return std::nullopt;
    };
    room->slack.on_link = [&](const SlackLinks::Shared& link) {
        room->slack.send(link, "e1");
        room->slack.disconnect(link, "warning");
    };
    room->start();
    const auto steps = GENERATE(range(0, 60, 3));
    for (int n = 0; n < steps; ++n) room->loop.run_one_for(1s);
    room->mode.reset();
    const auto is_driven_on = GENERATE(true, false);
    if (is_driven_on) room->run_until([&] { return room->is_over; });
}
