// SPDX-License-Identifier: Apache-2.0
// What nobody asked for goes out through one gate, and stops at a pause, a dry run or a channel that is not
// allowed.
#include "bot/effects.hpp"

#include "bot/service_for_tests.hpp"
#include "bot/slack_for_tests.hpp"
#include "bot/tell_troubles.hpp"
#include "core/text.hpp"

#include <catch2/catch.hpp>

namespace {
using namespace tests;
using bot::Gate;
using storage::Pause;

bot::Posting digest(const std::string& channel = "C1") {
    bot::Posting posting;
    posting.channel = channel;
    posting.kind = "digest";
    posting.answer = commands::say("Three repositories moved.");
    return posting;
}

commands::Request due() {
    commands::Request request;
    request.asker = {.person = "subscription 7", .role = commands::Role::admin};
    request.place.kind = commands::PlaceKind::scheduler;
    request.now = bot::wall_now();
    request.id = "7Q4M1K00";
    return request;
}

std::string settings(const FakeSlack& slack, const std::string& more = "") {
    return "[slack]\nsigning_secret = \"" + secret + "\"\nbot_token = \"xoxb-1\"\napi_base = \"" +
           slack.url("/api/") + "\"\n[people]\nadmin = [\"U0ADMIN\"]\nispo = [\"U0ISPO\"]\n" + more;
}

Gate carry_out(Running& running, const bot::Posting& posting, const std::string& id = "d1") {
    auto writer = running.service().store.writer();
    auto verdict = Gate::denied;
    writer.in_transaction(
        [&] { verdict = running.service().effects.carry_out(writer, due(), bot::effect_of(id, posting)); });
    return verdict;
}

void deliver(Running& running) {
    running.service().outbox.wake();
    running.loop().restart();
    running.loop().run();
}

std::vector<std::string> posted(const std::vector<net::Request>& requests) {
    std::vector<std::string> channels;
    for (const auto& request : requests) {
        net::Form form;
        if (!request.target.ends_with("chat.postMessage") || !net::parse_form(request.body, form)) continue;
        for (const auto& [name, value] : form)
            if (name == "channel") channels.push_back(value);
    }
    return channels;
}
using Channels = std::vector<std::string>;

std::vector<storage::AuditRow> audit(Running& running) {
    return running.service().store.reader().audit(core::from_unix(0), 100);
}

Pause everything() { return {.who = "os:0", .since = bot::wall_now()}; }
}  // namespace

TEST_CASE("the gate lets a message pass, wait, be told only, or not at all") {
    const std::vector<Pause> none;
    auto kind = everything();
    kind.reach = Pause::Reach::kind;
    kind.name = "digest";
    auto channel = everything();
    channel.reach = Pause::Reach::channel;
    channel.name = "C1";
    CHECK(bot::gate(digest(), due(), {}, none) == Gate::goes);
    for (const auto& pause : {everything(), kind, channel})
        CHECK(bot::gate(digest(), due(), {}, {pause}) == Gate::waits);
    channel.name = "C2";
    CHECK(bot::gate(digest(), due(), {}, {channel}) == Gate::goes);
    CHECK(bot::gate(digest(), due(), {.dry_run = true}, {everything()}) == Gate::dry);
    CHECK(bot::gate(digest(), due(), {.dry_run_channels = {"C1"}}, none) == Gate::dry);
    CHECK(bot::gate(digest("C2"), due(), {.dry_run_channels = {"C1"}}, none) == Gate::goes);
    CHECK(bot::gate(digest(), due(), {.channels = {"C2"}}, none) == Gate::denied);
    CHECK(bot::gate(digest("U1"), due(), {.channels = {"C2"}}, none) == Gate::goes);
    auto guest = due();
    guest.asker.role = commands::Role::guest;
    CHECK(bot::gate(digest(), guest, {}, none) == Gate::denied);
    auto dry = due();
    dry.dry_run = true;
    CHECK(bot::gate(digest(), dry, {}, none) == Gate::dry);
}

TEST_CASE("what the settings say of a channel holds for the id that Slack gave it") {
    const bot::EffectRules rules{.dry_run_channels = {"G1"}, .channels = {"G1", "C2"}};
    const auto now = bot::following(rules, {{1, "G1", "C1"}, {1, "G9", "C9"}, {1, "G3", "C2"}});
    CHECK(bot::gate(digest("C1"), due(), now, {}) == Gate::dry);
    CHECK(bot::gate(digest("C9"), due(), now, {}) == Gate::denied);
    CHECK(now.channels == Channels{"G1", "C2", "C1"});
    FakeSlack slack;
    Running running(settings(slack, "[effects]\nchannels = [\"G1\"]\n"));
    CHECK(carry_out(running, digest("C1"), "d1") == Gate::denied);
    running.service().store.writer().move_channel(1, "G1", "C1", bot::wall_now());
    CHECK(carry_out(running, digest("C1"), "d2") == Gate::goes);
}

TEST_CASE("an effect comes back from its arguments, and what nobody knows is a bug") {
    const auto back = bot::posting_of(bot::effect_of("d1", digest()));
    REQUIRE(back.has_value());
    CHECK(back->channel + back->kind + back->answer.headline == "C1digestThree repositories moved.");
    auto effect = bot::effect_of("d1", digest());
    for (const auto* part : {"channel", "kind", "answer"}) {
        auto broken = effect;
        broken.arguments.erase(part);
        CHECK_FALSE(bot::posting_of(broken).has_value());
    }
    auto answer = digest();
    answer.kind = "answer";  // would never wait
    CHECK_FALSE(bot::posting_of(bot::effect_of("d1", answer)).has_value());
    effect.kind = "github.comment";
    FakeSlack slack;
    Running running(settings(slack));
    auto writer = running.service().store.writer();
    CHECK_THROWS_AS(running.service().effects.carry_out(writer, due(), effect), std::logic_error);
}

TEST_CASE("what passes is posted once and stands in the audit") {
    FakeSlack slack;
    Running running(settings(slack));
    CHECK(carry_out(running, digest()) == Gate::goes);
    CHECK(carry_out(running, digest()) == Gate::goes);  // the same again
    deliver(running);
    CHECK(posted(slack.end()) == Channels{"C1"});
    REQUIRE(audit(running).size() == 2);
    const auto row = audit(running).front();
    CHECK(row.who == "subscription 7 as admin");
    CHECK(row.what == "post digest to C1");
    CHECK(row.why == "due");
    CHECK_FALSE(row.dry);
}

TEST_CASE("in a dry run nothing leaves, and the audit says what would have") {
    FakeSlack slack;
    Running running(settings(slack, "[effects]\ndry_run = true\n"));
    CHECK(carry_out(running, digest()) == Gate::dry);
    running.service().store.writer().note_trouble(1, "C1", "is_archived", bot::wall_now());
    finish(running.loop(), bot::tell_troubles(running.service()));
    deliver(running);
    CHECK(slack.end().empty());
    CHECK(running.service().store.reader().outgoing_counts().waiting == 0);
    REQUIRE(audit(running).size() == 2);
    CHECK(audit(running).front().dry);
    CHECK(audit(running).front().after.find("Three repositories moved.") != std::string::npos);
    CHECK(running.admin("GET", "/readyz").body.find("dry run") != std::string::npos);
}

TEST_CASE("a pause holds messages over a restart, answers go on, and what waited goes out after it") {
    FakeSlack slack;
    Running running(settings(slack));
    running.service().store.writer().put_pause(everything());
    CHECK(carry_out(running, digest()) == Gate::waits);
    auto answer = running.service().effects.post({.installation = 1, .channel = "C1"},
                                                 commands::say("You asked."), "7Q4M1K00", "k");
    running.service().store.writer().put_outgoing(*answer);
    running.open();
    deliver(running);
    CHECK(running.service().store.reader().outgoing_counts().waiting == 1);
    CHECK(running.admin("GET", "/readyz").body.find("paused: everything until somebody resumes it") !=
          std::string::npos);
    CHECK(running.admin("GET", "/readyz").status == 200);
    running.service().store.writer().end_pauses();
    deliver(running);
    CHECK(posted(slack.end()) == Channels{"C1", "C1"});
}

TEST_CASE("what a pause held too long is dropped") {
    FakeSlack slack;
    Running running(settings(slack));
    storage::Outgoing old;
    old.installation = 1;
    old.channel = "C1";
    old.native = old.plain = R"({"text":"old"})";
    old.claim = "old";
    old.kind = "digest";
    old.created_at = bot::wall_now() - core::Days(8);
    old.expires_at = bot::wall_now() - core::Days(1);
    running.service().store.writer().put_outgoing(old);
    deliver(running);
    CHECK(slack.end().empty());
    CHECK(running.service().store.reader().lost_messages(core::from_unix(0), 5).at(0).error == "too_late");
    CHECK(running.service().store.reader().troubles(5).empty());
}

TEST_CASE(
    "somebody is told once which channels take no messages, in one message, and never about themselves") {
    FakeSlack slack([](const net::Request& request) -> std::optional<net::Response> {
        net::Form form;
        if (!net::parse_form(request.body, form)) return std::nullopt;
        // Direct messages are named like the person here.
        if (request.target.ends_with("conversations.open"))
            return net::json_response(200, R"({"ok":true,"channel":{"id":")" +
                                               std::string(net::form_value(form, "users")) + R"("}})");
        for (const auto& [name, value] : form)
            if (name == "channel" && value != "U0ISPO")
                return net::json_response(200, R"({"ok":false,"error":"is_archived"})");
        return std::nullopt;
    });
    Running running(settings(slack));
    const auto tell = [&] {
        finish(running.loop(), bot::tell_troubles(running.service()));
        deliver(running);
    };
    for (const std::string channel : {"C1", "C2", "C1"})
        carry_out(running, digest(channel), "d" + channel + bot::new_reference());
    deliver(running);
    tell();  // to the administrator, whom nothing reaches
    tell();  // to the office
    for (int i = 0; i < 3; ++i) tell();
    const auto channels = posted(slack.end());
    CHECK(std::count(channels.begin(), channels.end(), "U0ADMIN") == 1);
    CHECK(std::count(channels.begin(), channels.end(), "U0ISPO") == 1);
    CHECK(channels.size() == 5);
    CHECK(running.service().store.reader().troubles(10).size() == 3);
    CHECK(running.admin("GET", "/readyz").body.find("3 channels take no messages") != std::string::npos);
}

TEST_CASE("with nobody to tell there is no message and no end of trying") {
    FakeSlack slack;
    Running running("[slack]\nsigning_secret = \"" + secret + "\"\nbot_token = \"xoxb-1\"\napi_base = \"" +
                    slack.url("/api/") + "\"\n");
    running.service().store.writer().note_trouble(1, "C1", "is_archived", bot::wall_now());
    running.service().store.writer().note_trouble(1, "C2", "token_revoked", bot::wall_now());
    for (int i = 0; i < 2; ++i) finish(running.loop(), bot::tell_troubles(running.service()));
    deliver(running);
    CHECK(slack.end().empty());
}
