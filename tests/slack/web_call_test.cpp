// SPDX-License-Identifier: Apache-2.0
#include "slack/web_call.hpp"

#include <catch2/catch.hpp>

namespace {

core::Error error_of(int status, const std::string& body, net::Headers headers = {}) {
    const auto reply = slack::read_reply({status, "application/json", body, std::move(headers)});
    REQUIRE_FALSE(reply.has_value());
    return reply.error();
}

}  // namespace

TEST_CASE("a message is sent so that nothing in it unfolds or notifies") {
    const core::Json message = {
        {"text", "Hello"}, {"blocks", {{{"type", "divider"}}}}, {"response_type", "ephemeral"}};
    const auto arguments = slack::post_arguments("C1", "17.1", message);
    CHECK(arguments == core::Json{{"channel", "C1"},
                                  {"thread_ts", "17.1"},
                                  {"text", "Hello"},
                                  {"blocks", {{{"type", "divider"}}}},
                                  {"unfurl_links", false},
                                  {"unfurl_media", false},
                                  {"parse", "none"}});
    CHECK_FALSE(arguments.contains("link_names"));
    CHECK_FALSE(slack::post_arguments("C1", "", {{"text", "x"}, {"blocks", core::Json::array()}})
                    .contains("thread_ts"));
    CHECK_FALSE(
        slack::post_arguments("C1", "", {{"text", "x"}, {"blocks", core::Json::array()}}).contains("blocks"));
}

TEST_CASE("arguments become a form that is read back as what they were") {
    const core::Json blocks = {{{"type", "section"}, {"text", "a=b&c +%\"ü😀"}}};
    const auto body = slack::form_body({{"channel", "C1"},
                                        {"text", "a=b&c d+é"},
                                        {"unfurl_links", false},
                                        {"limit", 200},
                                        {"cursor", nullptr},
                                        {"blocks", blocks}});
    net::Form form;
    REQUIRE(net::parse_form(body, form));
    CHECK(form.size() == 5);
    CHECK(net::form_value(form, "text") == "a=b&c d+é");
    CHECK(net::form_value(form, "unfurl_links") == "false");
    CHECK(net::form_value(form, "limit") == "200");
    CHECK(core::parse_json(net::form_value(form, "blocks")).value() == blocks);
    CHECK(slack::form_body(core::Json::object()).empty());
}

TEST_CASE("the token travels in the header only") {
    const auto request = slack::web_request({{"channel", "C1"}}, "xoxb-secret");
    CHECK(request.method == "POST");
    CHECK(request.header("authorization") == "Bearer xoxb-secret");
    CHECK(request.header("content-type").starts_with("application/x-www-form-urlencoded"));
    CHECK(request.body == "channel=C1");
}

TEST_CASE("an answer that says ok is a value") {
    const auto reply =
        slack::read_reply({200, "application/json", R"({"ok":true,"ts":"17.1","warning":"x"})", {}});
    REQUIRE(reply.has_value());
    CHECK(core::text_of(*reply, "ts") == "17.1");
}

TEST_CASE("HTTP 200 without ok is a failure, with Slack's code for the log") {
    using core::Errc;
    struct Row {
        std::string code;
        Errc errc;
    };
    for (const auto& row : std::vector<Row>{{"channel_not_found", Errc::not_found},
                                            {"invalid_auth", Errc::denied},
                                            {"missing_scope", Errc::denied},
                                            {"ratelimited", Errc::unavailable},
                                            {"internal_error", Errc::unavailable},
                                            {"invalid_blocks", Errc::invalid},
                                            {"some_new_code", Errc::invalid}}) {
        INFO(row.code);
        const auto error = error_of(200, R"({"ok":false,"error":")" + row.code + "\"}");
        CHECK(error.code == row.errc);
        CHECK(error.detail == row.code);
        CHECK(error.sentence.find(row.code) == std::string::npos);
    }
    CHECK(error_of(200, "{}").detail == "unknown_code");
    CHECK(error_of(200, R"({"ok":"true"})").detail == "unknown_code");
    CHECK(error_of(200, R"({"ok":false,"error":"line\nbreak"})").detail == "unknown_code");
}

TEST_CASE("what Slack does not take in blocks is named by its place, and by nothing else of the message") {
    const auto detail = [](const std::string& rest) {
        return error_of(200, R"({"ok":false,"error":"invalid_blocks",)" + rest + "}").detail;
    };
    CHECK(detail(R"("errors":["must be shorter: secret [json-pointer:/blocks/2/text/text]","x",7])") ==
          "invalid_blocks /blocks/2/text/text");
    CHECK(detail(R"("response_metadata":{"messages":["[ERROR] a [json-pointer:/blocks/0]",)"
                 R"("[ERROR] b [json-pointer:/blocks/1/elements]"]})") ==
          "invalid_blocks /blocks/0 /blocks/1/elements");
    for (const std::string hostile :
         {"x [json-pointer:/a b]", "x [json-pointer:xoxb-1]", "[json-pointer:", ""})
        CHECK(detail(R"("errors":[")" + hostile + "\"]") == "invalid_blocks");
    const auto hook = [](int status, const std::string& body) {
        return slack::read_hook_reply({status, "application/json", body, {}}).error().detail;
    };
    CHECK(hook(400, R"({"ok":false,"error":"invalid_blocks","errors":["x [json-pointer:/blocks/0]"]})") ==
          "HTTP 400 invalid_blocks /blocks/0");
    CHECK(hook(404, R"({"ok":false,"error":"used_url"})") == "HTTP 404 used_url");
    CHECK(hook(404, "no_service") == "HTTP 404 no_service");
    CHECK(hook(500, "<html> https://hooks.slack.com/secret") == "HTTP 500");
    CHECK(hook(500, "") == "HTTP 500");
}

TEST_CASE("being asked to wait says how long") {
    CHECK(error_of(429, "", {{"retry-after", "30"}}).code == core::Errc::unavailable);
    CHECK(error_of(429, "", {{"retry-after", "30"}}).detail == "ratelimited, Retry-After: 30");
    CHECK(error_of(429, R"({"ok":true})").detail == "ratelimited, Retry-After: not said");
    CHECK(error_of(429, "", {{"retry-after", "soon\n"}}).detail == "ratelimited, Retry-After: not said");
}

TEST_CASE("an answer that is none is unavailable, not a value") {
    CHECK(error_of(503, "busy").detail == "HTTP 503");
    CHECK(error_of(302, R"({"ok":true})").detail == "HTTP 302");
    CHECK(error_of(200, "<html>").detail == "not JSON");
    CHECK(error_of(200, "[]").code == core::Errc::unavailable);
}

TEST_CASE("answers go to Slack's own hosts, whatever a request says") {
    using slack::is_response_url;
    const std::string api = "https://slack.com/api/", gov = "https://slack-gov.com/api/";
    CHECK(is_response_url("https://hooks.slack.com/actions/T1/2/x", api));
    CHECK(is_response_url("https://slack.com/x", api));
    CHECK(is_response_url("https://hooks.slack-gov.com/commands/T1/2/x", gov));
    CHECK(is_response_url("http://127.0.0.1:4000/response/1", "http://127.0.0.1:3000/api/"));
    for (const auto* elsewhere :
         {"http://hooks.slack.com/x", "https://hooks.slack-gov.com/x", "https://notslack.com/x",
          "https://slack.com.evil.example/x", "https://slack.com@evil.example/x", "https://169.254.169.254/",
          "http://127.0.0.1/x", "https://[::1]/x", "ftp://slack.com/", "", "hooks.slack.com/x"}) {
        INFO(elsewhere);
        CHECK_FALSE(is_response_url(elsewhere, api));
    }
    CHECK_FALSE(is_response_url("http://169.254.169.254/x", "http://127.0.0.1:3000/api/"));
}

TEST_CASE("a response_url has answered or it has not") {
    CHECK(slack::read_hook_reply({200, "", "ok", {}}).has_value());
    CHECK(slack::read_hook_reply({204, "", "", {}}).has_value());
    CHECK(slack::read_hook_reply({404, "", "used_url", {}}).error().detail == "HTTP 404 used_url");
    CHECK(slack::read_hook_reply({429, "", "", {{"retry-after", "1"}}}).error().detail ==
          "ratelimited, Retry-After: 1");
}
