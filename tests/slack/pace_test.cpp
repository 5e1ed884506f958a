// SPDX-License-Identifier: Apache-2.0
#include "slack/pace.hpp"

#include <catch2/catch.hpp>

namespace {
using slack::Pace;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

const Pace::Instant start{std::chrono::hours(100)};
}  // namespace

TEST_CASE("a channel gets one message a second, others do not wait for it") {
    Pace pace;
    CHECK(pace.ready("chat.postMessage", "C1", start) <= start);
    pace.took("chat.postMessage", "C1", start);
    CHECK(pace.ready("chat.postMessage", "C1", start) == start + seconds(1));
    CHECK(pace.ready("chat.update", "C1", start) == start + seconds(1));
    CHECK(pace.ready("chat.postMessage", "C2", start) <= start);
    CHECK(pace.ready("conversations.history", "C1", start) <= start);
}

TEST_CASE("a channel's second begins when its message has arrived, not when it left") {
    Pace pace;
    pace.took("chat.postMessage", "C1", start);
    pace.posted("C1", start + milliseconds(400));
    CHECK(pace.ready("chat.postMessage", "C1", start + seconds(1)) == start + milliseconds(1400));
    CHECK(pace.ready("chat.postMessage", "C2", start + seconds(1)) <= start + seconds(1));
}

TEST_CASE("a method gets no more calls a minute than Slack grants") {
    for (const std::string method : {"conversations.history", "apps.connections.open", "something.new"}) {
        INFO(method);
        Pace pace;
        const int granted = Pace::per_minute(method);
        for (int i = 0; i < granted; ++i) {
            const auto at = start + milliseconds(i);
            CHECK(pace.ready(method, "", at) <= at);
            pace.took(method, "", at);
        }
        CHECK(pace.ready(method, "", start + milliseconds(granted)) == start + minutes(1));
        CHECK(pace.ready(method, "", start + minutes(1)) <= start + minutes(1));
    }
    CHECK(Pace::per_minute("chat.postMessage") > 60);  // several channels
    CHECK(Pace::per_minute("something.new") == 20);
}

TEST_CASE("what Slack holds back is one method, and the longest wait counts") {
    Pace pace;
    pace.hold("chat.postMessage", start + seconds(30));
    pace.hold("chat.postMessage", start + seconds(10));
    CHECK(pace.ready("chat.postMessage", "C1", start) == start + seconds(30));
    CHECK(pace.ready("chat.postMessage", "C2", start) == start + seconds(30));
    CHECK(pace.ready("views.open", "", start) <= start);
}

TEST_CASE("a long run at full speed never exceeds what is granted in any minute") {
    Pace pace;
    std::vector<Pace::Instant> calls;
    auto now = start;
    while (calls.size() < 300) {
        now = std::max(now, pace.ready("conversations.replies", "", now));
        pace.took("conversations.replies", "", now);
        calls.push_back(now);
    }
    for (std::size_t i = 50; i < calls.size(); ++i) CHECK(calls[i] - calls[i - 50] >= minutes(1));
}
