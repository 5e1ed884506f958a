// SPDX-License-Identifier: Apache-2.0
// Tokens that expire, are refused, or end with their installation.
#include "bot/token_keeper.hpp"

#include "bot/installing_for_tests.hpp"
#include "bot/log_for_tests.hpp"
#include "bot/slack_inbox.hpp"
#include "bot/uninstalled.hpp"

#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <filesystem>
#include <functional>
#include <future>

namespace {
using namespace tests;

void renew(Running& running) { finish(running.loop(), running.service().tokens.renew_due()); }
std::string token(Running& running) { return running.service().installations.token_of(2); }
std::size_t calls_of(const std::vector<net::Request>& requests, const std::string& method) {
    return static_cast<std::size_t>(std::count_if(
        requests.begin(), requests.end(), [&](const auto& each) { return each.target == "/api/" + method; }));
}
std::string readiness(Running& running) { return running.admin("GET", "/readyz").body; }

net::Response event(Running& running, const std::string& body) {
    return running.send(signed_request("/slack/events", body));
}
// Later than clocks differ by.
std::int64_t after_a_while() { return core::to_unix(bot::wall_now()) + 400; }
std::string uninstalled(const std::string& id, std::int64_t at = after_a_while()) {
    return event_for("T1", {{"type", "app_uninstalled"}}, id, at);
}
std::string revoked(const std::string& id, const std::string& bot_user = "U0BOTT1") {
    const core::Json tokens = {{"oauth", core::Json::array({"U7"})}, {"bot", core::Json::array({bot_user})}};
    return event_for("T1", {{"type", "tokens_revoked"}, {"tokens", tokens}}, id, after_a_while());
}
storage::Outgoing message(const std::string& claim) {
    storage::Outgoing out;
    out.installation = 2;
    out.channel = "C1";
    out.native = out.plain = R"({"text":"hello"})";
    out.claim = claim;
    out.created_at = bot::wall_now();
    return out;
}
void deliver(Running& running) {
    running.service().outbox.wake();
    running.loop().restart();
    running.loop().run();
}

}  // namespace

TEST_CASE("a token near its end is renewed; the new pair is stored before it is used") {
    FakeSlack slack{FakeSlack::Say(granting)};
    Running running(oauth_settings(slack));
    Browser(running).install("T1~1");
    CHECK(token(running) == "xoxb-T1~1");
    renew(running);
    CHECK(token(running) == "xoxe.after-r-T1");
    renew(running);  // not due any more
    running.open();  // another process reads what was stored
    CHECK(token(running) == "xoxe.after-r-T1");
    CHECK(running.service().installations.find(2)->refresh == "r-T1+");
    CHECK(calls_of(slack.end(), "oauth.v2.access") == 2);
}

TEST_CASE("a question about people that an expired token meets is asked again with a new one at once") {
    std::atomic<int> renewals = 0;
    FakeSlack slack{FakeSlack::Say([&](const net::Request& request) -> std::optional<net::Response> {
        if (request.target == "/api/oauth.v2.access" && !in_form(request, "refresh_token").empty())
            ++renewals;
        if (request.target == "/api/oauth.v2.access") return granting(request);
        if (request.header("authorization") == "Bearer xoxb-T1~43200") return refusing("token_expired");
        if (request.target == "/api/users.info")
            return said({{"user", {{"id", "U7"}, {"team_id", "T1"}, {"is_restricted", true}}}});
        if (request.target == "/api/auth.test") return said({{"team_id", "T1"}});
        return std::nullopt;
    })};
    slack.keeps_questions = true;
    Running running(oauth_settings(slack));
    Browser(running).install("T1~43200");
    auto& directory = running.service().directory;
    CHECK(finish(running.loop(), directory.role_of(2, "U7")) == commands::Role::guest);
    CHECK(running.service().people.standing_of(2, "U7", bot::wall_now()) == storage::Standing::guest);
    CHECK(token(running) == "xoxe.after-r-T1");
    CHECK(renewals == 1);
}

TEST_CASE("a token in the middle of its life is left alone, and one that never expires too") {
    FakeSlack slack{FakeSlack::Say(granting)};
    Running running(oauth_settings(slack));
    for (const std::string code : {"T1", "T1~43200"}) {
        Browser(running).install(code);
        renew(running);
        CHECK(token(running) == "xoxb-" + code);
    }
    CHECK(calls_of(slack.end(), "oauth.v2.access") == 2);
}

TEST_CASE("who holds the claim renews, nobody else") {
    FakeSlack slack{FakeSlack::Say(granting)};
    Running running(oauth_settings(slack));
    Browser(running).install("T1~1");
    const auto now = bot::wall_now();
    REQUIRE(running.service().store.writer().claim_renewal(2, now, now + std::chrono::hours(1)));
    renew(running);
    CHECK(token(running) == "xoxb-T1~1");
    running.open();  // that process ended
    renew(running);
    CHECK(token(running) == "xoxe.after-r-T1");
    CHECK(calls_of(slack.end(), "oauth.v2.access") == 2);
}

TEST_CASE("a renewal that fails is told and tried later, and the token before stays in use") {
    FakeSlack slack{FakeSlack::Say([](const net::Request& request) {
        return in_form(request, "refresh_token").empty() ? granting(request)
                                                         : std::optional(refusing("internal_error"));
    })};
    Running running(oauth_settings(slack));
    Browser(running).install("T1~1");
    CHECK(readiness(running).find("\"installations\": \"ok\"") != std::string::npos);
    renew(running);
    renew(running);  // not at once again
    CHECK(token(running) == "xoxb-T1~1");
    CHECK(readiness(running).find("installation 2: its token is not renewed or not taken (internal_error)") !=
          std::string::npos);
    CHECK(readiness(running).find("\"ready\": true") != std::string::npos);  // the others are served
    CHECK(running.metrics().find("ispo_slack_token_renewals_total{outcome=\"failed\"} 1") !=
          std::string::npos);
    CHECK(running.metrics().find("ispo_slack_installations_troubled 1") != std::string::npos);
    CHECK(calls_of(slack.end(), "oauth.v2.access") == 2);
}

TEST_CASE("a message that meets an expired token goes out with the next") {
    FakeSlack slack{FakeSlack::Say([](const net::Request& request) {
        const bool is_old = request.header("authorization") == "Bearer xoxb-T1~43200";
        if (request.target == "/api/chat.postMessage" && is_old)
            return std::optional(refusing("token_expired"));
        return granting(request);
    })};
    Running running(oauth_settings(slack));
    Browser(running).install("T1~43200");
    running.service().store.writer().put_outgoing(message("one"));
    deliver(running);
    CHECK(running.service().store.reader().outgoing_counts().waiting == 0);
    CHECK(running.service().store.reader().lost_messages(core::from_unix(0), 9).empty());
    const auto& asked = slack.end();
    CHECK(calls_of(asked, "chat.postMessage") == 2);
    CHECK(asked.back().header("authorization") == "Bearer xoxe.after-r-T1");
}

TEST_CASE("what Slack says of a dead token ends the installation; a barred one is only told") {
    for (const std::string code : {"account_inactive", "token_revoked", "invalid_auth"}) {
        INFO(code);
        FakeSlack slack{FakeSlack::Say([code](const net::Request& request) {
            return request.target == "/api/chat.postMessage" ? std::optional(refusing(code))
                                                             : granting(request);
        })};
        Running running(oauth_settings(slack));
        Browser(running).install("T1");
        running.service().store.writer().put_outgoing(message("one"));
        deliver(running);
        CHECK(calls_of(slack.end(), "chat.postMessage") == 1);  // not for ever
        CHECK(running.service().store.reader().lost_messages(core::from_unix(0), 9).size() == 1);
        const bool is_barred = code == "invalid_auth";  // an address list of theirs looks the same
        CHECK(installed_in(running)[0].is_active == is_barred);
        CHECK((readiness(running).find("invalid_auth") != std::string::npos) == is_barred);
        // Of who is gone there is no trouble left.
        CHECK(running.service().store.reader().troubles(9).size() == (is_barred ? 1 : 0));
    }
}

TEST_CASE("a token that is barred is not renewed for ever, nor is that kept quiet") {
    FakeSlack slack{FakeSlack::Say([](const net::Request& request) {
        return request.target == "/api/chat.postMessage" ? std::optional(refusing("invalid_auth"))
                                                         : granting(request);
    })};
    Running running(oauth_settings(slack));
    Browser(running).install("T1~43200");
    for (const std::string claim : {"one", "two"}) {
        running.service().store.writer().put_outgoing(message(claim));
        deliver(running);
    }
    CHECK(running.service().store.reader().outgoing_counts().waiting == 0);
    CHECK(running.service().store.reader().lost_messages(core::from_unix(0), 9).size() == 2);
    CHECK(installed_in(running)[0].is_active);
    CHECK(running.service().tokens.troubled() == 1);
    CHECK(readiness(running).find("invalid_auth") != std::string::npos);
    CHECK(calls_of(slack.end(), "oauth.v2.access") == 2);  // the installation and one renewal
}

TEST_CASE("a refused token is renewed no sooner than the renewal before allows") {
    FakeSlack slack{FakeSlack::Say([](const net::Request& request) {
        return in_form(request, "refresh_token").empty() ? granting(request)
                                                         : std::optional(refusing("internal_error"));
    })};
    Running running(oauth_settings(slack));
    Browser(running).install("T1~43200");
    auto& tokens = running.service().tokens;
    for (int i = 0; i < 3; ++i)
        CHECK(finish(running.loop(), tokens.may_try_again(2, "xoxb-T1~43200", "invalid_auth")));
    CHECK(calls_of(slack.end(), "oauth.v2.access") == 2);
}

TEST_CASE("after a renewal that failed the next waits longer each time, and as long as Slack asks") {
    using std::chrono::seconds;
    CHECK(bot::until_next_renewal(1, seconds(0)) == seconds(10));
    CHECK(bot::until_next_renewal(3, seconds(0)) == seconds(40));
    CHECK(bot::until_next_renewal(99, seconds(0)) == seconds(3600));
    CHECK(bot::until_next_renewal(1, seconds(120)) == seconds(120));
    CHECK(bot::until_next_renewal(9, seconds(30)) == seconds(2560));
    CHECK(bot::until_next_renewal(1, seconds(1 << 30)) == seconds(3600));
}

TEST_CASE("a renewal that a new installation overtook keeps nothing and revokes nothing") {
    for (const bool is_refused : {false, true}) {
        INFO(is_refused);
        std::promise<void> asked, overtaken;
        FakeSlack slack{FakeSlack::Say([&](const net::Request& request) -> std::optional<net::Response> {
            if (in_form(request, "refresh_token").empty()) return granting(request);
            asked.set_value();
            overtaken.get_future().wait();
            return is_refused ? refusing("invalid_refresh_token") : granting(request);
        })};
        Running running(oauth_settings(slack));
        Browser(running).install("T1~1");
        asio::steady_timer now_and_then(running.loop());
        auto has_asked = asked.get_future();
        std::function<void()> overtake = [&] {
            now_and_then.expires_after(std::chrono::milliseconds(10));
            now_and_then.async_wait([&](const auto&) {
                if (has_asked.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
                    return overtake();
                auto writer = running.service().store.writer();
                const auto at = bot::wall_now();
                const auto id = writer.put_installation({.team = "T1", .bot_user = "U0BOTT1"}, at);
                const slack::Tokens tokens{"xoxb-again", "r-again", std::chrono::seconds(43200)};
                writer.put_tokens(id, running.service().installations.vault().seal(id, "T1", tokens, at), at);
                overtaken.set_value();
            });
        };
        overtake();
        renew(running);
        CHECK(token(running) == "xoxb-again");
        CHECK(running.service().tokens.troubled() == 0);
        running.open();
        CHECK(token(running) == "xoxb-again");
        CHECK(calls_of(slack.end(), "auth.revoke") == 0);
    }
}

TEST_CASE("nothing is renewed on a copy of the store, where the new pair would be lost") {
    FakeSlack slack{FakeSlack::Say(granting)};
    Running running(oauth_settings(slack));
    Browser(running).install("T1~1");
    const auto before = token(running);
    running.keeps = storage::Kept::in_memory;
    running.open();
    REQUIRE(token(running) == before);
    renew(running);
    finish(running.loop(), running.service().tokens.may_try_again(2, before, "token_expired"));
    CHECK(token(running) == before);
    CHECK(calls_of(slack.end(), "oauth.v2.access") == 1);  // the installation itself
}

TEST_CASE("a stop waits for the renewal that is under way, and lets no other begin") {
    FakeSlack slack{FakeSlack::Say(granting)};
    Running running(oauth_settings(slack));
    Browser(running).install("T1~1");
    auto& tokens = running.service().tokens;
    std::string at_the_end;
    asio::co_spawn(running.loop(), tokens.renew_due(), asio::detached);
    auto stop = [&]() -> asio::awaitable<void> {
        CHECK(tokens.who() == "token renewal");
        tokens.stop();
        co_await tokens.wait();
        at_the_end = token(running);
    };
    asio::co_spawn(running.loop(), stop, asio::detached);
    running.loop().restart();
    running.loop().run();
    CHECK(at_the_end == "xoxe.after-r-T1");
    CHECK(finish(running.loop(), tokens.may_try_again(2, at_the_end, "invalid_auth")));
    CHECK(calls_of(slack.end(), "oauth.v2.access") == 2);
}

TEST_CASE("tokens of who is gone are overwritten in the log once nobody reads from it") {
    FakeSlack slack{FakeSlack::Say(granting)};
    Running running(oauth_settings(slack));
    Browser(running).install("T1");
    auto& tokens = running.service().tokens;
    const auto reader = running.service().store.reader();
    reader.in_snapshot([&] {
        CHECK(reader.installations().size() == 1);
        event(running, uninstalled("Ev1"));
        CHECK_FALSE(installed_in(running)[0].is_active);
        CHECK(tokens.must_overwrite());
        finish(running.loop(), tokens.overwrite());
        CHECK(tokens.must_overwrite());
    });
    finish(running.loop(), tokens.overwrite());
    CHECK_FALSE(tokens.must_overwrite());
    auto log = running.service().database_file;
    log += "-wal";
    CHECK(std::filesystem::file_size(log) == 0);
}

TEST_CASE("the app left one workspace of an organisation, whose own installation lives on") {
    for (const bool is_dead : {false, true}) {
        INFO(is_dead);
        FakeSlack slack{FakeSlack::Say([is_dead](const net::Request& request) {
            if (request.target != "/api/auth.test") return granting(request);
            return std::optional(is_dead ? refusing("account_inactive") : refusing("invalid_auth"));
        })};
        Running running(oauth_settings(slack, "allowed_enterprises = [\"E1\"]\n"));
        Browser(running).install("E1");
        REQUIRE(installed_in(running).size() == 1);
        const core::Json body = {{"type", "event_callback"},
                                 {"team_id", "T2"},
                                 {"enterprise_id", "E1"},
                                 {"api_app_id", "A1"},
                                 {"event_id", "Ev1"},
                                 {"event_time", after_a_while()},
                                 {"event", {{"type", "app_uninstalled"}}}};
        CHECK(event(running, core::dump_json(body)).status == 200);
        CHECK(installed_in(running)[0].is_active != is_dead);
        CHECK(running.service().store.reader().unanswered(9).empty());
        CHECK(calls_of(slack.end(), "auth.test") == 1);
    }
}

TEST_CASE("an end that Slack's clock puts just after the installation is asked about") {
    FakeSlack slack{FakeSlack::Say(granting)};
    Running running(oauth_settings(slack));
    Browser(running).install("T1");
    event(running, uninstalled("Ev1", core::to_unix(bot::wall_now()) + 200));
    CHECK(installed_in(running)[0].is_active);
    CHECK(calls_of(slack.end(), "auth.test") == 1);
}

TEST_CASE("what was wrong with a token is past once Slack takes it, or it is installed again") {
    std::atomic<bool> is_barred = true;
    FakeSlack slack{FakeSlack::Say([&is_barred](const net::Request& request) {
        if (request.target == "/api/chat.postMessage" && is_barred)
            return std::optional(refusing("invalid_auth"));
        if (!in_form(request, "refresh_token").empty())
            return std::optional(refusing("invalid_refresh_token"));
        return granting(request);
    })};
    Running running(oauth_settings(slack));
    const auto is_troubled = [&] { return running.service().tokens.troubled() == 1; };
    Browser(running).install("T1");
    for (const std::string claim : {"one", "two"}) {
        running.service().store.writer().put_outgoing(message(claim));
        deliver(running);
        CHECK(is_troubled() == is_barred);
        is_barred = false;
    }
    Browser(running).install("T1~1");
    renew(running);
    CHECK(is_troubled());
    CHECK(readiness(running).find("install the app there again") != std::string::npos);
    Browser(running).install("T1");
    CHECK_FALSE(is_troubled());
}

TEST_CASE("revoked although it could be renewed: ended when Slack renews it no more") {
    FakeSlack slack{FakeSlack::Say([](const net::Request& request) {
        if (request.target == "/api/chat.postMessage") return std::optional(refusing("token_revoked"));
        if (!in_form(request, "refresh_token").empty())
            return std::optional(refusing("invalid_refresh_token"));
        return granting(request);
    })};
    Running running(oauth_settings(slack));
    Browser(running).install("T1~43200");
    running.service().store.writer().put_outgoing(message("one"));
    deliver(running);
    CHECK_FALSE(installed_in(running)[0].is_active);
    CHECK(calls_of(slack.end(), "oauth.v2.access") == 2);
}

TEST_CASE("the app is removed: both events, in either order and again, end it once") {
    for (const bool revoked_first : {false, true}) {
        INFO(revoked_first);
        FakeSlack slack{FakeSlack::Say(granting)};
        Running running(oauth_settings(slack));
        Browser(running).install("T1~43200");
        auto waiting = message("one");
        waiting.created_at = bot::wall_now();
        auto writer = running.service().store.writer();
        const auto id = writer.put_outgoing(waiting);
        writer.delay_outgoing(id, bot::wall_now() + std::chrono::hours(1), "x");
        for (const auto& body :
             {revoked_first ? revoked("Ev1") : uninstalled("Ev1"),
              revoked_first ? uninstalled("Ev2") : revoked("Ev2"), uninstalled("Ev3"), uninstalled("Ev3")})
            CHECK(event(running, body).status == 200);
        const auto row = installed_in(running)[0];
        CHECK_FALSE(row.is_active);
        CHECK((row.tokens.access + row.tokens.refresh).empty());
        CHECK(token(running).empty());
        const auto lost = running.service().store.reader().lost_messages(core::from_unix(0), 9);
        REQUIRE(lost.size() == 1);
        CHECK(lost[0].error == (revoked_first ? "tokens_revoked" : "app_uninstalled"));
        CHECK(running.service().store.reader().unanswered(9).empty());
        int ends = 0;
        for (const auto& each : running.service().store.reader().audit(core::from_unix(0), 9))
            ends += each.what == "slack.installation.end";
        CHECK(ends == 1);
        // Nothing of it is answered any more.
        CHECK(event(running, mention_in("T1", "Ev9", "help")).status == 200);
        CHECK(calls_of(slack.end(), "chat.postMessage") == 0);
    }
}

TEST_CASE("installed again it is the same installation, and an event of before does not end it") {
    FakeSlack slack{FakeSlack::Say(granting)};
    Running running(oauth_settings(slack));
    Browser(running).install("T1");
    event(running, uninstalled("Ev1"));
    Browser(running).install("T1~43200");
    CHECK(installed_in(running).size() == 1);
    CHECK(token(running) == "xoxb-T1~43200");
    event(running, uninstalled("Ev2", core::to_unix(bot::wall_now()) - 3600));  // late; the token still works
    CHECK(token(running) == "xoxb-T1~43200");
    CHECK(running.service().store.reader().unanswered(9).empty());
    event(running, revoked("Ev3", "U0OTHERBOT"));
    CHECK(token(running) == "xoxb-T1~43200");
    event(running, mention_in("T1", "Ev4", "help"));
    const auto& asked = slack.end();
    // Whether the token still works, and, before the first answer, which organisation it is of.
    CHECK(calls_of(asked, "auth.test") == 2);
    CHECK(asked.back().header("authorization") == "Bearer xoxb-T1~43200");
}

TEST_CASE("when it is not known whether a token is dead, the event is taken up again") {
    std::atomic<bool> answers = false;
    FakeSlack slack{FakeSlack::Say([&answers](const net::Request& request) -> std::optional<net::Response> {
        if (request.target != "/api/auth.test") return granting(request);
        return answers ? refusing("account_inactive") : net::text_response(500, "");
    })};
    Running running(oauth_settings(slack));
    Browser(running).install("T1");
    event(running, uninstalled("Ev1", core::to_unix(bot::wall_now()) - 3600));
    CHECK(installed_in(running)[0].is_active);
    CHECK(running.service().store.reader().unanswered(9).size() == 1);
    answers = true;
    finish(running.loop(), bot::answer_left_over(running.service()));
    CHECK_FALSE(installed_in(running)[0].is_active);
    CHECK(running.service().store.reader().unanswered(9).empty());
}

TEST_CASE("of the token from a file only what waits ends, and only when it is dead") {
    for (const bool is_dead : {false, true}) {
        FakeSlack slack{
            FakeSlack::Say([is_dead](const net::Request& request) -> std::optional<net::Response> {
                if (request.target == "/api/auth.test" && is_dead) return refusing("account_inactive");
                return std::nullopt;
            })};
        slack.keeps_questions = true;
        Running running("[slack]\nsigning_secret = \"" + secret +
                        "\"\nbot_token = \"xoxb-1\"\napi_base = \"" + slack.url("/api/") + "\"\n");
        auto writer = running.service().store.writer();
        auto waiting = message("one");
        waiting.installation = 1;
        writer.delay_outgoing(writer.put_outgoing(waiting), bot::wall_now() + std::chrono::hours(1), "x");
        event(running, uninstalled("Ev1"));
        CHECK(running.service().store.reader().outgoing_counts().waiting == (is_dead ? 0 : 1));
        CHECK(running.service().installations.token_of(1) == "xoxb-1");
        // It is found where operators look, with what to do.
        const auto ready = running.admin("GET", "/readyz");
        CHECK(ready.status == (is_dead ? 503 : 200));
        CHECK((ready.body.find(
                   "slack.bot_token_file: the app was removed from the workspace (app_uninstalled). "
                   "Install the app again") != std::string::npos) == is_dead);
        CHECK((ready.body.find("\"slack\": \"ok\"") != std::string::npos) != is_dead);
        CHECK(running.service().tokens.troubled() == (is_dead ? 1 : 0));
    }
}

TEST_CASE("a token from a file that Slack never took is no ready service, until Slack takes it") {
    std::atomic<int> turn = 0;
    FakeSlack slack{FakeSlack::Say([&turn](const net::Request& request) -> std::optional<net::Response> {
        if (request.target != "/api/auth.test") return std::nullopt;
        if (turn == 0) return net::text_response(500, "");
        return turn == 1 ? refusing("invalid_auth") : said({{"team_id", "T1"}});
    })};
    slack.keeps_questions = true;
    Running running("[slack]\nsigning_secret = \"" + secret + "\"\nbot_token = \"xoxb-2\"\napi_base = \"" +
                    slack.url("/api/") + "\"\n");
    const auto ready = [&] {
        running.service().directory.installed(1);  // asks again
        finish(running.loop(), running.service().directory.learn_home(1));
        return running.admin("GET", "/readyz");
    };
    const auto unanswered = ready();
    CHECK(unanswered.status == 200);  // commands are answered
    CHECK(unanswered.body.find("Slack has not answered yet") != std::string::npos);
    turn = 1;
    const auto refused = ready();
    CHECK(refused.status == 503);
    CHECK(refused.body.find("Slack does not know the token (invalid_auth)") != std::string::npos);
    turn = 2;
    const auto taken = ready();
    CHECK(taken.status == 200);
    CHECK(taken.body.find("\"slack\": \"ok\"") != std::string::npos);
}

TEST_CASE("who asks is told of a token that is not taken, and not to wait") {
    FakeSlack slack{
        FakeSlack::Say([](const net::Request&) { return std::optional(refusing("invalid_auth")); })};
    slack.keeps_questions = true;
    Running running("[slack]\nsigning_secret = \"" + secret + "\"\nbot_token = \"xoxb-2\"\napi_base = \"" +
                    slack.url("/api/") + "\"\n");
    const auto ask = [&](const std::string& text) {
        return running
            .send(signed_request(
                "/slack/commands",
                "team_id=T1&user_id=U1&channel_id=D1&command=%2Fispo&text=" + text + "&trigger_id=1.2"))
            .body;
    };
    for (const std::string text : {"pause+digest", "repositories"}) {
        const auto said = ask(text);
        CHECK(said.find("Slack does not take my token any more") != std::string::npos);
        CHECK(said.find("whoever runs me") != std::string::npos);
        CHECK(said.find("in a minute") == std::string::npos);
    }
}

TEST_CASE("a token of another workspace than slack.team names is no ready service, and that is said") {
    FakeSlack slack{FakeSlack::Say([](const net::Request& request) {
        return request.target == "/api/auth.test" ? std::optional(said({{"team_id", "T1"}})) : std::nullopt;
    })};
    slack.keeps_questions = true;
    for (const std::string team : {"T0WRONG", "T1"}) {
        const bool is_wrong = team != "T1";
        CAPTURE(team);
        Running running("[slack]\nsigning_secret = \"" + secret + "\"\nbot_token = \"xoxb-1\"\nteam = \"" +
                        team + "\"\napi_base = \"" + slack.url("/api/") + "\"\n");
        const auto logged = errors_of([&] {
            for (int i = 0; i < 2; ++i) finish(running.loop(), running.service().directory.learn_home(1));
        });
        const auto words = "slack.team is T0WRONG, and slack.bot_token is of T1";
        CHECK((logged.find(words) != std::string::npos) == is_wrong);
        const auto ready = running.admin("GET", "/readyz");
        CHECK(ready.status == (is_wrong ? 503 : 200));
        CHECK((ready.body.find(words) != std::string::npos) == is_wrong);
        const auto reply = running.send(
            signed_request("/slack/commands",
                           "team_id=T1&user_id=U1&channel_id=D1&command=%2Fispo&text=help&trigger_id=1.2"));
        CHECK((reply.body.find("My settings name another workspace") != std::string::npos) == is_wrong);
    }
}

TEST_CASE("a message that is refused for the token from a file makes that known too") {
    FakeSlack slack{FakeSlack::Say([](const net::Request& request) {
        return request.target == "/api/chat.postMessage" ? std::optional(refusing("account_inactive"))
                                                         : std::nullopt;
    })};
    Running running("[slack]\nsigning_secret = \"" + secret + "\"\nbot_token = \"xoxb-1\"\napi_base = \"" +
                    slack.url("/api/") + "\"\n");
    auto waiting = message("one");
    waiting.installation = 1;
    running.service().store.writer().put_outgoing(waiting);
    deliver(running);
    CHECK(running.admin("GET", "/readyz").status == 503);
}
