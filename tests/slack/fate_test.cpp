// SPDX-License-Identifier: Apache-2.0
#include "slack/fate.hpp"

#include "net/client.hpp"
#include "slack/web_call.hpp"

#include <catch2/catch.hpp>

namespace {
using Kind = slack::Fate::Kind;

slack::Fate fate_of(int status, const std::string& body, const std::string& retry_after = {}) {
    auto response = net::json_response(status, body);
    if (!retry_after.empty()) response.headers.emplace_back("retry-after", retry_after);
    return slack::fate_of_post(slack::read_reply(response));
}
slack::Fate refused_with(const std::string& code) {
    return fate_of(200, R"({"ok":false,"error":")" + code + "\"}");
}
}  // namespace

TEST_CASE("what Slack says decides what becomes of a message") {
    const auto sent = fate_of(200, R"({"ok":true,"channel":"C1","ts":"1503435956.000247"})");
    CHECK(sent.kind == Kind::sent);
    CHECK(sent.ts == "1503435956.000247");
    for (const std::string code : {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"})
        CHECK(refused_with(code).kind == Kind::blocks_refused);
    for (const std::string code :
         {"channel_not_found", "not_in_channel", "account_inactive", "is_archived", "invalid_auth",
          "missing_scope", "restricted_action", "msg_too_long", "no_text", "never_heard_of"}) {
        INFO(code);
        CHECK(refused_with(code).kind == Kind::refused);
        CHECK(refused_with(code).code == code);
    }
    for (const std::string code :
         {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}) {
        INFO(code);
        CHECK(refused_with(code).kind == Kind::unknown);
    }
}

TEST_CASE("a wait is as long as Slack says, and something when it does not say") {
    CHECK(fate_of(429, "", "7").kind == Kind::wait);
    CHECK(fate_of(429, "", "7").wait == std::chrono::seconds(7));
    CHECK(fate_of(429, "").wait == std::chrono::seconds(30));
    CHECK(fate_of(429, "", "soon").wait == std::chrono::seconds(30));
    CHECK(refused_with("rate_limited").kind == Kind::wait);
    CHECK(refused_with("ratelimited").kind == Kind::wait);
    CHECK(refused_with("team_added_to_org").kind == Kind::wait);
}

TEST_CASE("only what never left is repeated without a look") {
    const auto never_left =
        slack::fate_of_post(core::unavailable("x", std::string(net::nothing_sent) + "Connection refused"));
    CHECK(never_left.kind == Kind::wait);
    for (const std::string detail : {"", "End of file", "The socket was closed due to a timeout"})
        CHECK(slack::fate_of_post(core::unavailable("x", detail)).kind == Kind::unknown);
    CHECK(fate_of(500, "").kind == Kind::unknown);
    CHECK(fate_of(502, "<html>").kind == Kind::unknown);
    CHECK(fate_of(200, "<html>").kind == Kind::unknown);
}

TEST_CASE("blocks that are refused are told from what comes too late, with their place") {
    const auto post =
        fate_of(200, R"({"ok":false,"error":"invalid_blocks","errors":["x [json-pointer:/blocks/1]"]})");
    CHECK(post.kind == Kind::blocks_refused);
    CHECK(post.code == "invalid_blocks");
    CHECK(post.where == "/blocks/1");
    const auto hook = [](int status, const std::string& body) {
        return slack::fate_of_response(slack::read_hook_reply(net::json_response(status, body)));
    };
    const auto refused =
        hook(400, R"({"ok":false,"error":"invalid_blocks","errors":["x [json-pointer:/blocks/1]"]})");
    CHECK(refused.kind == Kind::blocks_refused);
    CHECK(refused.code == "invalid_blocks");
    CHECK(refused.where == "/blocks/1");
    CHECK(hook(400, R"({"ok":false,"error":"invalid_payload"})").kind == Kind::refused);
    CHECK(hook(404, R"({"ok":false,"error":"expired_url"})").kind == Kind::refused);
}

TEST_CASE("a response_url that says no is final, one that says nothing is not known") {
    net::Response response;
    CHECK(slack::fate_of_response(slack::read_hook_reply(response)).kind == Kind::sent);
    for (const int status : {404, 410, 429, 500}) {
        response.status = status;
        CHECK(slack::fate_of_response(slack::read_hook_reply(response)).kind == Kind::refused);
    }
    CHECK(slack::fate_of_response(core::unavailable("x", "End of file")).kind == Kind::unknown);
}

TEST_CASE("a message is looked for where it was to stand, from before it was sent") {
    const auto channel = slack::look_up("C1", "", 1'767'600'000);
    CHECK(channel.method == "conversations.history");
    CHECK(core::text_of(channel.arguments, "oldest") == "1767599940.000000");
    CHECK(core::truth_of(channel.arguments, "include_all_metadata"));
    const auto thread = slack::look_up("C1", "1503435956.000247", 1'767'600'000);
    CHECK(thread.method == "conversations.replies");
    CHECK(core::text_of(thread.arguments, "ts") == "1503435956.000247");
}

TEST_CASE("a message is found by its claim alone") {
    const auto arguments = slack::post_arguments("C1", "", {{"text", "x"}}, "c0ffee");
    const core::Json reply = {
        {"ok", true},
        {"messages",
         {{{"ts", "1.1"}, {"text", "c0ffee"}},
          {{"ts", "1.2"}, {"metadata", {{"event_type", "x"}, {"event_payload", {{"claim", "other"}}}}}},
          {{"ts", "1.3"}, {"metadata", arguments["metadata"]}},
          {{"ts", "1.4"}, {"metadata", "c0ffee"}}}}};
    CHECK(slack::find_claim(reply, "c0ffee").ts == "1.3");
    CHECK_FALSE(slack::find_claim(reply, "c0ffe").ts);
    CHECK(slack::find_claim(reply, "c0ffee").cursor.empty());
    for (const auto& odd :
         {core::Json(), core::Json{{"messages", 7}}, core::Json{{"messages", {1, "a", nullptr}}}})
        CHECK_FALSE(slack::find_claim(odd, "c0ffee").ts);
    const core::Json first_page = {{"messages", core::Json::array()},
                                   {"has_more", true},
                                   {"response_metadata", {{"next_cursor", "bmV4dA=="}}}};
    CHECK(slack::find_claim(first_page, "c0ffee").cursor == "bmV4dA==");
}
