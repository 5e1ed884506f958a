// SPDX-License-Identifier: Apache-2.0
#include "slack/payloads.hpp"

#include <catch2/catch.hpp>

namespace {

using Kind = slack::Event::Kind;

// A mention as docs.slack.dev/reference/events/app_mention shows it, with our ids.
core::Json mention() {
    return {{"token", "x"},
            {"team_id", "T0OUTER"},
            {"api_app_id", "A1"},
            {"event",
             {{"type", "app_mention"},
              {"user", "U1"},
              {"text", "<@U0BOT> ready payments-api"},
              {"ts", "1515449522.000016"},
              {"channel", "C1"},
              {"event_ts", "1515449522000016"}}},
            {"type", "event_callback"},
            {"event_id", "Ev1"},
            {"event_time", 1515449522},
            {"is_ext_shared_channel", false},
            {"authorizations",
             core::Json::array(
                 {{{"enterprise_id", "E1"}, {"team_id", "T1"}, {"user_id", "U0BOT"}, {"is_bot", true}},
                  {{"team_id", "T2"}, {"user_id", "U9"}}})}};
}

slack::Event event_of(const core::Json& body) {
    auto event = slack::parse_event(core::dump_json(body));
    REQUIRE(event.has_value());
    return *event;
}

Kind kind_with(const core::Json& changes) {
    auto body = mention();
    body["event"].update(changes);
    return event_of(body).kind;
}

}  // namespace

TEST_CASE("a mention names who, where and what") {
    const auto event = event_of(mention());
    CHECK(event.kind == Kind::mention);
    CHECK(event.type == "app_mention");
    CHECK(event.id == "Ev1");
    CHECK(event.app == "A1");
    CHECK(event.user == "U1");
    CHECK(event.channel == "C1");
    CHECK(event.ts == "1515449522.000016");
    CHECK(event.thread == event.ts);
    CHECK(event.text == "<@U0BOT> ready payments-api");
    CHECK_FALSE(event.external);
}

TEST_CASE("the first authorization says which installation is meant, not the outer team") {
    CHECK(event_of(mention()).team == "T1");
    CHECK(event_of(mention()).enterprise == "E1");
    auto body = mention();
    CHECK_FALSE(event_of(mention()).is_enterprise_install);
    // An organisation's: no workspace, and the outer one does not stand in.
    body["authorizations"][0]["team_id"] = nullptr;
    body["authorizations"][0]["is_enterprise_install"] = true;
    body["authorizations"][1]["is_enterprise_install"] = false;
    CHECK(event_of(body).team.empty());
    CHECK(event_of(body).enterprise == "E1");
    CHECK(event_of(body).is_enterprise_install);
    body.erase("authorizations");
    CHECK(event_of(body).team.empty());
    CHECK(event_of(body).enterprise.empty());
}

TEST_CASE("that the app is gone is told with or without an authorization") {
    auto body = mention();
    body["event"] = {{"type", "app_uninstalled"}};
    CHECK(event_of(body).kind == Kind::uninstalled);
    CHECK(event_of(body).team == "T1");
    CHECK(event_of(body).at == 1515449522);
    for (const auto& none : {core::Json::array(), core::Json()}) {
        body["authorizations"] = none;
        CHECK(event_of(body).team == "T0OUTER");
        CHECK_FALSE(event_of(body).is_enterprise_install);
    }
    body["team_id"] = nullptr;
    body["enterprise_id"] = "E7";
    CHECK(event_of(body).is_enterprise_install);
    CHECK(event_of(body).enterprise == "E7");
    body["event_id"] = nullptr;
    CHECK_FALSE(slack::parse_event(core::dump_json(body)).has_value());
}

TEST_CASE("revoked tokens are told by the bots' user ids, and only those") {
    auto body = mention();
    const core::Json tokens = {{"oauth", {"U7"}}, {"bot", {"U0BOT", "U8"}}, {"other", {{"bot", {"U9"}}}}};
    body["event"] = {{"type", "tokens_revoked"}, {"tokens", tokens}, {"more", {{"bot", {"U6"}}}}};
    const auto event = event_of(body);
    CHECK(event.kind == Kind::tokens_revoked);
    CHECK(event.revoked_bots == std::vector<std::string>{"U0BOT", "U8"});
    body["event"]["tokens"] = {{"bot", "U0BOT"}};
    CHECK(event_of(body).revoked_bots.empty());
    CHECK(event_of(mention()).revoked_bots.empty());
}

TEST_CASE("what is kept before it is acknowledged") {
    CHECK(slack::must_be_kept(event_of(mention())));
    CHECK_FALSE(slack::must_be_kept(event_of({{"type", "app_rate_limited"}})));
    auto body = mention();
    body["event"] = {{"type", "tokens_revoked"}};
    CHECK(slack::must_be_kept(event_of(body)));
}

TEST_CASE("the answer goes to the thread of the question") {
    auto body = mention();
    body["event"]["thread_ts"] = "1515449000.000001";
    CHECK(event_of(body).thread == "1515449000.000001");
}

TEST_CASE("a message in the bot's direct messages is a question") {
    CHECK(kind_with({{"type", "message"}, {"channel", "D1"}, {"channel_type", "im"}}) ==
          Kind::direct_message);
    CHECK(kind_with({{"type", "message"}, {"channel", "C1"}}) == Kind::other);
    CHECK(kind_with({{"type", "message"}, {"channel", "D1"}, {"subtype", "file_share"}}) ==
          Kind::direct_message);
}

TEST_CASE("what the bot itself caused is dropped") {
    CHECK(kind_with({{"bot_id", "B1"}}) == Kind::own);
    CHECK(kind_with({{"app_id", "A1"}}) == Kind::own);
    CHECK(kind_with({{"app_id", "A2"}}) == Kind::mention);
    CHECK(kind_with({{"user", "U0BOT"}}) == Kind::own);
    CHECK(kind_with({{"subtype", "bot_message"}}) == Kind::own);
}

TEST_CASE("edits, deletions and notices are no questions") {
    for (const auto* subtype :
         {"message_changed", "message_deleted", "message_replied", "channel_join", "something_new"}) {
        INFO(subtype);
        CHECK(kind_with({{"type", "message"}, {"channel", "D1"}, {"subtype", subtype}}) == Kind::other);
    }
    CHECK(kind_with({{"edited", {{"user", "U1"}, {"ts", "2"}}}}) == Kind::other);
    CHECK(kind_with({{"user", ""}}) == Kind::other);
    CHECK(kind_with({{"channel", nullptr}}) == Kind::other);
}

TEST_CASE("fields of the same name elsewhere in the body mean nothing") {
    CHECK(kind_with(
              {{"blocks", {{{"type", "rich_text"}, {"bot_id", "B1"}, {"text", "no"}, {"user", "U7"}}}}}) ==
          Kind::mention);
    auto body = mention();
    body["event"]["message"] = {{"user", "U7"}, {"text", "no"}, {"subtype", "bot_message"}};
    CHECK(event_of(body).user == "U1");
    body["other"] = {{"event", {{"user", "U8"}}}, {"event_id", "Ev9"}};
    CHECK(event_of(body).user == "U1");
    CHECK(event_of(body).id == "Ev1");
}

TEST_CASE("a channel of which Slack does not say who reads it counts as shared") {
    auto body = mention();
    body["is_ext_shared_channel"] = true;
    CHECK(event_of(body).external);
    body.erase("is_ext_shared_channel");
    CHECK(event_of(body).external);
    body["event"]["channel"] = "D1";
    CHECK(event_of(body).by_standing);  // not said whose the author is
    body["event"]["team"] = "T1";
    CHECK_FALSE(event_of(body).external);
    body["event"]["team"] = "T9";  // somebody of another workspace writes to us
    CHECK(event_of(body).external);
}

TEST_CASE("the handshake, the rate limit and what is unknown are told apart") {
    const auto handshake =
        event_of({{"type", "url_verification"}, {"challenge", "3eZbrw1a"}, {"token", "x"}});
    CHECK(handshake.kind == Kind::url_verification);
    CHECK(handshake.challenge == "3eZbrw1a");
    CHECK(event_of({{"type", "app_rate_limited"}, {"team_id", "T1"}, {"minute_rate_limited", 1518467820}})
              .kind == Kind::rate_limited);
    CHECK(event_of({{"type", "something_new"}}).kind == Kind::other);
}

TEST_CASE("only known types go into metrics") {
    auto body = mention();
    body["event"]["type"] = "app_home_opened";
    CHECK(event_of(body).type == "app_home_opened");
    body["event"]["type"] = std::string(10000, 'x');
    CHECK(event_of(body).type == "other");
}

TEST_CASE("half a surrogate pair in what was typed loses one character, not the event") {
    auto body = core::dump_json(mention());
    body.replace(body.find("ready payments-api"), 5, R"(\ud800ready)");
    const auto event = slack::parse_event(body);
    REQUIRE(event.has_value());
    CHECK(event->kind == Kind::mention);
    CHECK(event->id == "Ev1");
    CHECK(event->text == "<@U0BOT> \xEF\xBF\xBDready payments-api");
}

TEST_CASE("a body that is no event is invalid") {
    auto without_id = mention();
    without_id.erase("event_id");
    for (const std::string& body :
         {std::string(), std::string("null"), std::string("7"), std::string("[]"), std::string("[{}]"),
          std::string("\"x\""), std::string("{"), std::string("{}"), std::string("{\"event\":null}"),
          std::string("{\"type\":7}"), std::string("{\"type\":\"event_callback\"}"),
          std::string("{\"type\":\"event_callback\",\"event\":null,\"event_id\":\"Ev1\"}"),
          std::string("{\"type\":\"url_verification\",\"challenge\":7}"),
          std::string("{\"type\":\"url_verification\"}"), std::string("{} x"),
          std::string("{\"type\":\"\xFF\"}"), "{\"a\":" + std::string(70, '[') + std::string(70, ']') + "}",
          std::string(200000, '['), core::dump_json(without_id)}) {
        INFO(body.substr(0, 60));
        const auto event = slack::parse_event(body);
        REQUIRE_FALSE(event.has_value());
        CHECK(event.error().code == core::Errc::invalid);
    }
}
