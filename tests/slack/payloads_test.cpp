// SPDX-License-Identifier: Apache-2.0
#include "slack/payloads.hpp"
#include "slack/interaction.hpp"

#include "net/http.hpp"

#include <catch2/catch.hpp>

namespace {

std::string form_of(const std::string& payload) {
    std::string out = "payload=";
    static constexpr char hex[] = "0123456789ABCDEF";
    for (const unsigned char c : payload) out += {'%', hex[c >> 4U], hex[c & 0xFU]};
    return out;
}

const std::string click =
    R"({"type":"block_actions","team":{"id":"T1"},"user":{"id":"U1","name":"anna"},"api_app_id":"A1",
    "container":{"type":"message","message_ts":"17.1","channel_id":"C1","is_ephemeral":true,"thread_ts":"16.0"},
    "trigger_id":"t.1","channel":{"id":"C1","name":"general"},"response_url":"https://hooks.slack.com/actions/x",
    "actions":[{"type":"button","action_id":"a1","block_id":"b","value":"ready payments-api","action_ts":"17.2"}]})";

}  // namespace

TEST_CASE("a slash command is read from its form") {
    const auto command = slack::parse_command(
        "token=x&team_id=T1&enterprise_id=E1&channel_id=C1&user_id=W2&command=%2Fispo&text=ready+payments-"
        "api%20%26+more&"
        "response_url=https%3A%2F%2Fhooks.slack.com%2Fc&trigger_id=1.2.a&new_field=1");
    REQUIRE(command.has_value());
    CHECK(command->team == "T1");
    CHECK(command->enterprise == "E1");
    CHECK(command->channel == "C1");
    CHECK(command->user == "W2");
    CHECK(command->command == "/ispo");
    CHECK(command->text == "ready payments-api & more");
    CHECK(command->response_url == "https://hooks.slack.com/c");
    CHECK(command->trigger == "1.2.a");
}

TEST_CASE("a slash command without user or name, or out of shape, is invalid") {
    for (const std::string body :
         {"", "user_id=U1", "command=%2Fispo", "user_id=U1&command=%2", "{\"user_id\":\"U1\"}", "%00%ff"}) {
        INFO(body);
        const auto command = slack::parse_command(body);
        REQUIRE_FALSE(command.has_value());
        CHECK(command.error().code == core::Errc::invalid);
    }
}

TEST_CASE("only exactly ssl_check=1 without a command is Slack's unsigned probe") {
    CHECK(slack::is_ssl_check("ssl_check=1"));
    CHECK(slack::is_ssl_check("ssl_check=1&token=abc"));
    for (const std::string body :
         {"", "ssl_check=", "ssl_check=0", "ssl_check=true", "ssl_check=11", "ssl_check=1&ssl_check=1",
          "ssl_check=1&ssl_check=0", "ssl_check=1&command=%2Fispo", "ssl_check=1&payload=%7B%7D",
          "text=ssl_check%3D1", "SSL_CHECK=1", "ssl_check=1&x=%z"}) {
        INFO(body);
        CHECK_FALSE(slack::is_ssl_check(body));
    }
}

TEST_CASE("a click names who, where and the line it stands for") {
    const auto found = slack::parse_interaction(form_of(click));
    REQUIRE(found.has_value());
    CHECK(found->kind == slack::Interaction::Kind::actions);
    CHECK(found->team == "T1");
    CHECK(found->user == "U1");
    CHECK(found->channel == "C1");
    CHECK(found->thread == "16.0");
    CHECK(found->message_ts == "17.1");
    CHECK(found->action.action_id == "a1");
    CHECK(found->line == "ready payments-api");
    CHECK(found->response_url == "https://hooks.slack.com/actions/x");
    CHECK(found->trigger == "t.1");
    CHECK(found->ephemeral);
}

TEST_CASE("who acts is ours or from outside by one rule, and where it cannot tell their standing does") {
    struct Row {
        std::string team, enterprise, author;
        bool external, by_standing;
    };
    for (const auto& row : {
             Row{"T1", "", "T1", false, false},
             Row{"T1", "E1", "T1", false, false},
             Row{"T1", "", "T2", true, false},
             Row{"T1", "E1", "T2", true, true},  // maybe another workspace of the organisation
             Row{"", "E1", "T1", true, true},    // team: null
             Row{"T1", "", "", true, true},
             Row{"", "", "T1", true, true},
         }) {
        INFO(row.team << " " << row.enterprise << " " << row.author);
        const auto named = [](const std::string& id) { return id.empty() ? core::Json() : core::Json(id); };
        const auto object = [](const std::string& id) {
            return id.empty() ? core::Json() : core::Json{{"id", id}};
        };
        core::Json payload = {{"type", "block_actions"}, {"user", {{"id", "U1"}}}};
        payload["team"] = object(row.team);
        payload["enterprise"] = object(row.enterprise);
        payload["user"]["team_id"] = named(row.author);
        const auto click = slack::interaction_from(payload);
        REQUIRE(click.has_value());
        CHECK(click->external == row.external);
        CHECK(click->by_standing == row.by_standing);
        core::Json here = {{"team_id", named(row.team)}, {"enterprise_id", named(row.enterprise)}};
        core::Json body = {{"type", "event_callback"}, {"event_id", "Ev1"}, {"is_ext_shared_channel", false}};
        body["authorizations"] = core::Json::array({here});
        body["event"] = {
            {"type", "message"}, {"channel", "D1"}, {"user", "U1"}, {"ts", "17.1"}, {"text", "help"}};
        body["event"]["team"] = named(row.author);
        const auto event = slack::parse_event(core::dump_json(body));
        REQUIRE(event.has_value());
        CHECK(event->external == row.external);
        CHECK(event->by_standing == row.by_standing);
        body["is_ext_shared_channel"] = true;
        const auto shared = slack::parse_event(core::dump_json(body));
        CHECK(shared->external);
        CHECK_FALSE(shared->by_standing);
    }
}

TEST_CASE("an entry of an overflow menu stands for a line too, and an organisation has no team") {
    const auto found = slack::parse_interaction(form_of(
        R"({"type":"block_actions","team":null,"enterprise":{"id":"E1"},"user":{"id":"U1"},"container":{"channel_id":"C9"},)"
        R"("actions":[{"type":"overflow","action_id":"a4","selected_option":{"text":{"type":"plain_text","text":"x"},"value":"help ready"}}]})"));
    REQUIRE(found.has_value());
    CHECK(found->line == "help ready");
    CHECK(found->enterprise == "E1");
    CHECK(found->team.empty());
    CHECK(found->channel == "C9");
}

TEST_CASE("only what our own messages give to be pressed stands for a line") {
    for (const std::string id : {"a1", "a12", "s3.a4", "a"})
        CHECK(slack::parse_interaction(
                  form_of(R"({"type":"block_actions","user":{"id":"U1"},"actions":[{"type":"button",)"
                          R"("action_id":")" +
                          id + R"(","value":"help"}]})"))
                  ->line == "help");
    for (const std::string id : {"zzz", "a1b", "", "x.a1", "s.1", "s1.", "A1"}) {
        INFO(id);
        const auto found = slack::parse_interaction(form_of(
            R"({"type":"block_actions","user":{"id":"U1"},"actions":[{"type":"button","action_id":")" + id +
            R"(","value":"help"}]})"));
        REQUIRE(found.has_value());
        CHECK(found->line.empty());
        CHECK(found->action.action_id == id);
    }
}

TEST_CASE("an interaction out of shape is invalid, one of wrong types is empty rather than a crash") {
    for (const std::string& body :
         {std::string(), std::string("payload="), std::string("payload={"), form_of("[]"), form_of("null"),
          form_of("{}"), form_of("7"), form_of(R"({"type":"block_actions"})"), form_of(std::string(100, '[')),
          form_of(std::string(100000, '{')), std::string("%")}) {
        INFO(body.substr(0, 60));
        const auto found = slack::parse_interaction(body);
        REQUIRE_FALSE(found.has_value());
        CHECK(found.error().code == core::Errc::invalid);
    }
    for (const std::string payload :
         {R"({"type":"x","user":{"id":"U"},"actions":{}})", R"({"type":"x","user":{"id":"U"},"actions":[]})",
          R"({"type":"x","user":{"id":"U"},"actions":[1]})",
          R"({"type":"x","user":{"id":"U"},"actions":[{"value":7}],"container":[],"channel":"C"})"}) {
        INFO(payload);
        const auto found = slack::parse_interaction(form_of(payload));
        REQUIRE(found.has_value());
        CHECK(found->line.empty());
        CHECK(found->channel.empty());
    }
}

TEST_CASE("what people type is just words") {
    struct Row {
        std::string given, wanted;
    };
    const std::vector<Row> rows = {
        {"", ""},
        {"<", "<"},
        {"<>", ""},
        {"a < b", "a < b"},
        {"<@U0BOT> ready payments-api", "ready payments-api"},
        {"<@U0BOT|ispo> help", "help"},
        {"ready <@U0BOT> payments-api", "ready  payments-api"},
        {"who is <@U2|anna>?", "who is U2?"},
        {"pause <@W012ABC|anna b> 2h", "pause W012ABC 2h"},
        {"pause <#C0GENERAL|general> 2h", "pause C0GENERAL 2h"},
        {"<@not an id|@anna> <#|general> <@|anna>", "anna general anna"},
        {"who is <@U2>?", "who is U2?"},
        {"<#C1|general> and <#C2> and <#C3|>", "C1 and C2 and C3"},
        {"<http://payments-api.com|payments-api.com>", "payments-api.com"},
        {"ready <https://git.example/acme/pay|the thing>", "ready https://git.example/acme/pay"},
        {"<http://git.example/acme/pay|git.example/acme/pay>", "http://git.example/acme/pay"},
        {"<http://payments-api.com/|payments-api.com>", "payments-api.com"},
        {"<https://git.example/a?b=1&amp;c=2>", "https://git.example/a?b=1&c=2"},
        {"<mailto:a@b.c|a@b.c>", "a@b.c"},
        {"<!here> <!subteam^S1|@team> <!date^1^{date}|then>", "here team then"},
        {"a &lt;b&gt; &amp; c", "a <b> & c"},
        {"&amp;lt;", "&lt;"},
        {"&amp;amp;amp;", "&amp;amp;"},
        {"&lt;@U0BOT&gt;", "<@U0BOT>"},
        {"&nbsp;&", "&nbsp;&"},
        {"\xE2\x80\xAEready\x07 x\xFF", "ready x\xEF\xBF\xBD"},
    };
    for (const auto& row : rows) {
        INFO(row.given);
        CHECK(slack::plain_words(row.given, "U0BOT") == row.wanted);
    }
}

TEST_CASE("not knowing its own id, the bot takes a mention in front for itself") {
    CHECK(slack::plain_words("<@U9> ready x", "") == "ready x");
    CHECK(slack::plain_words("ask <@U9>", "") == "ask U9");
}

TEST_CASE("an organisation's app is told by its flag") {
    const auto command = slack::parse_command(
        "team_id=T1&enterprise_id=E1&is_enterprise_install=true&user_id=U1&command=%2Fispo&text=");
    REQUIRE(command.has_value());
    CHECK(command->is_enterprise_install);
    CHECK(command->team + command->enterprise == "T1E1");
    CHECK_FALSE(slack::parse_command("team_id=T1&is_enterprise_install=false&user_id=U1&command=%2Fispo")
                    ->is_enterprise_install);
    const core::Json payload = {{"type", "block_actions"},
                                {"team", nullptr},
                                {"enterprise", {{"id", "E1"}, {"name", "Acme"}}},
                                {"is_enterprise_install", true},
                                {"user", {{"id", "U1"}, {"team_id", "T1"}}}};
    const auto click = slack::interaction_from(payload);
    REQUIRE(click.has_value());
    CHECK(click->team.empty());
    CHECK(click->enterprise == "E1");
    CHECK(click->is_enterprise_install);
    CHECK(click->external);  // unless Slack says that they are ours
    CHECK(click->by_standing);
}
