// SPDX-License-Identifier: Apache-2.0
// What is posted to Slack when there is no HTTP body to answer in: mentions, direct messages and clicks.
#include "bot/effects.hpp"

#include "bot/service_for_tests.hpp"
#include "bot/slack_for_tests.hpp"
#include "slack/blocks.hpp"

#include <catch2/catch.hpp>

namespace {
using namespace tests;

std::string settings(const FakeSlack& slack) {
    return "[slack]\nsigning_secret = \"" + secret +
           "\"\nbot_token = \"xoxb-1\"\nbot_user = \"U0LAN0Z89\"\napi_base = \"" + slack.url("/api/") +
           "\"\n";
}

// The arguments of a call of the Web API; blocks are JSON inside their form field.
core::Json arguments_of(const net::Request& request) {
    net::Form form;
    REQUIRE(net::parse_form(request.body, form));
    core::Json arguments = core::Json::object();
    for (const auto& [name, value] : form)
        arguments[name] = name == "blocks" ? core::parse_json(value).value() : core::Json(value);
    return arguments;
}

std::string event(const std::string& id, const std::string& text, bool external = false) {
    core::Json body = {{"team_id", "T1"},
                       {"type", "event_callback"},
                       {"event_id", id},
                       {"is_ext_shared_channel", external},
                       {"event",
                        {{"type", "app_mention"},
                         {"user", "U061F7AUR"},
                         {"text", text},
                         {"ts", "1515449522.000016"},
                         {"channel", "C123ABC456"}}}};
    return body.dump();
}
}  // namespace

TEST_CASE("a mention is answered once, in its thread, with the token and blocks that Slack takes") {
    FakeSlack slack;
    Running running(settings(slack));
    running.put("payments-api", insight::Visibility::internal);
    for (int delivery = 0; delivery < 3; ++delivery)
        CHECK(running
                  .send(signed_request("/slack/events",
                                       event("Ev1", "<@U0LAN0Z89> how ready is payments-api?")))
                  .status == 200);
    const auto& sent = slack.end();
    REQUIRE(sent.size() == 1);
    CHECK(sent.front().target == "/api/chat.postMessage");
    CHECK(sent.front().header("authorization") == "Bearer xoxb-1");
    const auto body = arguments_of(sent.front());
    CHECK(core::text_of(body, "channel") == "C123ABC456");
    CHECK(core::text_of(body, "thread_ts") == "1515449522.000016");
    CHECK(core::text_of(body, "text").find("payments-api: ") != std::string::npos);
    const core::Json message = {{"text", body["text"]}, {"blocks", body["blocks"]}};
    for (const auto& error : slack::validate(message, slack::Surface::message))
        FAIL_CHECK(error.pointer + " " + error.message);
    CHECK(running.metrics().find("ispo_messages_sent_total{kind=\"post\",outcome=\"ok\"} 1") !=
          std::string::npos);
}

TEST_CASE("a channel with readers from outside is told no facts") {
    FakeSlack slack;
    Running running(settings(slack));
    running.put("payments-api", insight::Visibility::internal);
    running.send(signed_request("/slack/events", event("Ev1", "<@U0LAN0Z89> ready payments-api", true)));
    const auto& sent = slack.end();
    REQUIRE(sent.size() == 1);
    CHECK(core::text_of(arguments_of(sent.front()), "text").find("readers from outside") !=
          std::string::npos);
    INFO(sent.front().body);
    CHECK(sent.front().body.find("payments-api") == std::string::npos);
}

TEST_CASE("a channel with readers from outside hears no name of a repository, typed wrong or not at all") {
    FakeSlack slack;
    Running running(settings(slack));
    running.put("payments-api", insight::Visibility::internal);
    int n = 0;
    for (const std::string words :
         {"ready", "ready paymnts-api", "find zzzz", "redy paymnts-api", "ready history"})
        running.send(signed_request("/slack/events",
                                    event("Ev" + std::to_string(++n), "<@U0LAN0Z89> " + words, true)));
    const auto& sent = slack.end();
    REQUIRE(sent.size() == 5);
    for (const auto& each : sent) CHECK(each.body.find("payments-api") == std::string::npos);
}

namespace {

std::string click_by(const std::string& team, const std::string& line, const std::string& response_url,
                     const std::string& trigger) {
    const core::Json payload = {
        {"type", "block_actions"},
        {"team", {{"id", "T1"}}},
        {"user", {{"id", "U1"}, {"team_id", team}}},
        {"trigger_id", trigger},
        {"channel", {{"id", "C1"}}},
        {"response_url", response_url},
        {"actions", core::Json::array({{{"type", "button"}, {"action_id", "a1"}, {"value", line}}})}};
    std::string body = "payload=";
    for (const char c : payload.dump()) body += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return body;
}

net::Response refusal(const std::string& code) {
    return net::json_response(200, R"({"ok":false,"error":")" + code + "\"}");
}

}  // namespace

TEST_CASE("a click is answered at its response_url, once, and replaces nothing") {
    FakeSlack slack;
    Running running(settings(slack));
    const auto body = click_by("T1", "help levels", slack.url("/actions/T1/secret"), "13.1");
    for (int delivery = 0; delivery < 2; ++delivery)
        CHECK(running.send(signed_request("/slack/interactivity", body)).status == 200);
    const auto& sent = slack.end();
    REQUIRE(sent.size() == 1);
    CHECK(sent.front().target == "/actions/T1/secret");
    CHECK(sent.front().header("authorization").empty());
    const auto message = core::parse_json(sent.front().body).value();
    CHECK(message["replace_original"] == false);
    CHECK(core::text_of(message, "text").find("Help: levels") != std::string::npos);
}

TEST_CASE("who clicks from another workspace is told no facts") {
    FakeSlack slack;
    Running running(settings(slack));
    running.put("payments-api", insight::Visibility::internal);
    const auto url = slack.url("/actions/T1/secret");
    running.send(
        signed_request("/slack/interactivity", click_by("T9OTHER", "ready payments-api", url, "13.1")));
    running.send(signed_request("/slack/interactivity", click_by("", "ready payments-api", url, "13.2")));
    running.send(signed_request("/slack/interactivity", click_by("T1", "ready payments-api", url, "13.3")));
    const auto& sent = slack.end();
    REQUIRE(sent.size() == 3);
    CHECK(sent[0].body.find("payments-api") == std::string::npos);
    CHECK(sent[1].body.find("payments-api") != std::string::npos);  // not said; Slack says that they are ours
    CHECK(sent[2].body.find("payments-api") != std::string::npos);
}

TEST_CASE("blocks that Slack does not take are sent once more in plain form, then their text alone") {
    FakeSlack slack({refusal("invalid_blocks"), refusal("invalid_blocks")});
    Running running(settings(slack));
    running.put("payments-api", insight::Visibility::internal);
    running.send(signed_request("/slack/events", event("Ev1", "<@U0LAN0Z89> find payments")));
    const auto& sent = slack.end();
    REQUIRE(sent.size() == 3);
    CHECK(sent[0].body.find("data_table") != std::string::npos);
    CHECK(sent[1].body.find("data_table") == std::string::npos);
    CHECK(sent[1].body.find("blocks=") != std::string::npos);
    CHECK(sent[2].body.find("blocks=") == std::string::npos);
    CHECK(sent[2].body.find("text=") != std::string::npos);
}

TEST_CASE("when Slack says how long to wait, the answer is sent once more then") {
    auto busy = net::text_response(429, "");
    busy.headers.emplace_back("Retry-After", "1");
    FakeSlack slack({busy});
    Running running(settings(slack));
    running.send(signed_request("/slack/events", event("Ev1", "<@U0LAN0Z89> help")));
    const auto& sent = slack.end();
    REQUIRE(sent.size() == 2);
    CHECK(sent[0].body == sent[1].body);
    CHECK(running.metrics().find("ispo_messages_sent_total{kind=\"post\",outcome=\"ok\"} 1") !=
          std::string::npos);
}

TEST_CASE("replies without a second try use new blocks only after Slack took some") {
    FakeSlack slack;
    Running running(settings(slack));
    running.put("payments-api", insight::Visibility::internal);
    const auto found = [&](const std::string& user) {
        return running.send(signed_request("/slack/commands", command_body("find+payments", user))).body;
    };
    CHECK(found("U1").find("data_table") == std::string::npos);
    running.send(signed_request("/slack/events", event("Ev1", "<@U0LAN0Z89> find payments")));
    CHECK(found("U2").find("data_table") != std::string::npos);
}

TEST_CASE("who asked in a channel that takes no post is told so directly") {
    FakeSlack slack([](const net::Request& request) -> std::optional<net::Response> {
        if (request.target.ends_with("conversations.open"))
            return net::json_response(200, R"({"ok":true,"channel":{"id":"D7"}})");
        if (request.body.find("channel=C123ABC456") != std::string::npos) return refusal("not_in_channel");
        return std::nullopt;
    });
    Running running(settings(slack));
    running.send(signed_request("/slack/events", event("Ev1", "<@U0LAN0Z89> help")));
    const auto& sent = slack.end();
    REQUIRE(sent.size() == 3);
    CHECK(arguments_of(sent[1])["users"] == "U061F7AUR");
    const auto told = arguments_of(sent[2]);
    CHECK(core::text_of(told, "channel") == "D7");
    CHECK(core::text_of(told, "text").find("I cannot post there") != std::string::npos);
}
