// SPDX-License-Identifier: Apache-2.0
// Deliveries of several installations side by side: each is answered with its own token, or not at all.
#include "bot/doctor_installations.hpp"
#include "bot/installing_for_tests.hpp"
#include "bot/slack_inbox.hpp"
#include "bot/tell_troubles.hpp"

#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <atomic>

namespace {
using namespace tests;

const std::string lists = "allowed_teams = [\"T1\", \"T2\"]\nallowed_enterprises = [\"E1\"]\n";

struct Several {
    explicit Several(FakeSlack::Say say = granting)
        : slack(std::move(say)), running(oauth_settings(slack, lists)) {
        for (const std::string code : {"T1", "T2", "E1"})
            REQUIRE(Browser(running).install(code).status == 200);
    }
    net::Response event(const std::string& body) {
        return running.send(signed_request("/slack/events", body));
    }
    net::Response command(const std::string& who, const std::string& text) {
        return running.send(signed_request(
            "/slack/commands", who + "&channel_id=C1&command=%2Fispo&text=" + text + "&trigger_id=1.2"));
    }
    // "token text" of the posts.
    std::vector<std::string> posts() {
        std::vector<std::string> out;
        for (const auto& each : slack.end())
            if (each.target == "/api/chat.postMessage")
                out.push_back(std::string(each.header("authorization")) + " " +
                              in_form(each, "text").substr(0, 12));
        std::sort(out.begin(), out.end());
        return out;
    }
    FakeSlack slack;
    Running running;
};
using Posts = std::vector<std::string>;

std::string click(const core::Json& team, const core::Json& enterprise, bool is_whole, const std::string& url,
                  const std::string& line = "help levels", const std::string& trigger = "13.1") {
    const core::Json payload = {
        {"type", "block_actions"},
        {"team", team},
        {"enterprise", enterprise},
        {"is_enterprise_install", is_whole},
        {"user", {{"id", "U1"}, {"team_id", "T1"}}},
        {"trigger_id", trigger},
        {"channel", {{"id", "C1"}}},
        {"response_url", url},
        {"actions", core::Json::array({{{"type", "button"}, {"action_id", "a1"}, {"value", line}}})}};
    std::string body = "payload=";
    for (const char c : payload.dump()) body += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return body;
}

}  // namespace

TEST_CASE("each workspace is answered with its own token, though the outer team is another") {
    Several several;
    for (const std::string place : {"T1", "T2", "E1"})
        CHECK(several.event(mention_in(place, "Ev" + place, "help levels")).status == 200);
    CHECK(several.posts() ==
          Posts{"Bearer xoxb-E1 Help: levels", "Bearer xoxb-T1 Help: levels", "Bearer xoxb-T2 Help: levels"});
}

TEST_CASE("the same event is one event in each installation") {
    Several several;
    for (int repeated = 0; repeated < 2; ++repeated)
        for (const std::string place : {"T1", "T2"}) several.event(mention_in(place, "Ev1", "help levels"));
    CHECK(several.posts() == Posts{"Bearer xoxb-T1 Help: levels", "Bearer xoxb-T2 Help: levels"});
}

TEST_CASE("a delivery from elsewhere is acknowledged, counted and not kept") {
    Several several;
    CHECK(several.event(mention_in("T9", "Ev1", "help levels")).status == 200);
    auto unauthorized = core::parse_json(mention_in("T1", "Ev2", "help levels")).value();
    unauthorized.erase("authorizations");
    unauthorized["team_id"] = "T1";
    CHECK(several.event(core::dump_json(unauthorized)).status == 200);
    const auto url = several.slack.url("/actions/secret");
    const auto body = click({{"id", "T9"}}, nullptr, false, url);
    CHECK(several.running.send(signed_request("/slack/interactivity", body)).status == 200);
    auto& service = several.running.service();
    CHECK(service.store.reader().unanswered(10).empty());
    CHECK(service.store.writer().accept({.key = "slack:event:Ev1", .kind = "event"}));  // no key of it either
    CHECK(several.running.metrics().find("ispo_requests_refused_total{reason=\"installation\"} 3") !=
          std::string::npos);
    CHECK(several.posts().empty());
}

TEST_CASE(
    "a command from where the app is not installed is refused in a sentence, also when its answer is kept") {
    Several several;
    const auto good = several.command("team_id=T1&user_id=U7", "help+levels");
    CHECK(good.body.find("Help: levels") != std::string::npos);
    for (int n = 0; n < 2; ++n) {
        const auto other = several.command("team_id=T9&user_id=U7", "help+levels");
        CHECK(other.status == 200);
        CHECK(other.body.find("not connected to this workspace") != std::string::npos);
        CHECK(other.body.find("#innersource &amp; co") != std::string::npos);
        CHECK(other.body.find("Help: levels") == std::string::npos);
    }
    // An organisation's workspace has no installation of its own.
    const auto whole =
        several.command("team_id=T5&enterprise_id=E1&is_enterprise_install=true&user_id=U7", "help+levels");
    CHECK(whole.body.find("Help: levels") != std::string::npos);
}

TEST_CASE("a click outside any workspace belongs to the organisation") {
    Several several;
    const auto url = several.slack.url("/actions/secret");
    const auto body = click(nullptr, {{"id", "E1"}}, true, url);
    CHECK(several.running.send(signed_request("/slack/interactivity", body)).status == 200);
    const auto& sent = several.slack.end();
    CHECK(sent.back().target == "/actions/secret");
}

TEST_CASE("in an organisation colleagues are shown what they click, and strangers are not") {
    for (const bool is_stranger : {false, true}) {
        Several several([is_stranger](const net::Request& request) -> std::optional<net::Response> {
            if (!request.target.ends_with("users.info")) return granting(request);
            core::Json user = {
                {"id", "U1"}, {"team_id", is_stranger ? "T9" : "T7"}, {"is_restricted", false}};
            user["enterprise_user"] = {{"enterprise_id", is_stranger ? "E9" : "E1"}};
            return said({{"user", user}});
        });
        several.slack.keeps_questions = true;
        several.running.put("payments-api", insight::Visibility::internal);
        const auto url = several.slack.url("/actions/secret");
        auto& people = several.running.service().people;
        people.learn({4, "U1", is_stranger ? storage::Standing::stranger : storage::Standing::member,
                      bot::wall_now()});
        for (const auto& body :
             {click(nullptr, {{"id", "E1"}}, true, url, "ready payments-api"),
              click({{"id", "T5"}}, {{"id", "E1"}}, true, url + "2", "ready payments-api", "13.2")})
            CHECK(several.running.send(signed_request("/slack/interactivity", body)).status == 200);
        int shown = 0;
        for (const auto& each : several.slack.end())
            shown +=
                each.target.starts_with("/actions/") && each.body.find("payments-api: ") != std::string::npos;
        CHECK(shown == (is_stranger ? 0 : 2));
    }
}

TEST_CASE("where every workspace came by OAuth somebody is told of lost channels there") {
    Several several([](const net::Request& request) -> std::optional<net::Response> {
        if (request.target == "/api/conversations.open") return said({{"channel", {{"id", "D1"}}}});
        return granting(request);
    });  // people.ispo = T1/U1
    several.running.service().store.writer().note_trouble(3, "C1", "is_archived", bot::wall_now());
    for (int i = 0; i < 2; ++i) {
        finish(several.running.loop(), bot::tell_troubles(several.running.service()));
        several.running.service().outbox.wake();
        several.running.loop().restart();
        several.running.loop().run();
    }
    const auto posts = several.posts();
    REQUIRE(posts.size() == 1);
    CHECK(posts.front().starts_with("Bearer xoxb-T1 "));
}

TEST_CASE("of a token that is not taken somebody is told where another one is, never with that token") {
    for (const std::int64_t broken : {3, 2}) {  // people.ispo = T1/U1, whose workspace is installation 2
        CAPTURE(broken);
        Several several([](const net::Request& request) -> std::optional<net::Response> {
            if (request.target == "/api/conversations.open") return said({{"channel", {{"id", "D1"}}}});
            return granting(request);
        });
        several.running.service().store.writer().note_trouble(broken, "C1", "token_expired", bot::wall_now());
        for (int i = 0; i < 2; ++i) {
            finish(several.running.loop(), bot::tell_troubles(several.running.service()));
            several.running.service().outbox.wake();
            several.running.loop().restart();
            several.running.loop().run();
        }
        CHECK(several.posts().size() == (broken == 3 ? 1 : 0));
    }
}

TEST_CASE(
    "that a token is renewed no more is told once, elsewhere or while it lives, until it is installed "
    "again") {
    for (const bool is_theirs : {false, true}) {  // people.ispo = T1/U1
        CAPTURE(is_theirs);
        FakeSlack slack{FakeSlack::Say([](const net::Request& request) -> std::optional<net::Response> {
            if (request.target == "/api/conversations.open") return said({{"channel", {{"id", "D1"}}}});
            if (!in_form(request, "refresh_token").empty()) return refusing("invalid_refresh_token");
            return granting(request);
        })};
        Running running(oauth_settings(slack, lists));
        Browser(running).install(is_theirs ? "T1~1" : "T1");
        if (!is_theirs) Browser(running).install("T2~1");
        const auto troubles = [&] { return running.service().store.reader().troubles(9); };
        for (int i = 0; i < 2; ++i) {
            finish(running.loop(), running.service().tokens.renew_due());
            finish(running.loop(), bot::tell_troubles(running.service()));
            running.service().outbox.wake();
            running.loop().restart();
            running.loop().run();
        }
        REQUIRE(troubles().size() == 1);
        CHECK(troubles()[0].channel == (is_theirs ? "T1" : "T2"));
        CHECK(running.admin("GET", "/readyz").body.find("take no messages") == std::string::npos);
        Browser(running).install(is_theirs ? "T1" : "T2");
        CHECK(troubles().empty());
        std::vector<std::string> told;
        for (const auto& each : slack.end())
            if (each.target == "/api/chat.postMessage") told.push_back(in_form(each, "text"));
        REQUIRE(told.size() == 1);
        CHECK(told[0].starts_with("Slack renews my token in 1 workspace no more"));
    }
}

TEST_CASE("who is named with a workspace has the role where its organisation's installation serves it") {
    FakeSlack slack{FakeSlack::Say([](const net::Request& request) -> std::optional<net::Response> {
        if (request.target == "/api/auth.teams.list")
            return said({{"teams", core::Json::array({{{"id", "T7"}}, {{"id", "T1"}}})}});
        if (request.target == "/api/users.list") return said({{"members", core::Json::array()}});
        return granting(request);
    })};
    Running running(oauth_settings(slack, lists));  // people.ispo = T1/U1
    Browser(running).install("E1");
    finish(running.loop(), running.service().directory.read_everybody(2));
    const auto role = [&](const std::string& person) {
        return finish(running.loop(), running.service().directory.role_of(2, person));
    };
    CHECK(role("U1") == commands::Role::ispo);
    CHECK(role("U2") < commands::Role::ispo);
}

TEST_CASE(
    "a workspace that the app was added to since is found by what comes from there, and its office with it") {
    std::atomic<int> readings = 0;
    FakeSlack slack{FakeSlack::Say([&](const net::Request& request) -> std::optional<net::Response> {
        if (request.target == "/api/auth.teams.list") {
            auto teams = core::Json::array({{{"id", "T7"}}});
            if (++readings > 1) teams.push_back({{"id", "T1"}});
            return said({{"teams", teams}});
        }
        if (request.target == "/api/users.list") return said({{"members", core::Json::array()}});
        return granting(request);
    })};
    Running running(oauth_settings(slack, lists));  // people.ispo = T1/U1
    Browser(running).install("E1");
    auto& service = running.service();
    const auto is_office = [&] { return service.people.role_unasked(2, "U1") == commands::Role::ispo; };
    asio::steady_timer timer(running.loop());
    bool was_office = true;
    const auto watch = [&]() -> asio::awaitable<void> {
        for (int i = 0; i < 500 && !is_office(); ++i) {
            timer.expires_after(std::chrono::milliseconds(20));
            co_await timer.async_wait(asio::use_awaitable);
            if (i != 20) continue;
            was_office = is_office();
            auto request =
                signed_request("/slack/commands",
                               "team_id=T1&enterprise_id=E1&user_id=U1&channel_id=C1&command=%2Fispo&text="
                               "help&trigger_id=1.2");
            co_await bot::handle_public(service, std::move(request));
        }
        service.directory.stop();
    };
    asio::co_spawn(running.loop(), watch, asio::detached);
    finish(running.loop(), service.directory.keep_fresh());
    CHECK_FALSE(was_office);
    CHECK(is_office());
    CHECK(readings == 2);
}

TEST_CASE("the doctor asks for each installation's channels with its own token") {
    Several several;
    auto writer = several.running.service().store.writer();
    writer.put_slack_channel(
        {.installation = 2, .channel = "C2", .joined = true, .read_at = bot::wall_now()});
    writer.note_trouble(3, "C3", "is_archived", bot::wall_now());
    writer.end_installation(4, "app_uninstalled", bot::wall_now());
    std::vector<bot::Diagnosis> found;
    const auto reader = several.running.service().store.reader();
    const auto installed = bot::installed_in(&reader, several.running.service().config, found);
    REQUIRE(installed.size() == 2);
    CHECK(installed[0].token == "xoxb-T1");
    CHECK(installed[0].channels == Posts{"C2"});
    CHECK(installed[1].token == "xoxb-T2");
    CHECK(installed[1].channels == Posts{"C3"});
    CHECK(found.empty());
    TemporaryFolder folder;
    const auto other =
        config_from(folder, oauth_settings(several.slack, lists, std::string(40, 'x'))).value();
    CHECK(bot::installed_in(&reader, other, found).empty());
    REQUIRE(found.size() == 1);
    CHECK(found.front().state == commands::Status::no);
}

TEST_CASE("a role belongs to a person of a workspace, not to whoever has the same id elsewhere") {
    Several several;  // people.ispo = T1/U1
    several.running.put("moon-shot", insight::Visibility::private_);
    const auto is_shown = [&](const std::string& who) {
        return several.command(who, "ready+moon-shot").body.find("moon-shot: ") != std::string::npos;
    };
    CHECK(is_shown("team_id=T1&user_id=U1"));
    CHECK_FALSE(is_shown("team_id=T2&user_id=U1"));
    CHECK_FALSE(is_shown("team_id=T5&enterprise_id=E1&user_id=U1"));
    CHECK(several.running.service().people.role_unasked(2, "U1") == commands::Role::ispo);
    CHECK(several.running.service().people.role_unasked(3, "U1") == commands::Role::viewer);
}

TEST_CASE("a limit of one workspace holds back no other") {
    bool is_first = true;
    Several several([&is_first](const net::Request& request) -> std::optional<net::Response> {
        if (request.target != "/api/chat.postMessage" || !is_first) return granting(request);
        is_first = false;
        auto busy = net::text_response(429, "");
        busy.headers.emplace_back("Retry-After", "2");
        return busy;
    });
    several.event(mention_in("T1", "Ev1", "help levels"));
    const auto started = std::chrono::steady_clock::now();
    several.running.loop().restart();
    several.event(mention_in("T2", "Ev2", "help levels"));
    CHECK(several.posts().size() == 3);
    CHECK(std::chrono::steady_clock::now() - started < std::chrono::seconds(10));
}

TEST_CASE("what was accepted for an installation is answered for it after a crash") {
    Several several;
    auto body = core::parse_json(mention_in("T2", "Ev1", "help levels")).value();
    body["authorizations"][0]["team_id"] = "T1";  // the row decides
    auto writer = several.running.service().store.writer();
    REQUIRE(writer.accept({.key = "slack:3:event:Ev1",
                           .kind = "event",
                           .installation = 3,
                           .body = core::dump_json(body),
                           .at = bot::wall_now()}));
    several.running.open();
    finish(several.running.loop(), bot::answer_left_over(several.running.service()));
    CHECK(several.posts() == Posts{"Bearer xoxb-T2 Help: levels"});
}
