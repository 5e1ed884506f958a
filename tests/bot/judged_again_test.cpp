// SPDX-License-Identifier: Apache-2.0
// Who reads a channel is asked about when an answer is made, and again when it is posted.
#include "bot/judged_again.hpp"

#include "bot/service_for_tests.hpp"
#include "bot/slack_for_tests.hpp"

#include <catch2/catch.hpp>

#include <atomic>

namespace {
using namespace tests;
using core::Json;

// A private channel of one colleague, who is on the list of what is private; a guest may come in.
struct Channel {
    std::atomic<bool> has_guest = false, is_busy = false, is_mute = false;
    std::atomic<int> asked = 0;
    FakeSlack slack{[this](const net::Request& request) { return answer(request); }};
    Running running{"[slack]\nsigning_secret = \"" + secret + "\"\nbot_token = \"xoxb-1\"\napi_base = \"" +
                    slack.url("/api/") + "\"\n[audience]\nreaders = [\"acme/moon-*=S0MOON\"]\n"};

    Channel() {
        slack.keeps_questions = true;
        running.put("moon-secret", insight::Visibility::private_);
        running.service().people.learn(storage::SlackGroup{1, "S0MOON", bot::wall_now(), {"U1"}});
    }
    std::optional<net::Response> answer(const net::Request& request) {
        const auto method = request.target.substr(request.target.rfind('/') + 1);
        const auto id = request.body.substr(request.body.rfind('=') + 1);
        if (method == "conversations.open")
            return net::json_response(200, R"({"ok":true,"channel":{"id":"D1"}})");
        if (method == "auth.test") return net::json_response(200, R"({"ok":true,"team_id":"T1"})");
        if (method == "users.info")
            return net::json_response(200, R"({"ok":true,"user":{"id":")" + id + R"(","is_restricted":)" +
                                               (id == "U9" ? "true" : "false") + "}}");
        if (method == "conversations.info") {
            ++asked;
            if (is_mute) return net::json_response(503, R"({"ok":false,"error":"service_unavailable"})");
            return net::json_response(200, R"({"ok":true,"channel":{"id":")" + id +
                                               R"(","is_private":true,"is_ext_shared":false}})");
        }
        if (method == "conversations.members")
            return net::json_response(
                200, std::string(R"({"ok":true,"members":["U1")") + (has_guest ? ",\"U9\"" : "") + "]}");
        if (is_busy.exchange(false)) {
            net::Response wait = net::json_response(429, R"({"ok":false,"error":"ratelimited"})");
            wait.headers.emplace_back("Retry-After", "1");
            on_busy();
            return wait;
        }
        return std::nullopt;
    }
    std::function<void()> on_busy = [] {};
    void event(const std::string& id, const Json& inner) {
        const Json body = {{"type", "event_callback"},
                           {"event_id", id},
                           {"is_ext_shared_channel", false},
                           {"authorizations", Json::array({{{"team_id", "T1"}}})},
                           {"event", inner}};
        running.send(signed_request("/slack/events", body.dump()));
    }
    void mention(const std::string& id) {
        event(id, {{"type", "app_mention"},
                   {"channel", "C1"},
                   {"user", "U1"},
                   {"team", "T1"},
                   {"ts", "17.1"},
                   {"text", "ready moon-secret"}});
    }
    std::vector<std::string> posts() {
        std::vector<std::string> out;
        for (const auto& request : slack.end())
            if (request.target.ends_with("chat.postMessage")) out.push_back(request.body);
        return out;
    }
};

bool names_guests(const std::string& post) {
    return post.find("guests+read+this+channel") != std::string::npos ||
           post.find("guests%20read%20this%20channel") != std::string::npos;
}
void put(Running& running, const std::string& place, const std::string& text,
         std::vector<std::int64_t> repositories = {}) {
    storage::Outgoing message;
    message.installation = 1;
    message.channel = place;
    message.native = message.plain = core::dump_json({{"text", text}});
    message.claim = "c1";
    message.created_at = bot::wall_now();
    message.repositories = std::move(repositories);
    running.service().store.writer().put_outgoing(message);
}
void run(Running& running) {
    running.service().outbox.wake();
    running.loop().restart();
    running.loop().run();
}
storage::OutgoingRow answer_to_u1(const std::string& place) {
    storage::OutgoingRow message;
    message.installation = 1;
    message.channel = place;
    message.asker = "U1";
    message.reference = "REF00001";
    message.native = message.plain = R"({"text":"moon-secret: L2"})";
    message.repositories = {1};
    return message;
}
bool tells(const std::string& post) { return post.find("moon-secret") != std::string::npos; }
}  // namespace

TEST_CASE("a guest who comes while an answer waits for Slack is not shown what is private") {
    for (const bool comes : {false, true}) {
        INFO(comes);
        Channel channel;
        channel.is_busy = true;
        if (comes)
            channel.on_busy = [&channel] {
                channel.has_guest = true;
                asio::post(channel.running.loop(),
                           [&channel] { channel.running.service().directory.forget_readers(); });
            };
        channel.mention("Ev1");
        const auto posts = channel.posts();
        REQUIRE(posts.size() == 2);
        CHECK(tells(posts[0]));
        CHECK(tells(posts[1]) != comes);
        CHECK(names_guests(posts[1]) == comes);
    }
}

TEST_CASE("what waited over a restart is judged by who reads the channel then") {
    Channel channel;
    storage::Outgoing message;
    message.installation = 1;
    message.channel = "C1";
    message.native = message.plain = R"({"text":"moon-secret: L2"})";
    message.claim = "c1";
    message.created_at = bot::wall_now();
    message.repositories = {1, 2};
    channel.running.service().store.writer().put_outgoing(message);
    channel.has_guest = true;
    channel.running.service().outbox.wake();
    channel.running.loop().restart();
    channel.running.loop().run();
    const auto posts = channel.posts();
    REQUIRE(posts.size() == 1);
    CHECK_FALSE(tells(posts[0]));
}

TEST_CASE("a direct message is judged by what is known of its reader when it is sent") {
    struct Row {
        const char* why;
        storage::Standing standing;
        bool is_on_list, is_shown;
    };
    for (const auto& row : {Row{"as before", storage::Standing::member, true, true},
                            Row{"a guest now", storage::Standing::guest, true, false},
                            Row{"off the list", storage::Standing::member, false, false},
                            Row{"of another company", storage::Standing::stranger, true, false}})
        for (const std::string place : {"D1", "U1"}) {
            INFO(row.why << " in " << place);
            Channel channel;
            auto& service = channel.running.service();
            service.people.learn(storage::SlackPerson{1, "U1", row.standing, bot::wall_now()});
            service.people.learn(storage::SlackGroup{
                1, "S0MOON", bot::wall_now(),
                row.is_on_list ? std::vector<std::string>{"U1"} : std::vector<std::string>()});
            const auto judged =
                finish(channel.running.loop(), bot::judged_again(service, answer_to_u1(place), true));
            REQUIRE(judged);
            CHECK(tells(judged->plain) == row.is_shown);
            const auto audit = service.store.reader().audit(core::from_unix(0), 9);
            REQUIRE(audit.size() == (row.is_shown ? 0 : 1));
            if (!row.is_shown) CHECK(audit[0].request == "REF00001");
        }
}

TEST_CASE("whom nobody asked about since the start is asked about before their message is judged") {
    Channel channel;
    auto& service = channel.running.service();
    REQUIRE(service.directory.is_unsaid(1, "U1"));
    const auto judged = finish(channel.running.loop(), bot::judged_again(service, answer_to_u1("D1"), true));
    REQUIRE(judged);
    CHECK(tells(judged->plain));
    CHECK(service.store.reader().audit(core::from_unix(0), 9).empty());
}

TEST_CASE("who reads a channel is asked anew before something private is posted, event or not") {
    Channel channel;
    auto& service = channel.running.service();
    const auto readers = [&](std::chrono::seconds no_older) {
        return finish(channel.running.loop(), service.directory.readers_of(1, "C1", false, no_older));
    };
    CHECK_FALSE(readers(std::chrono::seconds(5)).guests);
    CHECK_FALSE(readers(std::chrono::seconds(5)).guests);
    CHECK(channel.asked == 1);
    channel.has_guest = true;
    CHECK_FALSE(readers(std::chrono::hours(1)).guests);  // nothing told of it
    const auto anew = readers(std::chrono::seconds(-1));
    CHECK(channel.asked == 2);
    CHECK(anew.are_known);
    CHECK(anew.guests);
    channel.has_guest = false;
    CHECK_FALSE(readers(std::chrono::seconds(-1)).guests);
    channel.is_mute = true;
    CHECK_FALSE(readers(std::chrono::seconds(-1)).are_known);
}

TEST_CASE("while Slack does not say who reads a channel, an answer waits; it is refused when that lasts") {
    for (const bool may_wait : {true, false}) {
        Channel channel;
        channel.is_mute = true;
        storage::OutgoingRow message;
        message.installation = 1;
        message.channel = "C1";
        message.native = message.plain = R"({"text":"moon-secret: L2"})";
        message.repositories = {1};
        const auto judged =
            finish(channel.running.loop(), bot::judged_again(channel.running.service(), message, may_wait));
        CHECK(judged.has_value() != may_wait);
        if (judged) CHECK_FALSE(tells(judged->plain));
    }
}

TEST_CASE("what nobody can judge yet is tried again until that lasts too long") {
    for (const bool lasts : {false, true}) {
        INFO(lasts);
        FakeSlack slack;
        Running running("[slack]\nsigning_secret = \"" + secret +
                        "\"\nbot_token = \"xoxb-1\"\napi_base = \"" + slack.url("/api/") + "\"\n");
        running.delays.until_judged = std::chrono::seconds(0);
        if (lasts) running.delays.longest_unjudged = std::chrono::seconds(0);
        running.open();
        std::vector<bool> asked;
        running.service().outbox.judge_by(
            [&asked](storage::OutgoingRow row,
                     bool may_wait) -> asio::awaitable<std::optional<storage::OutgoingRow>> {
                asked.push_back(may_wait);
                if (asked.size() == 1) co_return std::nullopt;
                co_return std::optional(std::move(row));
            });
        put(running, "C1", "hello");
        run(running);
        CHECK(asked == std::vector<bool>{true, !lasts});
        CHECK(slack.end().size() == 1);
    }
}

TEST_CASE(
    "an answer that goes to a person after its place refused it is judged there too, and audited once") {
    Channel channel;
    auto& service = channel.running.service();
    service.people.learn(storage::SlackGroup{1, "S0MOON", bot::wall_now(), {}});  // U1 is off the list
    channel.is_busy = true;  // and Slack asks to wait once
    put(channel.running, "U1", "moon-secret: L2", {1});
    run(channel.running);
    const auto audit = service.store.reader().audit(core::from_unix(0), 9);
    CHECK(audit.size() == 1);
    const auto posts = channel.posts();
    REQUIRE(posts.size() == 2);
    for (const auto& post : posts) CHECK_FALSE(tells(post));
}

TEST_CASE("who reads a channel is asked again after events may have been missed") {
    Channel channel;
    slack::LinkStatus link;
    link.live = 1;
    link.gaps = 1;
    channel.running.service().link_status = [&link] { return std::optional(link); };
    const auto guests = [&] {
        return finish(channel.running.loop(), channel.running.service().directory.readers_of(1, "C1", false))
            .guests;
    };
    CHECK_FALSE(guests());
    channel.has_guest = true;
    CHECK_FALSE(guests());  // kept: an event would have told
    CHECK(channel.asked == 1);
    link.live = 0;  // nothing is heard
    CHECK(guests());
    channel.has_guest = false;
    CHECK_FALSE(guests());  // nothing is kept meanwhile
    link = {};
    link.live = 1;
    link.gaps = 2;
    channel.has_guest = true;
    CHECK(guests());
    const auto before = channel.asked.load();
    CHECK(guests());
    CHECK(channel.asked == before);
}

TEST_CASE("an event that Slack had to repeat says that others may be missing") {
    Channel channel;
    channel.mention("Ev1");
    channel.has_guest = true;
    auto again = signed_request("/slack/events", R"({"type":"event_callback","event":{"type":"x"}})");
    again.headers.emplace_back("x-slack-retry-num", "1");
    channel.running.send(again);
    channel.mention("Ev2");
    const auto posts = channel.posts();
    REQUIRE(posts.size() == 2);
    CHECK_FALSE(names_guests(posts[0]));
    CHECK(names_guests(posts[1]));
}
