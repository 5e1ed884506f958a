// SPDX-License-Identifier: Apache-2.0
// Who may install the app by OAuth, and that nothing is kept of who may not.
#include "bot/admission.hpp"
#include "bot/install_routes.hpp"
#include "bot/installation_orders.hpp"
#include "bot/installing_for_tests.hpp"
#include "commands/answer_json.hpp"

#include <fstream>

namespace {
using namespace tests;

std::size_t count(const std::vector<net::Request>& requests, const std::string& method) {
    return static_cast<std::size_t>(std::count_if(
        requests.begin(), requests.end(), [&](const auto& each) { return each.target == "/api/" + method; }));
}

commands::Answer order(Running& running, const core::Json& what) {
    return finish(running.loop(), bot::carry_out(running.service(), what, "os:0"));
}
// The code of a link that was just made.
std::string new_link(Running& running, int seconds = 3600) {
    const auto answer = order(running, {{"do", "link"}, {"seconds", seconds}});
    const auto url = core::text_of(answer.data, "url");
    REQUIRE(url.starts_with("https://bot.acme.example/slack/install?link="));
    return url.substr(url.find('=') + 1);
}

bool has(const net::Response& response, const std::string& part) {
    return response.body.find(part) != std::string::npos;
}
}  // namespace

TEST_CASE("a listed workspace is installed, and the installing person becomes nothing by it") {
    FakeSlack slack{FakeSlack::Say(granting)};
    Running running(oauth_settings(slack));
    Browser browser(running);
    const auto sent = browser.begin();
    CHECK(sent.status == 302);
    const auto location = header_of(sent, "Location");
    CHECK(location.starts_with(slack.url("/oauth/v2/authorize?")));
    CHECK(location.find("redirect_uri=https%3A%2F%2Fbot.acme.example%2Fslack%2Foauth_redirect") !=
          std::string::npos);
    CHECK(location.find("team=T1") != std::string::npos);
    CHECK(location.find("evil") == std::string::npos);
    CHECK(header_of(sent, "Set-Cookie").find("; Secure; HttpOnly; SameSite=Lax; Path=/; Max-Age=600") !=
          std::string::npos);
    const auto page = browser.back("T1");
    CHECK(page.status == 200);
    CHECK(has(page, "&lt;b&gt;Team T1&lt;/b&gt;"));
    CHECK_FALSE(has(page, "<b>"));
    CHECK(header_of(page, "Content-Security-Policy").find("default-src 'none'") == 0);
    CHECK(header_of(page, "Cache-Control") == "no-store");
    CHECK(header_of(page, "Set-Cookie").find("Max-Age=0") != std::string::npos);
    const auto rows = installed_in(running);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].id == 2);
    CHECK(rows[0].is_active);
    CHECK(rows[0].installed_by == "U0INSTALLER");
    CHECK(rows[0].tokens.access.find("xoxb") == std::string::npos);
    CHECK(running.service().installations.token_of(2) == "xoxb-T1");
    CHECK(running.service().people.role_unasked(2, "U0INSTALLER") == commands::Role::viewer);
    CHECK(running.service().store.reader().audit(core::from_unix(0), 9)[0].what ==
          "slack.installation.begin");
    const auto& asked = slack.end();
    REQUIRE(asked.size() == 1);
    CHECK(in_form(asked[0], "redirect_uri") == "https://bot.acme.example/slack/oauth_redirect");
    CHECK(asked[0].header("authorization").empty());
}

TEST_CASE("somebody else ends at a page that names whom to ask, and their token is given back") {
    FakeSlack slack{FakeSlack::Say(granting)};
    Running running(oauth_settings(slack));
    const auto page = Browser(running).install("T9");
    CHECK(page.status == 403);
    CHECK(has(page, "#innersource &amp; co"));
    CHECK(has(page, "&lt;b&gt;Team T9&lt;/b&gt;"));
    CHECK(installed_in(running).empty());
    CHECK(running.service().installations.all().empty());
    const auto audit = running.service().store.reader().audit(core::from_unix(0), 9);
    REQUIRE(audit.size() == 1);
    CHECK(audit[0].what == "slack.installation.refuse");
    CHECK(audit[0].who == "slack:T9/U0INSTALLER");
    CHECK(running.metrics().find("ispo_requests_refused_total{reason=\"install\"} 1") != std::string::npos);
    const auto& asked = slack.end();
    REQUIRE(asked.size() == 2);
    CHECK(asked[1].target == "/api/auth.revoke");
    CHECK(asked[1].header("authorization") == "Bearer xoxb-T9");
}

TEST_CASE("without lists and without a link nobody even gets to Slack") {
    FakeSlack slack{FakeSlack::Say(granting)};
    Running running(oauth_settings(slack, ""));
    const auto page = Browser(running).begin();
    CHECK(page.status == 403);
    CHECK(has(page, "#innersource &amp; co"));
    CHECK(header_of(page, "Location").empty());
}

TEST_CASE("a HEAD begins and ends no installation") {
    FakeSlack slack{FakeSlack::Say(granting)};
    Running running(oauth_settings(slack));
    for (const std::string path : {"/slack/install", "/slack/oauth_redirect?code=T1&state=x"}) {
        net::Request request{.method = "HEAD", .target = path};
        const auto response = running.send(request);
        CHECK(response.status == 405);
        CHECK(header_of(response, "Allow") == "GET");
        CHECK(header_of(response, "Set-Cookie").empty());
    }
}

TEST_CASE("a link lets one workspace in, once") {
    FakeSlack slack{FakeSlack::Say(granting)};
    Running running(oauth_settings(slack, ""));
    const auto link = new_link(running);
    Browser first(running), second(running);
    CHECK(first.begin(link).status == 302);
    CHECK(second.begin(link).status == 302);  // opened twice, used once
    CHECK(first.back("T7").status == 200);
    CHECK(second.back("T8").status == 403);
    const auto spent = second.begin(link);
    CHECK(spent.status == 403);
    CHECK(has(spent, "#innersource"));
    for (const auto& wrong : std::vector<std::string>{"x", "", "%00", link + "x"})
        CHECK(Browser(running).begin(wrong).status == 403);
    REQUIRE(installed_in(running).size() == 1);
    CHECK(installed_in(running)[0].team == "T7");
    const auto& asked = slack.end();
    CHECK(count(asked, "auth.revoke") == 1);
    CHECK(asked.back().header("authorization") == "Bearer xoxb-T8");
}

TEST_CASE("a link that expired before or meanwhile lets nobody in") {
    FakeSlack slack{FakeSlack::Say(granting)};
    Running running(oauth_settings(slack, ""));
    auto writer = running.service().store.writer();
    const auto now = bot::wall_now();
    writer.put_install_link(bot::hash_of_link("old"), "os:0", now, now - std::chrono::hours(1));
    CHECK(Browser(running).begin("old").status == 403);
    Browser browser(running);
    const auto link = new_link(running);
    CHECK(browser.begin(link).status == 302);
    CHECK(writer.use_install_link(bot::hash_of_link(link), now));
    CHECK(browser.back("T7").status == 403);
    CHECK(installed_in(running).empty());
}

TEST_CASE("what comes back must have begun in this browser, and comes back once") {
    FakeSlack slack{FakeSlack::Say(granting)};
    Running running(oauth_settings(slack));
    const auto refused = [&](const std::string& target, const std::string& cookie) {
        const auto page = Browser(running).get(target, cookie);
        CHECK(page.status == 400);
        CHECK(has(page, "https://bot.acme.example/slack/install\">Start again"));
        CHECK(has(page, "#innersource"));
        CHECK_FALSE(has(page, "T1X"));
    };
    Browser begun(running), other(running);
    const auto target = [&](const Browser& of) { return "/slack/oauth_redirect?code=T1X&state=" + of.state; };
    begun.begin();
    other.begin();
    refused(target(begun), "");            // no cookie
    refused(target(begun), begun.cookie);  // the state was used by that
    refused(target(other), begun.cookie);  // another browser's
    refused("/slack/oauth_redirect", other.cookie);
    refused("/slack/oauth_redirect?code=T1X&state=" + std::string(2000, 'x'), other.cookie);
    refused("/slack/oauth_redirect?code=T1X&state=%zz", other.cookie);
    CHECK(begun.install("T1").status == 200);
    refused("/slack/oauth_redirect?code=T1X&state=" + begun.state, begun.cookie);
    CHECK(running.metrics().find("ispo_requests_refused_total{reason=\"oauth_state\"} 7") !=
          std::string::npos);
    CHECK(slack.end().size() == 1);  // only the good one was exchanged
}

TEST_CASE("who declines, or whose code Slack does not take, leaves nothing behind") {
    FakeSlack slack{FakeSlack::Say(granting)};
    Running running(oauth_settings(slack));
    Browser browser(running);
    browser.begin();
    const auto declined =
        browser.get("/slack/oauth_redirect?error=access_denied&state=" + browser.state, browser.cookie);
    CHECK(declined.status == 200);
    CHECK(has(declined, "Nothing was installed"));
    for (const std::string error : {"server_error", "<script>"}) {
        browser.begin();
        const auto page =
            browser.get("/slack/oauth_redirect?error=" + error + "&state=" + browser.state, browser.cookie);
        CHECK(page.status == 502);
        CHECK(has(page, "Reference: "));
        CHECK_FALSE(has(page, "script"));
        CHECK_FALSE(has(page, "permission was not given"));
    }
    const auto failed = browser.install("bad");
    CHECK(failed.status == 502);
    CHECK(has(failed, "Reference: "));
    CHECK(has(failed, "#innersource"));
    browser.begin();
    CHECK(browser.get("/slack/oauth_redirect?state=" + browser.state, browser.cookie).status == 400);
    CHECK(installed_in(running).empty());
}

TEST_CASE("an organisation is let in by its own list, which opens its workspaces too") {
    bot::InstallSettings settings;
    settings.teams = {"T1"};
    settings.enterprises = {"E1"};
    const auto listed = [&](const std::string& team, const std::string& enterprise, bool is_whole) {
        slack::Installed installed;
        installed.team = team;
        installed.enterprise = enterprise;
        installed.is_enterprise_install = is_whole;
        return bot::is_listed(settings, installed);
    };
    CHECK(listed("T1", "", false));
    CHECK(listed("T1", "E9", false));
    CHECK(listed("T9", "E1", false));
    CHECK(listed("", "E1", true));
    CHECK_FALSE(listed("T9", "", false));
    CHECK_FALSE(listed("T9", "E9", false));
    CHECK_FALSE(listed("T1", "E9", true));  // a workspace's list opens no organisation
    CHECK_FALSE(listed("", "", true));
}

TEST_CASE("an organisation's installation has no workspace") {
    FakeSlack slack{FakeSlack::Say(granting)};
    Running running(oauth_settings(slack, "allowed_enterprises = [\"E1\"]\n"));
    const auto page = Browser(running).install("E1");
    CHECK(page.status == 200);
    CHECK(has(page, "workspaces"));
    REQUIRE(installed_in(running).size() == 1);
    CHECK(installed_in(running)[0].kind == storage::Installation::Kind::enterprise);
    CHECK(installed_in(running)[0].key() == "E1");
}

TEST_CASE("installing again keeps the id; a stranger there changes and revokes nothing") {
    FakeSlack slack{FakeSlack::Say(granting)};
    Running running(oauth_settings(slack, ""));
    CHECK(Browser(running).install("T7", new_link(running)).status == 200);
    const auto link = new_link(running);
    Browser late(running);
    late.begin(link);
    CHECK(Browser(running).install("T7~60", link).status == 200);
    CHECK(late.back("T7~99").status == 403);  // its link was used
    const auto rows = installed_in(running);
    REQUIRE(rows.size() == 1);
    CHECK(running.service().installations.token_of(rows[0].id) == "xoxb-T7~60");
    CHECK(count(slack.end(), "auth.revoke") == 0);  // it might end what is in use
}

TEST_CASE("the workspace of the token from a file is not installed a second time") {
    FakeSlack slack{FakeSlack::Say(granting)};
    Running running(
        oauth_settings(slack, "allowed_teams = [\"T1\"]\nteam = \"T1\"\nbot_token = \"xoxb-file\"\n"));
    const auto page = Browser(running).install("T1");
    CHECK(page.status == 403);
    CHECK(has(page, "connected already"));
    CHECK(installed_in(running).empty());
    CHECK(count(slack.end(), "auth.revoke") == 0);
}

TEST_CASE("without a client id there is nothing to install") {
    Running running;
    CHECK(Browser(running).get("/slack/install").status == 404);
    CHECK(Browser(running).get("/slack/oauth_redirect?code=a&state=b").status == 404);
}

TEST_CASE("the shell lists installations without secrets, and ends one at Slack and here") {
    FakeSlack slack{FakeSlack::Say(granting)};
    Running running(oauth_settings(slack));
    Browser(running).install("T1~3600");
    const auto shown = order(running, {{"do", "list"}});
    const auto text = core::dump_json(commands::to_json(shown));
    CHECK(text.find("T1") != std::string::npos);
    CHECK(text.find("active") != std::string::npos);
    for (const std::string& hidden :
         {std::string("xoxb"), std::string("r-T1"), installed_in(running)[0].tokens.access})
        CHECK(text.find(hidden) == std::string::npos);
    CHECK(order(running, {{"do", "end"}, {"id", 9}}).outcome == commands::Outcome::wrong_use);
    CHECK(order(running, {{"do", "end"}, {"id", 1}}).outcome != commands::Outcome::done);
    CHECK(order(running, {{"do", "other"}}).outcome == commands::Outcome::wrong_use);
    CHECK(order(running, {{"do", "end"}, {"id", 2}}).outcome == commands::Outcome::done);
    CHECK_FALSE(installed_in(running)[0].is_active);
    CHECK(installed_in(running)[0].tokens.access.empty());
    CHECK(order(running, {{"do", "end"}, {"id", 2}}).outcome ==
          commands::Outcome::done);  // again is harmless
    const auto& asked = slack.end();
    CHECK(count(asked, "apps.uninstall") == 1);
    CHECK(asked.back().header("authorization") == "Bearer xoxb-T1~3600");
    CHECK(in_form(asked.back(), "client_secret") == "s3cret-client");
}

TEST_CASE("an installation whose token has ended is ended with the next one") {
    FakeSlack slack{FakeSlack::Say([](const net::Request& request) {
        const bool is_old = request.header("authorization") == "Bearer xoxb-T1~43200";
        if (request.target == "/api/apps.uninstall" && is_old)
            return std::optional(refusing("token_expired"));
        return granting(request);
    })};
    Running running(oauth_settings(slack));
    Browser(running).install("T1~43200");
    CHECK(order(running, {{"do", "end"}, {"id", 2}}).outcome == commands::Outcome::done);
    CHECK_FALSE(installed_in(running)[0].is_active);
    CHECK(slack.end().back().header("authorization") == "Bearer xoxe.after-r-T1");
}

TEST_CASE("when Slack cannot be told, an installation is not ended") {
    FakeSlack slack{FakeSlack::Say([](const net::Request& request) {
        return request.target == "/api/apps.uninstall" ? std::optional(net::text_response(500, ""))
                                                       : granting(request);
    })};
    Running running(oauth_settings(slack));
    Browser(running).install("T1");
    CHECK(order(running, {{"do", "end"}, {"id", 2}}).outcome == commands::Outcome::unavailable);
    CHECK(installed_in(running)[0].is_active);
}

TEST_CASE("how long a link works") {
    CHECK(bot::read_span("30m").value() == std::chrono::minutes(30));
    CHECK(bot::read_span("24h").value() == std::chrono::hours(24));
    CHECK(bot::read_span("30d").value() == std::chrono::hours(720));
    for (const std::string wrong :
         {"", "h", "0h", "-1h", "24", "24 h", "31d", "1w", "1.5h", "99999999999999999999h"})
        CHECK_FALSE(bot::read_span(wrong).has_value());
}
