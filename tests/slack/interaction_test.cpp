// SPDX-License-Identifier: Apache-2.0
// Every kind of interaction that Slack's documents show, and what hostile ones become.
#include "slack/interaction.hpp"

#include "slack/event_parts.hpp"
#include "slack/form_view.hpp"
#include "slack/unfurl.hpp"

#include <catch2/catch.hpp>

namespace {

using Kind = slack::Interaction::Kind;
using Values = std::vector<std::string>;

slack::Interaction read(const std::string& text) {
    const auto payload = core::parse_json(text);
    REQUIRE(payload.has_value());
    const auto found = slack::interaction_from(*payload);
    REQUIRE(found.has_value());
    return *found;
}
std::string with(const std::string& type, const std::string& more) {
    return R"({"type":")" + type +
           R"(","team":{"id":"T1"},"user":{"id":"U1","team_id":"T1"},"trigger_id":"t.1")" + more + "}";
}
slack::Interaction act(const std::string& element) {
    return read(with("block_actions", R"(,"actions":[{"action_id":"a0",)" + element.substr(1) + "]"));
}

}  // namespace

TEST_CASE("what each element holds is read, and only buttons and menus carry a line") {
    struct Row {
        std::string element;
        Values values;
        std::string line;
    };
    const std::vector<Row> rows = {
        {R"({"type":"button","value":"help"})", {"help"}, "help"},
        {R"({"type":"overflow","selected_option":{"value":"help levels"}})", {"help levels"}, "help levels"},
        {R"({"type":"static_select","selected_option":{"value":"ready a"}})", {"ready a"}, "ready a"},
        {R"({"type":"radio_buttons","selected_option":{"value":"ready b"}})", {"ready b"}, "ready b"},
        {R"({"type":"external_select","selected_option":{"value":"payments-api"}})", {"payments-api"}, ""},
        {R"({"type":"checkboxes","selected_options":[{"value":"a"},{"value":"b"}]})", {"a", "b"}, ""},
        {R"({"type":"multi_external_select","selected_options":[{"value":"a"}]})", {"a"}, ""},
        {R"({"type":"datepicker","selected_date":"2026-01-05"})", {"2026-01-05"}, ""},
        {R"({"type":"timepicker","selected_time":"10:00"})", {"10:00"}, ""},
        {R"({"type":"datetimepicker","selected_date_time":1767600000})", {"1767600000"}, ""},
        {R"({"type":"users_select","selected_user":"U2"})", {"U2"}, ""},
        {R"({"type":"multi_users_select","selected_users":["U2","U3",4]})", {"U2", "U3"}, ""},
        {R"({"type":"plain_text_input","value":"settings save --home full"})",
         {"settings save --home full"},
         ""},
        {R"({"type":"static_select","selected_option":null})", {}, ""},
        {R"({"type":"button"})", {}, ""},
        {R"({"type":7,"value":[]})", {}, ""},
    };
    for (const auto& row : rows) {
        INFO(row.element);
        const auto found = act(row.element);
        CHECK(found.kind == Kind::actions);
        CHECK(found.action.values == row.values);
        CHECK(found.line == row.line);
    }
}

TEST_CASE("a click in a view names the view and its state") {
    const auto found = read(
        with("block_actions",
             R"(,"view":{"id":"V1","hash":"1.abc","type":"home","private_metadata":"m"},)"
             R"("container":{"type":"view","view_id":"V1"},"actions":[{"type":"button","value":"help"}])"));
    CHECK(found.view.id == "V1");
    CHECK(found.view.hash == "1.abc");
    CHECK(found.view.type == "home");
    CHECK(found.response_url.empty());
}

TEST_CASE("a submission gives every field, also the emptied ones, and its line from the metadata") {
    const auto found = read(with(
        "view_submission",
        R"(,"view":{"id":"V1","type":"modal","private_metadata":"{\"line\":\"settings save --at 3\"}","state":{"values":{)"
        R"("repositories.1":{"repositories":{"type":"plain_text_input","value":"a\nb"}},)"
        R"("home.1":{"home":{"type":"static_select","selected_option":{"value":"full"}}},)"
        R"("day.1":{"day":{"type":"datepicker","selected_date":"2026-01-05"}},)"
        R"("note.1":{"note":{"type":"plain_text_input","value":null}},"bad":7}}})"));
    CHECK(found.kind == Kind::submission);
    const std::map<std::string, std::string> fields = {
        {"repositories", "a\nb"}, {"home", "full"}, {"day", "2026-01-05"}, {"note", ""}};
    CHECK(slack::fields_in(found) == fields);
    CHECK(slack::line_in(found.view.metadata) == "settings save --at 3");
}

TEST_CASE("shortcuts, a closed view and a picker that asks") {
    const auto global = read(with("shortcut", R"(,"callback_id":"check_repository")"));
    CHECK(global.kind == Kind::shortcut);
    CHECK(global.callback_id == "check_repository");
    CHECK(global.trigger == "t.1");
    const auto at_message = read(
        with("message_action", R"(,"callback_id":"c","channel":{"id":"C1"},"response_url":"https://h/x",)"
                               R"("message":{"ts":"17.1","text":"see <!channel>"})"));
    CHECK(at_message.kind == Kind::message_shortcut);
    CHECK(at_message.text == "see <!channel>");
    CHECK(at_message.message_ts == "17.1");
    CHECK(at_message.channel == "C1");
    CHECK(read(with("view_closed", R"(,"is_cleared":true)")).kind == Kind::closed);
    const auto asks =
        read(with("block_suggestion", R"(,"action_id":"repository","block_id":"b","value":"pay")"));
    CHECK(asks.kind == Kind::suggestion);
    CHECK(asks.field == "repository");
    CHECK(asks.prefix == "pay");
    CHECK(read(with("workflow_step_edit", "")).kind == Kind::other);
}

TEST_CASE("metadata that is not ours is no line") {
    const std::string deep(5000, '{');
    for (const auto* metadata :
         {"", "{}", "[]", "7", "{", R"({"line":7})", R"({"line":["settings"]})", deep.c_str()})
        CHECK(slack::line_in(metadata).empty());
    CHECK(slack::line_in(R"({"line":")" + std::string(4000, 'x') + "\"}").empty());
}

TEST_CASE("a view with more elements than any form has is cut, not a burden") {
    std::string values;
    for (int i = 0; i < 500; ++i)
        values += (i == 0 ? "" : ",") + ("\"b" + std::to_string(i)) +
                  R"(":{"a":{"type":"plain_text_input","value":"x"}})";
    const auto found =
        read(with("view_submission", R"(,"view":{"id":"V","state":{"values":{)" + values + "}}}"));
    CHECK(found.entered.size() == 100);
}

TEST_CASE("an opened Home names its person, tab and what is seen") {
    const auto found = slack::parse_home_opened(
        R"({"event":{"type":"app_home_opened","user":"U1","channel":"D1","tab":"home","view":{"id":"V1","hash":"1.a"}}})");
    REQUIRE(found.has_value());
    CHECK(found->user == "U1");
    CHECK(found->tab == "home");
    CHECK(found->hash == "1.a");
    for (const std::string body : {"", "{}", "[]", R"({"event":[]})", R"({"event":{"user":7}})"})
        CHECK_FALSE(slack::parse_home_opened(body).has_value());
}

TEST_CASE("shared links are read; a channel that is not said to be ours is external") {
    const auto found = slack::parse_links_shared(
        R"({"is_ext_shared_channel":false,"event":{"type":"link_shared","user":"U1","channel":"C1","message_ts":"17.1",)"
        R"("unfurl_id":"C1.17.1","source":"conversations_history","links":[{"domain":"git.example","url":"https://git.example/a/b"},{"url":7},1]}})");
    REQUIRE(found.has_value());
    CHECK(found->urls == Values{"https://git.example/a/b"});
    CHECK_FALSE(found->external);
    CHECK_FALSE(found->is_draft());
    CHECK(slack::parse_links_shared(R"({"event":{"channel":"C1"}})")->external);
    CHECK(slack::parse_links_shared(R"({"event":{"channel":"COMPOSER"}})")->is_draft());
    CHECK(slack::parse_links_shared(R"({"event":{"channel":"C1","source":"composer"}})")->is_draft());
    CHECK_FALSE(slack::parse_links_shared(R"({"event":{}})").has_value());
    std::string many;
    for (int i = 0; i < 90; ++i)
        many += std::string(i == 0 ? "" : ",") + R"({"url":"https://git.example/a"})";
    CHECK(slack::parse_links_shared(R"({"event":{"channel":"C1","links":[)" + many + "]}}")->urls.size() ==
          20);
    CHECK(slack::parse_session_stopped(R"({"event":{"channel":"D1","thread_ts":"17.1"}})")->thread == "17.1");
    CHECK_FALSE(slack::parse_session_stopped(R"({"event":{"channel":"D1"}})").has_value());
    const auto moved =
        slack::parse_channel_moved(R"({"event":{"old_channel_id":"G1","new_channel_id":"C1"}})");
    CHECK(moved->from + " " + moved->to == "G1 C1");
    for (const std::string wrong :
         {R"({"event":{"old_channel_id":"G1"}})", R"({"event":{"new_channel_id":7}})", "["})
        CHECK_FALSE(slack::parse_channel_moved(wrong).has_value());
}

TEST_CASE("only hosts at or below a domain belong to it") {
    const std::vector<std::string> domains = {"Git.example"};
    for (const std::string url :
         {"https://git.example/a", "http://GIT.EXAMPLE/a", "https://www.git.example/"})
        CHECK(slack::is_in_domains(url, domains));
    for (const std::string url :
         {"https://evilgit.example/", "https://git.example.evil/", "https://evil/git.example",
          "git.example/a", "https://git.example@evil/", "mailto:a@git.example", ""})
        CHECK_FALSE(slack::is_in_domains(url, domains));
    CHECK_FALSE(slack::is_in_domains("https://git.example/", {}));
}
