// SPDX-License-Identifier: Apache-2.0
// A Slack that grants what a code says ("T1": the workspace T1, "E1": the organisation, "T1~60": with tokens
// that live 60 seconds), and a browser that installs.
#pragma once

#include "bot/service_for_tests.hpp"
#include "bot/slack_for_tests.hpp"

#include <catch2/catch.hpp>
#include <string>

namespace tests {

inline std::string oauth_settings(const FakeSlack& slack,
                                  const std::string& more = "allowed_teams = [\"T1\"]\n",
                                  const std::string& keys = std::string(40, 'k')) {
    return "[server]\npublic_url = \"https://bot.acme.example/\"\n[people]\nispo = [\"T1/U1\"]\n[slack]\n"
           "signing_secret = \"" +
           secret + "\"\nclient_id = \"1000.2000\"\nclient_secret = \"s3cret-client\"\ntoken_key = '''\n" +
           keys + "'''\ncontact = \"#innersource & co\"\napi_base = \"" + slack.url("/api/") + "\"\n" + more;
}

inline std::string in_form(const net::Request& request, const std::string& name) {
    net::Form form;
    return net::parse_form(request.body, form) ? std::string(net::form_value(form, name)) : std::string();
}

inline net::Response said(core::Json reply) {
    reply["ok"] = true;
    return net::json_response(200, core::dump_json(reply));
}
inline net::Response refusing(const std::string& code) {
    return net::json_response(200, R"({"ok":false,"error":")" + code + "\"}");
}

// What oauth.v2.access says; nothing for other methods.
inline std::optional<net::Response> granting(const net::Request& request) {
    if (request.target != "/api/oauth.v2.access") return std::nullopt;
    if (in_form(request, "client_secret") != "s3cret-client") return refusing("bad_client_secret");
    const auto refresh = in_form(request, "refresh_token");
    if (!refresh.empty())
        return said({{"access_token", "xoxe.after-" + refresh},
                     {"refresh_token", refresh + "+"},
                     {"expires_in", 43200},
                     {"token_type", "bot"}});
    const auto code = in_form(request, "code");
    if (code == "bad") return refusing("invalid_code");
    const auto place = code.substr(0, code.find('~'));
    core::Json reply = {{"access_token", "xoxb-" + code},
                        {"token_type", "bot"},
                        {"scope", "commands,chat:write"},
                        {"bot_user_id", "U0BOT" + place},
                        {"app_id", "A1"},
                        {"team", {{"id", place}, {"name", "<b>Team " + place + "</b>"}}},
                        {"enterprise", nullptr},
                        {"is_enterprise_install", false},
                        {"authed_user", {{"id", "U0INSTALLER"}}}};
    if (place.starts_with('E')) {
        reply["enterprise"] = {{"id", place}, {"name", "Group"}};
        reply["team"] = nullptr;
        reply["is_enterprise_install"] = true;
    }
    if (const auto tilde = code.find('~'); tilde != std::string::npos) {
        reply["expires_in"] = std::stoi(code.substr(tilde + 1));
        reply["refresh_token"] = "r-" + place;
    }
    return said(std::move(reply));
}

class Browser {
  public:
    explicit Browser(Running& running) : running_(running) {}

    net::Response get(const std::string& target, const std::string& with_cookie = {}) {
        net::Request request{.method = "GET", .target = target};
        // What a proxy may say is not believed.
        request.headers = {{"host", "evil.example"}, {"x-forwarded-host", "evil.example"}};
        if (!with_cookie.empty()) request.headers.emplace_back("cookie", with_cookie);
        return running_.send(std::move(request));
    }
    // Goes to Slack's page; keeps state and cookie.
    net::Response begin(const std::string& link = {}) {
        auto response = get("/slack/install" + (link.empty() ? "" : "?link=" + link));
        const auto location = header_of(response, "Location");
        net::Form query;
        net::parse_form(location.substr(location.find('?') + 1), query);
        state = net::form_value(query, "state");
        cookie = header_of(response, "Set-Cookie");
        cookie = cookie.substr(0, cookie.find(';'));
        return response;
    }
    net::Response back(const std::string& code) {
        return get("/slack/oauth_redirect?code=" + code + "&state=" + state, "a=b; " + cookie);
    }
    net::Response install(const std::string& code, const std::string& link = {}) {
        begin(link);
        return back(code);
    }
    std::string state, cookie;

  private:
    Running& running_;
};

inline std::vector<storage::InstallationRow> installed_in(Running& running) {
    return running.service().store.reader().installations();
}

// An event as Slack wraps it, for the installation `place`.
inline std::string event_for(const std::string& place, const core::Json& event, const std::string& id,
                             std::int64_t at = core::to_unix(bot::wall_now())) {
    const bool is_whole = place.starts_with('E');
    const core::Json authorization = {{"team_id", is_whole ? core::Json() : core::Json(place)},
                                      {"enterprise_id", is_whole ? core::Json(place) : core::Json()},
                                      {"user_id", "U0BOT" + place},
                                      {"is_enterprise_install", is_whole}};
    const core::Json body = {{"type", "event_callback"},
                             {"team_id", "T0OUTER"},
                             {"api_app_id", "A1"},
                             {"event_id", id},
                             {"event_time", at},
                             {"is_ext_shared_channel", false},
                             {"authorizations", core::Json::array({authorization})},
                             {"event", event}};
    return core::dump_json(body);
}
inline std::string mention_in(const std::string& place, const std::string& id, const std::string& text) {
    return event_for(place,
                     {{"type", "app_mention"},
                      {"user", "U1"},
                      {"text", "<@U0BOT" + place + "> " + text},
                      {"ts", "1515449522.000016"},
                      {"channel", "C1"}},
                     id);
}

}  // namespace tests
