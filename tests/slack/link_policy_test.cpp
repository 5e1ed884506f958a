// SPDX-License-Identifier: Apache-2.0
#include "slack/link_policy.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

namespace {

using namespace slack;
using namespace std::chrono_literals;
using Reason = Disconnect::Reason;
using Kind = LinkStep::Kind;

// What is true of each link is told of one that is alone.
LinkLimits alone() {
    LinkLimits limits;
    limits.kept = 1;
    return limits;
}

// A policy and its clock. Without jitter each wait is half of what it may be at most.
struct Story {
    explicit Story(LinkLimits limits = alone()) : policy(limits, [] { return 0.0; }) {}

    LinkPolicy policy;
    Instant now = Instant() + 1h;

    // The steps due after `time`: "open 2, close 1".
    std::string after(Span time) {
        now += time;
        std::string said;
        for (const auto& step : policy.due(now)) {
            constexpr std::array<const char*, 4> words = {"open", "ping", "close", "drop"};
            said += (said.empty() ? "" : ", ") + std::string(words.at(static_cast<std::size_t>(step.kind))) +
                    " " + std::to_string(step.link);
        }
        return said;
    }
    // Sleeps as the driver does, until something is due.
    std::string next() {
        for (int n = 0; n < 100; ++n) {
            const auto wake = policy.wake(now);
            if (wake == Instant::max()) return "";
            const auto said = after(std::chrono::ceil<Span>(wake - now));
            if (!said.empty()) return said;
        }
        return "busy";
    }
    void greet(int link, std::optional<std::chrono::seconds> lifetime = std::nullopt) {
        CHECK(policy.connected(link, now));
        policy.hello(link, lifetime, now);
    }
    void disconnect(int link, Reason reason) { policy.disconnect(link, reason, now); }
    void gone(int link) { policy.gone(link, now); }
    void fail(int link, const OpenFailure& failure = {}) { policy.failed(link, failure, now); }
    // Lets `link` live on for `time`, with frames.
    void live_on(int link, Span time) {
        for (const auto end = now + time; now < end;) {
            now += std::min<Span>(9s, std::chrono::ceil<Span>(end - now));
            policy.frame(link, now);
        }
    }
    int live() const { return policy.status(now).live; }
    std::uint64_t gaps() const { return policy.status(now).gaps; }
    std::string sentence() const { return policy.status(now).sentence; }
};

Story started() {
    Story story;
    CHECK(story.after(0s) == "open 1");
    story.greet(1);
    return story;
}

// Two links that held for a while: 1 and 2.
Story settled() {
    Story story{LinkLimits{}};
    CHECK(story.after(0s) == "open 1");
    story.greet(1);
    story.live_on(1, 60s);
    CHECK(story.after(0s) == "open 2");
    story.greet(2);
    for (int n = 0; n < 30; ++n) {
        story.live_on(1, 5s);
        story.policy.frame(2, story.now);
    }
    CHECK(story.after(0s).empty());
    story.policy.take_news();
    return story;
}

std::string told(const std::vector<LinkNews>& news) {
    std::string said;
    for (const auto& each : news) {
        constexpr std::array<const char*, 3> words = {"greeted", "ended", "failed"};
        said += (said.empty() ? "" : ", ") + std::string(words.at(static_cast<std::size_t>(each.kind))) +
                " " + std::to_string(each.link) + " " + each.reason + (each.was_expected ? "" : "!") + " " +
                std::to_string(each.live);
    }
    return said;
}

}  // namespace

TEST_CASE("a second link follows when Slack's limits leave room for it") {
    Story story{LinkLimits{}};
    CHECK(story.after(0s) == "open 1");
    story.greet(1);
    CHECK(story.live() == 1);
    story.live_on(1, 59s);
    CHECK(story.after(900ms).empty());
    CHECK(story.after(100ms) == "open 2");
    story.greet(2);
    CHECK(story.live() == 2);
    CHECK(story.after(0s).empty());
    CHECK(told(story.policy.take_news()) == "greeted 1  1, greeted 2  2");
}

TEST_CASE("each of two links is replaced by a third, and the other stays") {
    const int told_one = GENERATE(1, 2);
    const int other = 3 - told_one;
    auto story = settled();
    story.disconnect(told_one, Reason::warning);
    CHECK(story.after(0s) == "open 3");
    CHECK(story.live() == 2);
    story.greet(3);
    CHECK(story.live() == 3);
    CHECK(story.after(1s).empty());
    CHECK(story.after(1s) == "close " + std::to_string(told_one));
    story.gone(told_one);
    story.live_on(3, 5s);
    story.policy.frame(other, story.now);
    CHECK(story.after(0s).empty());
    CHECK(story.live() == 2);
    CHECK(told(story.policy.take_news()) == "greeted 3  3, ended " + std::to_string(told_one) + " warning 2");
}

TEST_CASE("the loss of one of two links is no gap, and is made good at once") {
    auto story = settled();
    story.gone(1);
    CHECK(story.live() == 1);
    CHECK(told(story.policy.take_news()) == "ended 1 broken! 1");
    CHECK(story.after(0s) == "open 3");
    story.greet(3);
    CHECK(story.live() == 2);
}

TEST_CASE("both lost, a link is opened at once, though one was opened a moment ago") {
    auto story = settled();
    story.gone(1);
    CHECK(story.after(0s) == "open 3");
    story.greet(3);
    story.gone(3);
    story.gone(2);
    CHECK(story.live() == 0);
    const auto lost = story.now;
    CHECK(story.next() == "open 4");
    CHECK(story.now - lost <= 1s);
    CHECK(told(story.policy.take_news()) ==
          "ended 1 broken! 1, greeted 3  2, ended 3 broken! 1, ended 2 broken! 0");
}

TEST_CASE("while one serves, what is missing waits for a minute of its own") {
    auto story = settled();
    story.gone(1);
    CHECK(story.after(0s) == "open 3");
    story.greet(3);
    story.gone(3);
    for (int n = 0; n < 11; ++n) {
        story.live_on(2, 5s);
        CHECK(story.after(0s).empty());
    }
    story.live_on(2, 5s);
    CHECK(story.after(0s) == "open 4");
}

TEST_CASE("after three refreshes in a few seconds the second link is there in a minute") {
    Story story{LinkLimits{}};
    CHECK(story.after(0s) == "open 1");
    story.greet(1);
    for (int link = 2; link <= 4; ++link) {
        story.live_on(link - 1, 2s);
        story.disconnect(link - 1, Reason::refresh_requested);
        CHECK(story.after(0s).find("open " + std::to_string(link)) != std::string::npos);
        story.greet(link);
        story.after(2s);
        story.gone(link - 1);
    }
    story.live_on(4, 57s);
    CHECK(story.after(900ms).empty());
    CHECK(story.after(100ms) == "open 5");
    story.greet(5);
    CHECK(story.live() == 2);
    story.live_on(5, 5min);
    story.policy.frame(4, story.now);
    CHECK(story.after(0s).empty());
}

TEST_CASE("a refresh of both at once loses neither before another is there") {
    auto story = settled();
    story.disconnect(1, Reason::warning);
    story.disconnect(2, Reason::warning);
    CHECK(story.after(0s) == "open 3");
    CHECK(story.live() == 2);
    story.greet(3);
    CHECK(story.after(2s) == "close 1");
    story.gone(1);
    CHECK(story.live() == 2);
    story.gone(2);  // Slack closes it
    CHECK(story.live() == 1);
    story.live_on(3, 59s);
    CHECK(story.after(0s) == "open 4");
}

TEST_CASE("a silent one of two is dropped, and the other serves meanwhile") {
    auto story = settled();
    story.live_on(1, 27s);
    CHECK(story.after(0s) == "ping 2");
    story.live_on(1, 3s);
    CHECK(story.gaps() == 0);
    CHECK(story.after(0s) == "drop 2, open 3");
    CHECK(story.gaps() > 0);
    story.gone(2);
    CHECK(story.live() == 1);
    CHECK(told(story.policy.take_news()) == "ended 2 silence! 1");
}

TEST_CASE("what is made before it is broken leaves no gap, nor does what never served") {
    auto story = settled();
    story.disconnect(1, Reason::refresh_requested);
    CHECK(story.after(0s) == "open 3");
    story.greet(3);
    story.live_on(3, 20s);
    story.policy.frame(2, story.now);
    CHECK(story.after(0s) == "close 1");
    story.gone(1);
    CHECK(story.live() == 2);
    CHECK(story.gaps() == 0);
    story.gone(2);  // it broke
    CHECK(story.gaps() == 1);
    story.live_on(3, 60s);
    CHECK(story.after(0s) == "open 4");
    story.fail(4);
    story.live_on(3, 60s);
    CHECK(story.after(0s) == "open 5");
    CHECK(story.policy.connected(5, story.now));
    story.gone(5);  // before its hello
    CHECK(story.gaps() == 1);
}

TEST_CASE("too many websockets: one of two goes for half a minute, both come back as soon as may be") {
    auto story = settled();
    story.disconnect(1, Reason::too_many_websockets);
    CHECK(story.live() == 2);
    SECTION("the other serves") {
        CHECK(story.after(2s) == "close 1");
        story.gone(1);
        story.live_on(2, 27s);
        CHECK(story.after(0s).empty());
        story.live_on(2, 1s);
        CHECK(story.after(0s) == "open 3");
    }
    SECTION("both are told and closed") {
        story.disconnect(2, Reason::too_many_websockets);
        story.gone(1);
        story.gone(2);
        CHECK(story.live() == 0);
        const auto lost = story.now;
        CHECK(story.next() == "open 3");
        CHECK(story.now - lost <= 1s);
        std::vector<Span> waits;
        for (int link = 3; link < 7; ++link) {  // still too many: no storm
            CHECK(story.policy.connected(link, story.now));
            story.disconnect(link, Reason::too_many_websockets);
            CHECK(story.after(0s) == "drop " + std::to_string(link));
            story.gone(link);
            const auto dropped = story.now;
            CHECK(story.next() == "open " + std::to_string(link + 1));
            waits.push_back(std::chrono::duration_cast<Span>(story.now - dropped));
        }
        CHECK(std::is_sorted(waits.begin(), waits.end()));
        CHECK(waits.front() >= 1s);
        CHECK(waits.back() >= 8s);
    }
}

TEST_CASE("what is told of links names what ended them") {
    Story story;
    story.after(0s);
    story.fail(1, {"Slack said internal_error.", false, true, 0s});
    CHECK(story.next() == "open 2");
    CHECK(story.policy.connected(2, story.now));
    CHECK(story.next() == "drop 2");
    story.gone(2);
    CHECK(story.next() == "open 3");
    story.greet(3, 360s);
    story.live_on(3, 345s);
    CHECK(story.after(0s) == "open 4");
    story.greet(4);
    CHECK(story.after(2s) == "close 3");
    story.gone(3);
    story.policy.stop(story.now);
    CHECK(story.after(0s) == "close 4");
    story.gone(4);
    const auto news = story.policy.take_news();
    CHECK(told(news) ==
          "failed 1 not_opened! 0, ended 2 no_hello! 0, greeted 3  1, greeted 4  2, ended 3 age 1, ended 4 "
          "stopped 0");
    CHECK(news.front().why == "Slack said internal_error.");
    CHECK(story.policy.take_news().empty());
}

TEST_CASE("one link is opened, counts from its hello, and nothing more happens") {
    Story story;
    CHECK(story.live() == 0);
    CHECK(story.sentence() == "Socket Mode is connecting to Slack.");
    CHECK(story.after(0s) == "open 1");
    CHECK(story.after(0s).empty());
    CHECK(story.policy.connected(1, story.now));
    CHECK(story.live() == 0);
    CHECK(story.after(5s).empty());
    story.policy.hello(1, std::nullopt, story.now);
    CHECK(story.live() == 1);
    CHECK(story.sentence() == "Slack is connected over Socket Mode.");
    CHECK(story.after(1s).empty());
}

TEST_CASE("at a refresh the second link is past hello before the first is left") {
    const auto reason = GENERATE(Reason::warning, Reason::refresh_requested, Reason::other);
    auto story = started();
    story.disconnect(1, reason);
    CHECK(story.after(0s) == "open 2");
    story.disconnect(1, Reason::refresh_requested);
    CHECK(story.after(1s).empty());
    CHECK(story.policy.connected(2, story.now));
    CHECK(story.after(1s).empty());
    story.policy.hello(2, std::nullopt, story.now);
    CHECK(story.live() == 2);
    CHECK(story.after(0s).empty());
    CHECK(story.next() == "close 1");
    CHECK(story.live() == 1);
    story.gone(1);
    CHECK(story.after(1s).empty());
    CHECK(story.policy.status(story.now).links == 1);
}

TEST_CASE("a leaving link is closed when it is quiet and owes nothing, or when it has had its time") {
    auto story = started();
    story.disconnect(1, Reason::warning);
    CHECK(story.after(0s) == "open 2");
    story.policy.envelope(1, story.now);
    story.greet(2);
    SECTION("answered: two seconds of quiet later") {
        CHECK(story.after(5s).empty());
        story.policy.answered(1);
        story.policy.envelope(1, story.now);
        story.policy.answered(1);
        CHECK(story.after(1900ms).empty());
        CHECK(story.after(100ms) == "close 1");
    }
    SECTION("never answered: ten seconds after it was left") {
        CHECK(story.after(9900ms).empty());
        CHECK(story.after(100ms) == "close 1, ping 2");
    }
    SECTION("never quiet: the same ten seconds") {
        for (int n = 0; n < 9; ++n) {
            CHECK(story.after(1s).empty());
            story.policy.envelope(1, story.now);
            story.policy.answered(1);
        }
        CHECK(story.after(1s) == "close 1, ping 2");
    }
    SECTION("its place is needed: as soon as it owes nothing") {
        story.disconnect(2, Reason::warning);
        CHECK(story.after(0s).empty());
        story.policy.answered(1);
        CHECK(story.after(0s) == "close 1");
        story.gone(1);
        CHECK(story.after(0s) == "open 3");
    }
    SECTION("alone again: it stays until another is there") {
        story.policy.answered(1);
        story.gone(2);
        CHECK(story.live() == 1);
        CHECK(story.after(1s) == "open 3");
        story.live_on(1, 29s);
        CHECK(story.after(0s).empty());
        story.greet(3);
        CHECK(story.after(0s) == "close 1");
    }
    SECTION("better than its silent successor") {
        story.policy.answered(1);
        CHECK(story.policy.status(story.now).live == 2);
        for (int n = 0; n < 6; ++n) {
            story.now += 5s;
            story.policy.frame(1, story.now);
            story.policy.envelope(1, story.now);
        }
        CHECK(story.after(0s) == "drop 2");
        story.gone(2);
        CHECK(story.live() == 1);
        CHECK(story.after(0s) == "open 3");
    }
    SECTION("closed by Slack meanwhile") {
        story.gone(1);
        story.policy.answered(1);
        CHECK(story.after(0s).empty());
        CHECK(story.live() == 1);
    }
}

TEST_CASE("a link is replaced shortly before Slack means to close it") {
    struct Row {
        std::chrono::seconds lifetime;
        Span at;
    };
    const auto row = GENERATE(values<Row>({{18060s, 18045s}, {360s, 345s}, {20s, 10s}, {1s, 500ms}}));
    Story story;
    story.after(0s);
    story.greet(1, row.lifetime);
    if (row.at > 1s) story.live_on(1, row.at - 1s);
    CHECK(story.after(std::min<Span>(row.at, 1s) - 1ms).find("open") == std::string::npos);
    CHECK(story.after(1ms) == "open 2");
}

TEST_CASE("while the second cannot be opened the first lives, and the waits grow") {
    auto story = started();
    story.live_on(1, 70s);
    story.disconnect(1, Reason::refresh_requested);
    CHECK(story.after(0s) == "open 2");
    std::vector<Span> waits;
    for (int link = 2; link < 10; ++link) {
        story.fail(link);
        const auto failed = story.now;
        for (auto said = std::string(); said.find("open") == std::string::npos;) {
            story.policy.frame(1, story.now);
            said = story.next();
        }
        waits.push_back(std::chrono::duration_cast<Span>(story.now - failed));
        CHECK(story.live() == 1);
    }
    CHECK(waits == std::vector<Span>{500ms, 1s, 2s, 4s, 8s, 16s, 30s, 30s});
}

TEST_CASE("jitter spreads a wait over its upper half") {
    LinkPolicy policy(LinkLimits{}, [] { return 0.5; });
    const auto start = Instant() + 1h;
    CHECK(policy.due(start).size() == 1);
    policy.failed(1, {}, start);
    CHECK(policy.wake(start) == start + 750ms);
    CHECK(policy.due(start + 749ms).empty());
    CHECK(policy.due(start + 750ms).size() == 1);
}

TEST_CASE("a link that held for a minute is replaced at once when it breaks, a short one is not") {
    auto story = started();
    const auto held = GENERATE(true, false);
    story.live_on(1, held ? 61s : 10s);
    story.gone(1);
    CHECK(story.live() == 0);
    CHECK(story.sentence().find("The connection ended.") != std::string::npos);
    if (!held) {
        CHECK(story.after(499ms).empty());
        story.after(1ms);
    } else {
        CHECK(story.after(0s) == "open 2");
    }
    story.greet(2);
    CHECK(story.live() == 1);
}

TEST_CASE("a silent link is asked, then not counted and replaced, and left only for a better one") {
    auto story = started();
    CHECK(story.next() == "ping 1");
    CHECK(story.next() == "ping 1");
    CHECK(story.live() == 1);
    CHECK(story.next() == "ping 1, open 2");
    CHECK(story.now == Instant() + 1h + 30s);
    CHECK(story.live() == 0);
    CHECK(story.sentence().find("sent nothing over Socket Mode for 30 seconds") != std::string::npos);
    SECTION("replaced") {
        story.after(1s);
        story.greet(2);
        CHECK(story.live() == 1);
        CHECK(story.after(0s) == "drop 1");
        story.gone(1);
    }
    SECTION("nobody else can be reached, then it wakes up") {
        story.fail(2, {"no route", false, false, 0s});
        CHECK(story.sentence().find("no route") != std::string::npos);
        story.policy.frame(1, story.now);
        CHECK(story.live() == 1);
        CHECK(story.after(5s).empty());
    }
    SECTION("it wakes up when the second is there already: one of them is enough") {
        story.policy.frame(1, story.now);
        story.greet(2);
        CHECK(story.live() == 2);
        CHECK(story.next() == "close 1");
    }
}

TEST_CASE("frames of any kind keep a link alive") {
    auto story = started();
    story.live_on(1, 10min);
    CHECK(story.after(0s).empty());
    CHECK(story.live() == 1);
    CHECK(story.policy.status(story.now).last_frame == story.now);
}

TEST_CASE("a link without a hello is dropped, with back-off") {
    Story story;
    story.after(0s);
    CHECK(story.policy.connected(1, story.now));
    story.after(10s);
    CHECK(story.after(9s).find("drop") == std::string::npos);
    CHECK(story.after(1s) == "drop 1");
    CHECK(story.after(0s).empty());
    story.gone(1);
    CHECK(story.next() == "open 2");
    CHECK(story.sentence().find("no hello") != std::string::npos);
}

TEST_CASE("a hello after the link was given up, and news of unknown links, change nothing") {
    Story story;
    story.after(0s);
    CHECK(story.policy.connected(1, story.now));
    CHECK(story.after(20s) == "drop 1");
    story.policy.hello(1, std::nullopt, story.now);
    CHECK(story.live() == 0);
    for (const int link : {0, 7, -1}) {
        story.policy.hello(link, std::nullopt, story.now);
        story.policy.frame(link, story.now);
        story.policy.envelope(link, story.now);
        story.policy.answered(link);
        story.disconnect(link, Reason::warning);
        story.fail(link);
        story.gone(link);
        CHECK_FALSE(story.policy.connected(link, story.now));
    }
    CHECK(story.live() == 0);
    CHECK(story.policy.status(story.now).links == 1);
}

TEST_CASE("told to go before its hello, a link is useless") {
    Story story;
    story.after(0s);
    CHECK(story.policy.connected(1, story.now));
    story.disconnect(1, Reason::warning);
    CHECK(story.after(0s) == "drop 1");
    story.gone(1);
    CHECK(story.after(499ms).empty());
    CHECK(story.after(1ms) == "open 2");
}

TEST_CASE("link_disabled ends everything and says why") {
    auto story = started();
    story.policy.envelope(1, story.now);
    story.disconnect(1, Reason::link_disabled);
    CHECK(story.after(0s).empty());
    CHECK_FALSE(story.policy.is_over());
    story.policy.answered(1);
    CHECK(story.after(0s) == "close 1");
    story.gone(1);
    CHECK(story.policy.is_over());
    CHECK(story.sentence().find("link_disabled") != std::string::npos);
    CHECK(story.next().empty());
    CHECK(story.policy.status(story.now).has_ended);
}

TEST_CASE("too many websockets never closes the last link and never opens a storm") {
    auto story = started();
    SECTION("told to the only one: it stays until a second is there, which is tried soon") {
        story.disconnect(1, Reason::too_many_websockets);
        CHECK(story.live() == 1);
        CHECK(story.after(499ms).empty());
        CHECK(story.after(1ms) == "open 2");
        story.greet(2);
        CHECK(story.after(2s) == "close 1");
    }
    SECTION("told to the newcomer before its hello: that one goes") {
        story.disconnect(1, Reason::warning);
        CHECK(story.after(0s) == "open 2");
        CHECK(story.policy.connected(2, story.now));
        story.disconnect(2, Reason::too_many_websockets);
        CHECK(story.after(0s) == "drop 2");
        story.gone(2);
        CHECK(story.live() == 1);
        CHECK(story.after(499ms).empty());
        CHECK(story.after(1ms) == "open 3");
    }
}

TEST_CASE("what no waiting cures ends the openings, but not what is open") {
    for (const auto* code :
         {"not_authed", "invalid_auth", "account_inactive", "user_removed_from_team", "team_disabled"}) {
        Story story;
        story.after(0s);
        const core::Error error{core::Errc::denied, "Slack refused; nothing was changed.", code};
        story.fail(1, failure_of(error));
        CHECK(story.policy.is_over());
        CHECK(story.next().empty());
        INFO(story.sentence());
        CHECK(story.sentence().find(code) != std::string::npos);
        const bool is_switched_off = std::string(code) == "team_disabled";
        CHECK(story.sentence().find(is_switched_off ? "switched off in Slack" : "app token") !=
              std::string::npos);
    }
    auto story = started();
    story.disconnect(1, Reason::warning);
    story.after(0s);
    story.fail(2, failure_of({core::Errc::denied, "", "invalid_auth"}));
    CHECK(story.live() == 1);
    CHECK_FALSE(story.policy.is_over());
    CHECK(story.sentence().find("not for long") != std::string::npos);
    story.live_on(1, 2min);
    CHECK(story.after(0s).empty());
    story.gone(1);
    CHECK(story.policy.is_over());
}

TEST_CASE("a failure is read from what the Web API or the network said") {
    struct Row {
        core::Error error;
        std::string why;
        bool is_final, was_seen;
        Span wait;
    };
    const auto row = GENERATE(values<Row>({
        {core::unavailable("x", "internal_error"), "Slack said internal_error.", false, true, 0s},
        {core::unavailable("Slack asks us to wait; nothing was sent.", "ratelimited, Retry-After: 30"),
         "Slack asks us to wait; nothing was sent.", false, true, 30s},
        {core::unavailable("W", "ratelimited, Retry-After: 2000000000"), "W", false, true, 1h},
        {core::unavailable("W", "ratelimited, Retry-After: not said"), "W", false, true, 0s},
        {core::unavailable("S", "HTTP 503"), "S", false, true, 0s},
        {core::unavailable("slack.com cannot be reached; nothing was sent.", "Connection refused"),
         "slack.com cannot be reached; nothing was sent.", false, false, 0s},
        {core::unavailable("S", ""), "S", false, false, 0s},
        {core::unavailable("slack.com did not answer in time. Whether it acted is unknown: look before you "
                           "repeat it.",
                           "The socket was closed due to a timeout"),
         "slack.com did not answer in time.", false, false, 0s},
        {{core::Errc::invalid, "S", "team_disabled"}, "Slack said team_disabled.", true, true, 0s},
    }));
    const auto failure = failure_of(row.error);
    CHECK(failure.why == row.why);
    CHECK(failure.is_final == row.is_final);
    CHECK(failure.was_seen == row.was_seen);
    CHECK(failure.wait == row.wait);
}

TEST_CASE("Slack's own wait is honoured") {
    Story story;
    story.after(0s);
    story.fail(1, {"W", false, true, 45s});
    CHECK(story.after(44999ms).empty());
    CHECK(story.after(1ms) == "open 2");
}

TEST_CASE("links that break at once are opened five times, then once a minute") {
    Story story;
    std::vector<Instant> opened;
    for (int n = 0; n < 60; ++n) {
        auto said = story.after(0s);
        if (said.empty()) said = story.next();
        REQUIRE(said == "open " + std::to_string(n + 1));
        opened.push_back(story.now);
        story.greet(n + 1);
        story.disconnect(n + 1, Reason::refresh_requested);
        story.gone(n + 1);
    }
    CHECK(opened[4] == opened[0]);
    CHECK(opened[5] - opened[4] >= 60s);
    for (std::size_t n = 6; n < opened.size(); ++n) CHECK(opened[n] - opened[n - 1] >= 60s);
}

TEST_CASE("stopping answers what came, closes, and opens nothing") {
    auto story = started();
    story.policy.envelope(1, story.now);
    story.disconnect(1, Reason::warning);
    CHECK(story.after(0s) == "open 2");
    const auto state = GENERATE("opening", "greeting", "live");
    if (state == std::string("greeting")) CHECK(story.policy.connected(2, story.now));
    if (state == std::string("live")) story.greet(2);
    story.policy.stop(story.now);
    CHECK(story.after(0s) == (state == std::string("opening")    ? ""
                              : state == std::string("greeting") ? "drop 2"
                                                                 : "close 2"));
    if (state == std::string("opening")) CHECK_FALSE(story.policy.connected(2, story.now));
    story.gone(2);
    CHECK_FALSE(story.policy.is_over());
    const auto is_answered = GENERATE(true, false);
    if (is_answered) {
        story.policy.answered(1);
        CHECK(story.after(0s) == "close 1");
    } else {
        CHECK(story.after(9s).empty());
        CHECK(story.after(1s) == "close 1");
    }
    story.gone(1);
    CHECK(story.policy.is_over());
    CHECK(story.next().empty());
    CHECK(story.sentence() == "Socket Mode is stopped.");
}

// Whatever Slack and the network do in whatever order, these promises hold.
TEST_CASE("any order of events keeps the promises") {
    std::mt19937 random(20261128);
    const auto chance = [&](int of) { return std::uniform_int_distribution<int>(0, of - 1)(random) == 0; };
    for (int run = 0; run < 50; ++run) {
        auto limits = LinkLimits{};
        if (run % 2 == 1) limits = alone();
        LinkPolicy policy(limits, [&] { return std::uniform_real_distribution<double>(0, 1)(random); });
        auto now = Instant() + 1h;
        const auto start = now;
        enum class Peer { opening, greeting, live, closing };
        std::map<int, Peer> peers;
        std::map<int, int> owed;
        std::uint64_t opened = 0;
        for (int n = 0; n < 2000; ++n) {
            const auto live_before = policy.status(now).live;
            for (const auto& step : policy.due(now)) {
                if (step.kind == Kind::open) {
                    REQUIRE(peers.emplace(step.link, Peer::opening).second);
                    ++opened;
                    continue;
                }
                REQUIRE(peers.contains(step.link));
                if (step.kind == Kind::ping) continue;
                REQUIRE(peers[step.link] != Peer::closing);
                // Nobody leaves while it is the only one that counts.
                if (peers[step.link] == Peer::live && step.kind == Kind::close) REQUIRE(live_before >= 2);
                peers[step.link] = Peer::closing;
            }
            REQUIRE(static_cast<int>(peers.size()) <= limits.kept + 1);
            REQUIRE(policy.due(now).empty());
            REQUIRE(policy.wake(now) > now);
            now += std::min<std::chrono::nanoseconds>(
                policy.wake(now) - now, Span(std::uniform_int_distribution<int>(0, 4000)(random)));
            for (auto it = peers.begin(); it != peers.end();) {
                const auto link = it->first;
                bool ends = it->second == Peer::closing && chance(2);
                if (!chance(8)) policy.frame(link, now);
                if (it->second == Peer::opening && chance(3)) {
                    if (chance(3)) {
                        policy.failed(link, {"why", false, chance(2), 0s}, now);
                        it = peers.erase(it);
                        continue;
                    }
                    REQUIRE(policy.connected(link, now));
                    it->second = Peer::greeting;
                } else if (it->second == Peer::greeting && chance(3)) {
                    policy.hello(link, chance(2) ? std::optional(std::chrono::seconds(30)) : std::nullopt,
                                 now);
                    it->second = Peer::live;
                }
                if (chance(40))
                    policy.disconnect(link, chance(2) ? Reason::warning : Reason::too_many_websockets, now);
                if (chance(3)) {
                    policy.envelope(link, now);
                    ++owed[link];
                }
                if (owed[link] > 0 && chance(2)) {
                    policy.answered(link);
                    --owed[link];
                }
                ends = ends || (it->second != Peer::opening && chance(60));
                if (ends) policy.gone(link, now);
                it = ends ? peers.erase(it) : std::next(it);
            }
            REQUIRE(policy.status(now).links == static_cast<int>(peers.size()));
        }
        const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(now - start).count();
        CHECK(opened <= 5 + static_cast<std::uint64_t>(minutes) * 3);
    }
}
