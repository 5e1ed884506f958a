// SPDX-License-Identifier: Apache-2.0
// Workspaces that move into an organisation, and channels that get another id.
#include "bot/slack_news.hpp"

#include "bot/log_for_tests.hpp"
#include "bot/service_for_tests.hpp"
#include "bot/slack_for_tests.hpp"

#include <catch2/catch.hpp>

namespace {
using namespace tests;

struct Place {
    FakeSlack slack;
    Running running{"[slack]\nsigning_secret = \"" + secret + "\"\nbot_token = \"xoxb-1\"\napi_base = \"" +
                    slack.url("/api/") + "\"\n[effects]\ndry_run_channels = [\"G1\"]\n"};
    int events = 0;

    void event(const core::Json& inner, core::Time at = bot::wall_now()) {
        const core::Json body = {{"type", "event_callback"},
                                 {"event_id", "Ev" + std::to_string(++events)},
                                 {"event_time", core::to_unix(at)},
                                 {"team_id", "T1"},
                                 {"event", inner}};
        CHECK(running.send(signed_request("/slack/events", body.dump())).status == 200);
    }
    void put(const std::string& claim, const std::string& kind, const std::string& channel) {
        storage::Outgoing message;
        message.installation = 1;
        message.channel = channel;
        message.kind = kind;
        message.native = message.plain = R"({"text":"x"})";
        message.claim = claim;
        message.created_at = bot::wall_now();
        running.service().store.writer().put_outgoing(message);
        deliver();
    }
    void deliver() {
        running.service().outbox.wake();
        running.loop().restart();
        running.loop().run();
    }
    storage::Reader kept() { return running.service().store.reader(); }
    std::int64_t waiting() { return kept().outgoing_counts().waiting; }
    std::size_t posts() {
        std::size_t count = 0;
        for (const auto& request : slack.end()) count += request.target.ends_with("chat.postMessage") ? 1 : 0;
        return count;
    }
};
}  // namespace

TEST_CASE(
    "while Slack moves the workspace nothing is posted, over a restart too, and all of it when it is done") {
    Place place;
    const auto began = bot::wall_now() - std::chrono::hours(1);
    place.event({{"type", "grid_migration_started"}, {"enterprise_id", "E1"}}, began);
    place.put("one", "answer", "C1");
    place.put("two", "digest", "C2");
    CHECK(place.waiting() == 2);
    place.running.open();
    place.deliver();
    CHECK(place.waiting() == 2);
    const auto moves = place.kept().workspace_moves(bot::wall_now());
    REQUIRE(moves.size() == 1);
    CHECK(moves[0].until - began < std::chrono::hours(13));
    place.event({{"type", "grid_migration_finished"}, {"enterprise_id", "E1"}});
    place.deliver();
    CHECK(place.waiting() == 0);
    // Late, and once more: it is over.
    place.event({{"type", "grid_migration_started"}, {"enterprise_id", "E1"}}, began);
    place.put("three", "answer", "C1");
    CHECK(place.waiting() == 0);
    CHECK(place.posts() == 3);
}

TEST_CASE("the log says of a move what it means for messages by then") {
    Place place;
    const auto now = bot::wall_now();
    const auto told = [&](const std::string& type, core::Time at) {
        auto log = tests::errors_of([&] {
            bot::start_log("info", "json");
            place.event({{"type", type}, {"enterprise_id", "E1"}}, at);
        });
        bot::start_log("error", "json");
        return log;
    };
    const auto says = [](const std::string& log, std::string_view words) {
        return log.find(words) != std::string::npos;
    };
    const std::string begun = "grid_migration_started", done = "grid_migration_finished";
    CHECK(says(told(done, now - std::chrono::hours(3)), "no messages waited for that"));
    CHECK(says(told(begun, now - std::chrono::hours(20)), "it is over, and messages go on"));
    CHECK(says(told(begun, now - std::chrono::hours(2)), "answers too, wait until Slack says"));
    CHECK(says(told(begun, now - std::chrono::hours(2)), "messages to it wait still"));
    CHECK(place.kept().workspace_moves(now).size() == 1);
    CHECK(says(told(done, now - std::chrono::hours(1)), "part of its organisation; messages go on"));
    CHECK(says(told(begun, now - std::chrono::hours(2)), "it is over, and messages go on"));
    CHECK(place.kept().workspace_moves(now).empty());
}

TEST_CASE("a move that nobody ends holds messages for half a day at most") {
    Place place;
    place.event({{"type", "grid_migration_started"}}, bot::wall_now() - std::chrono::hours(13));
    place.put("one", "answer", "C1");
    CHECK(place.waiting() == 0);
    CHECK(place.posts() == 1);
}

TEST_CASE("a channel's new id takes over its pause, and the audit says so") {
    Place place;
    auto writer = place.running.service().store.writer();
    writer.put_pause(
        {.reach = storage::Pause::Reach::channel, .name = "G1", .who = "U1", .since = bot::wall_now()});
    place.put("one", "digest", "G1");
    const core::Json moved = {
        {"type", "channel_id_changed"}, {"old_channel_id", "G1"}, {"new_channel_id", "C1"}};
    for (int time = 0; time < 2; ++time) place.event(moved);
    place.event({{"type", "channel_id_changed"}, {"old_channel_id", "G2"}});
    const auto pauses = place.kept().pauses(bot::wall_now());
    REQUIRE(pauses.size() == 1);
    CHECK(pauses[0].name == "C1");
    CHECK(place.waiting() == 1);
    const auto rows = place.kept().audit(core::from_unix(0), 9);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].who + ": " + rows[0].before + " -> " + rows[0].after ==
          "slack: paused channel G1 -> paused channel C1");
    writer.end_pauses();
    place.deliver();
    CHECK(place.waiting() == 0);
    CHECK(place.posts() == 1);
}
