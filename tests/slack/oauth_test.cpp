// SPDX-License-Identifier: Apache-2.0
#include "slack/oauth.hpp"

#include "net/http.hpp"

#include <catch2/catch.hpp>

namespace {

const slack::OAuthApp app{"1000.2000", "s3cret", "https://bot.acme.example/slack/oauth_redirect"};

// As docs.slack.dev/reference/methods/oauth.v2.access shows it.
core::Json granted() {
    return {{"ok", true},
            {"access_token", "xoxb-of-the-install"},
            {"token_type", "bot"},
            {"scope", "commands,incoming-webhook"},
            {"bot_user_id", "U0KRQLJ9H"},
            {"app_id", "A0KRD7HC3"},
            {"team", {{"name", "Slack Pickleball Team"}, {"id", "T9TK3CUKW"}}},
            {"enterprise", {{"name", "slack-pickleball"}, {"id", "E12345678"}}},
            {"authed_user", {{"id", "U1234"}}}};
}
core::Json rotating() {
    auto reply = granted();
    reply["access_token"] = "xoxe.xoxb-1-abc";
    reply["refresh_token"] = "xoxe-1-def";
    reply["expires_in"] = 43200;
    return reply;
}
core::Json organisation() {
    auto reply = granted();
    reply["team"] = nullptr;
    reply["is_enterprise_install"] = true;
    return reply;
}

core::Json with(core::Json reply, const std::string& key, core::Json value) {
    reply[key] = std::move(value);
    return reply;
}

}  // namespace

TEST_CASE("the page that asks for permission is beside the Web API, and carries the state") {
    const slack::Features features;
    const auto url = slack::authorize_url("https://slack.com/api/", app, features, "s t&te", "T1");
    REQUIRE(url.starts_with("https://slack.com/oauth/v2/authorize?"));
    net::Form query;
    REQUIRE(net::parse_form(url.substr(url.find('?') + 1), query));
    CHECK(net::form_value(query, "client_id") == "1000.2000");
    CHECK(net::form_value(query, "state") == "s t&te");
    CHECK(net::form_value(query, "redirect_uri") == app.redirect_uri);
    CHECK(net::form_value(query, "team") == "T1");
    CHECK(net::form_value(query, "scope") == slack::scopes_wanted(features));
    CHECK(slack::scopes_wanted(features).starts_with("commands,chat:write"));
    CHECK(url.find("s3cret") == std::string::npos);
    CHECK(slack::authorize_url("https://slack-gov.com/api/", app, features, "s")
              .starts_with("https://slack-gov.com/oauth/v2/authorize?"));
    CHECK(slack::authorize_url("https://slack.com/api/", app, features, "s").find("team=") ==
          std::string::npos);
}

TEST_CASE("who installs is asked for what the manifest asks for, and for no feature that is off") {
    for (const auto& features : {slack::Features{}, slack::Features{{"github.example.com"}, false},
                                 slack::Features{{}, true}, slack::Features{{"github.example.com"}, true}}) {
        std::string listed;
        const auto manifest = slack::manifest("https://ispo.example.com", features);
        for (const auto& name : manifest["oauth_config"]["scopes"]["bot"])
            listed += (listed.empty() ? "" : ",") + name.get<std::string>();
        CHECK(slack::scopes_wanted(features) == listed + (features.agent ? ",assistant:write" : ""));
        const bool asks_links = listed.find("links:") != std::string::npos;
        CHECK(asks_links == !features.unfurl_domains.empty());
    }
}

TEST_CASE("the browser's half of a state stays on this host, over TLS, for ten minutes") {
    const auto cookie = slack::browser_cookie("abc");
    for (const auto* part : {"__Host-ispo_install=abc;", "; Secure", "; HttpOnly", "; SameSite=Lax",
                             "; Path=/", "; Max-Age=600"})
        CHECK(cookie.find(part) != std::string::npos);
    CHECK(cookie.find("Domain") == std::string::npos);
    CHECK(slack::no_browser_cookie().find("__Host-ispo_install=; ") == 0);
    CHECK(slack::no_browser_cookie().find("Max-Age=0") != std::string::npos);
}

TEST_CASE("what a browser says of its half") {
    CHECK(slack::browser_of("__Host-ispo_install=abc") == "abc");
    CHECK(slack::browser_of("a=b; __Host-ispo_install=abc; c=d") == "abc");
    CHECK(slack::browser_of("a=b;__Host-ispo_install=abc") == "abc");
    for (const auto* nothing :
         {"", ";", "a=b", "__Host-ispo_install", "__Host-ispo_installs=abc", "x__Host-ispo_install=abc",
          "ispo_install=abc", "__Host-ispo_install=a; __Host-ispo_install=b"})
        CHECK(slack::browser_of(nothing).empty());
}

TEST_CASE("a workspace's installation") {
    const auto installed = slack::read_installed(granted());
    REQUIRE(installed.has_value());
    CHECK(installed->tokens.access == "xoxb-of-the-install");
    CHECK(installed->tokens.refresh.empty());
    CHECK_FALSE(installed->tokens.lifetime);
    CHECK(installed->team + installed->team_name == "T9TK3CUKWSlack Pickleball Team");
    CHECK(installed->enterprise + installed->enterprise_name == "E12345678slack-pickleball");
    CHECK(installed->bot_user + installed->app + installed->installer == "U0KRQLJ9HA0KRD7HC3U1234");
    CHECK(installed->scopes == "commands,incoming-webhook");
    CHECK_FALSE(installed->is_enterprise_install);
    CHECK(slack::read_installed(with(granted(), "enterprise", nullptr))->enterprise.empty());
}

TEST_CASE("an organisation's installation names no workspace") {
    const auto installed = slack::read_installed(organisation());
    REQUIRE(installed.has_value());
    CHECK(installed->is_enterprise_install);
    CHECK(installed->team.empty());
    CHECK(installed->enterprise == "E12345678");
    // Even if Slack names one some day.
    const core::Json team = {{"id", "T9"}};
    CHECK(slack::read_installed(with(organisation(), "team", team))->team.empty());
}

TEST_CASE("a token that expires comes with the means to renew it") {
    const auto installed = slack::read_installed(rotating());
    REQUIRE(installed.has_value());
    CHECK(installed->tokens.refresh == "xoxe-1-def");
    CHECK(installed->tokens.lifetime == std::chrono::hours(12));
    const auto renewed = slack::read_renewed(rotating());
    REQUIRE(renewed.has_value());
    CHECK(renewed->access + renewed->refresh == "xoxe.xoxb-1-abcxoxe-1-def");
}

TEST_CASE("half an answer is none, and says nothing of what it held") {
    const std::vector<core::Json> useless = {
        core::Json(),
        core::Json::array(),
        with(granted(), "access_token", ""),
        with(granted(), "access_token", 7),
        with(granted(), "access_token", "xoxb-1\r\nHost: evil"),
        with(granted(), "token_type", "user"),
        with(granted(), "team", nullptr),
        with(granted(), "team", "T1"),
        with(granted(), "team", {{"id", "T1/../x"}}),
        with(granted(), "enterprise", {{"id", "<b>"}}),
        with(organisation(), "enterprise", nullptr),
        with(rotating(), "refresh_token", ""),
    };
    for (const auto& reply : useless) {
        INFO(core::dump_json(reply));
        const auto installed = slack::read_installed(reply);
        REQUIRE_FALSE(installed.has_value());
        CHECK(installed.error().code == core::Errc::unavailable);
        CHECK((installed.error().sentence + installed.error().detail).find("xoxb") == std::string::npos);
    }
    CHECK_FALSE(slack::read_renewed(granted()).has_value());
    CHECK_FALSE(slack::read_renewed(with(rotating(), "expires_in", -5)).has_value());
}

TEST_CASE("foreign names are short and on one line") {
    const core::Json team = {{"id", "T1"}, {"name", "A\n\u202e<b>" + std::string(500, 'x')}};
    const auto installed = slack::read_installed(with(granted(), "team", team));
    REQUIRE(installed.has_value());
    CHECK(installed->team_name.starts_with("A <b>xxx"));
    CHECK(installed->team_name.size() < 110);
}

TEST_CASE("tokens are renewed after three quarters of their life") {
    const auto since = core::from_unix(1'767'600'000);
    CHECK(slack::renewal_time(since, since + std::chrono::hours(12)) == since + std::chrono::hours(9));
    CHECK(slack::renewal_time(since, since) == since);
    CHECK(slack::renewal_time(since, since - std::chrono::hours(1)) == since);
}

TEST_CASE("what a refused call says about its token") {
    using slack::TokenFate;
    struct Row {
        const char* code;
        TokenFate rotating, fixed;
    };
    for (const auto& row : {Row{"token_expired", TokenFate::outlived, TokenFate::barred},
                            Row{"token_revoked", TokenFate::outlived, TokenFate::dead},
                            Row{"invalid_auth", TokenFate::outlived, TokenFate::barred},
                            Row{"account_inactive", TokenFate::dead, TokenFate::dead},
                            Row{"channel_not_found", TokenFate::fine, TokenFate::fine},
                            Row{"", TokenFate::fine, TokenFate::fine}}) {
        INFO(row.code);
        CHECK(slack::token_fate(row.code, true) == row.rotating);
        CHECK(slack::token_fate(row.code, false) == row.fixed);
    }
    CHECK(slack::is_final_for_renewal("invalid_refresh_token"));
    CHECK_FALSE(slack::is_final_for_renewal("bad_client_secret"));  // a mistake of ours can be mended
    CHECK_FALSE(slack::is_final_for_renewal("nothing sent: no connection"));
}

TEST_CASE("codes and refresh tokens travel in the body with the app's own secret") {
    const auto code = slack::code_arguments(app, "c");
    CHECK(code["client_secret"] == "s3cret");
    CHECK(code["redirect_uri"] == app.redirect_uri);
    CHECK(code["code"] == "c");
    CHECK(slack::renewal_arguments(app, "r")["grant_type"] == "refresh_token");
    CHECK(slack::renewal_arguments(app, "r")["refresh_token"] == "r");
}
