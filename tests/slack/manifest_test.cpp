// SPDX-License-Identifier: Apache-2.0
#include "slack/manifest.hpp"

#include "core/text.hpp"
#include "slack/shortcuts.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

namespace {

std::string read(const std::filesystem::path& path) {
    std::ifstream in(path);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

const slack::Features everything{.unfurl_domains = {"github.example.com"}, .agent = true};

// What asks for a scope: the events and commands of the manifest, and the methods that our code names.
std::set<std::string> in_use() {
    std::set<std::string> out;
    const auto manifest = slack::manifest("https://ispo.example.com", everything);
    for (const auto& event : manifest["settings"]["event_subscriptions"]["bot_events"])
        out.insert(event.get<std::string>());
    for (const auto& command : manifest["features"]["slash_commands"])
        out.insert(core::text_of(command, "command"));
    const std::regex method(
        "\"((agents|apps|auth|blocks|bots|chat|conversations|dnd|files|oauth|team|usergroups|users|views)\\.["
        "a-zA-Z0-9.]+)\"");
    for (const auto* folder : {"slack", "bot"})
        for (const auto& entry :
             std::filesystem::recursive_directory_iterator(std::filesystem::path(ISPO_SOURCE_DIR) / folder)) {
            if (entry.path().extension() != ".cpp" || entry.path().filename() == "manifest.cpp" ||
                entry.path().filename() == "pace.cpp")  // knows limits of what is not in use yet
                continue;
            const auto text = read(entry.path());
            for (std::sregex_iterator found(text.begin(), text.end(), method), end; found != end; ++found)
                out.insert((*found)[1]);
        }
    return out;
}

}  // namespace

TEST_CASE("the manifest in deploy/ is the one the program prints") {
    const auto printed = core::dump_json_pretty(slack::manifest("https://ispo.example.com")) + "\n";
    CHECK(read(std::filesystem::path(ISPO_SOURCE_DIR) / "deploy/slack-manifest.json") == printed);
}

TEST_CASE("every scope is used, and everything used has its scope") {
    // Views, the opened Home and auth.test need none.
    auto used = in_use();
    for (const auto* free : {"auth.test", "app_home_opened", "views.open", "views.update", "views.publish"})
        used.erase(free);
    // connections:write belongs to the app token, which no manifest grants.
    used.erase("apps.connections.open");
    // About tokens and the app itself: the app's own secret or the token is enough.
    for (const auto* method : {"oauth.v2.access", "auth.revoke", "apps.uninstall", "auth.teams.list"})
        CHECK(used.erase(method) == 1);
    for (const auto* event :
         {"app_uninstalled", "tokens_revoked", "grid_migration_started", "grid_migration_finished"})
        CHECK(used.erase(event) == 1);
    std::set<std::string> covered;
    for (const auto& scope : slack::scopes()) {
        INFO(scope.name);
        CHECK_FALSE(scope.reason.empty());
        for (const auto by : core::split(scope.used_by, ' ')) {
            CHECK(used.contains(std::string(by)));
            covered.insert(std::string(by));
        }
    }
    CHECK(covered == used);
}

TEST_CASE("the manifest asks for the scopes of the table and no other") {
    const auto manifest = slack::manifest("https://ispo.example.com", everything);
    using Needed = slack::Scope::Needed;
    std::vector<std::string> names, optional;
    for (const auto& scope : slack::scopes()) {
        if (scope.needed != Needed::added_by_slack) names.emplace_back(scope.name);
        if (scope.needed == Needed::optional) optional.emplace_back(scope.name);
    }
    CHECK(optional == std::vector<std::string>{"channels:history", "groups:history"});
    CHECK(manifest["oauth_config"]["scopes"] == core::Json{{"bot", names}, {"bot_optional", optional}});
}

TEST_CASE("the page for the Slack admin names every scope that is ever asked for") {
    const auto page = read(std::filesystem::path(ISPO_SOURCE_DIR) / "docs/slack-admin.md");
    for (const auto& scope : slack::scopes()) {
        INFO(scope.name);
        const auto cell = "| `" + std::string(scope.name) + "`";
        const auto beside = ", `" + std::string(scope.name) + "`";
        CHECK((page.find(cell) != std::string::npos || page.find(beside) != std::string::npos));
    }
}

TEST_CASE("what is off is not in the manifest") {
    const auto plain = core::dump_json(slack::manifest("https://ispo.example.com"));
    const auto full = core::dump_json(slack::manifest("https://ispo.example.com", everything));
    for (const std::string word : {"links:read", "links:write", "link_shared", "unfurl_domains", "agent_view",
                                   "agent_session_stopped", "app_context_changed"}) {
        INFO(word);
        CHECK(plain.find(word) == std::string::npos);
        CHECK(full.find(word) != std::string::npos);
    }
    CHECK(full.find("assistant_view") == std::string::npos);
}

TEST_CASE("the shortcuts of the manifest are those of the table, within Slack's limits") {
    const auto listed = slack::manifest("https://ispo.example.com")["features"]["shortcuts"];
    REQUIRE(listed.size() == slack::shortcuts().size());
    std::size_t global = 0, at_message = 0;
    std::set<std::string> ids;
    for (const auto& shortcut : slack::shortcuts()) {
        ++(shortcut.at_message ? at_message : global);
        CHECK(shortcut.name.size() <= 24);
        CHECK(shortcut.description.size() <= 150);
        CHECK(ids.emplace(shortcut.callback_id).second);
        CHECK(slack::find_shortcut(shortcut.callback_id, shortcut.at_message) == &shortcut);
        CHECK(slack::find_shortcut(shortcut.callback_id, !shortcut.at_message) == nullptr);
    }
    CHECK(global <= 5);
    CHECK(at_message <= 5);
    CHECK(slack::find_shortcut("", false) == nullptr);
}

TEST_CASE("with Socket Mode no door is open") {
    const auto manifest = slack::manifest("");
    CHECK(manifest["settings"]["socket_mode_enabled"] == true);
    CHECK(core::dump_json(manifest).find("url") == std::string::npos);
    CHECK(manifest["settings"]["event_subscriptions"]["bot_events"].size() == 25);
    CHECK(slack::manifest("https://ispo.example.com")["settings"]["socket_mode_enabled"] == false);
}

TEST_CASE("the manifest points every door at the public address") {
    const auto manifest = slack::manifest("https://bot.corp.example", {}, "Ispo");
    CHECK(manifest["display_information"]["name"] == "Ispo");
    CHECK(manifest["features"]["slash_commands"][0]["url"] == "https://bot.corp.example/slack/commands");
    CHECK(manifest["features"]["slash_commands"][0]["command"] == "/ispo");
    CHECK(manifest["features"]["slash_commands"][0]["should_escape"] == true);
    CHECK(manifest["settings"]["event_subscriptions"]["request_url"] ==
          "https://bot.corp.example/slack/events");
    CHECK(manifest["settings"]["interactivity"]["request_url"] ==
          "https://bot.corp.example/slack/interactivity");
    CHECK(manifest["settings"]["interactivity"]["is_enabled"] == true);
    CHECK(manifest["settings"]["interactivity"]["message_menu_options_url"] ==
          "https://bot.corp.example/slack/interactivity");
    CHECK(manifest["features"]["app_home"]["home_tab_enabled"] == true);
    CHECK(manifest["features"]["app_home"]["messages_tab_enabled"] == true);
    CHECK(manifest["features"]["app_home"]["messages_tab_read_only_enabled"] == false);
}

TEST_CASE(
    "installing by OAuth comes with its way back, organisations and rotation; without it none of that") {
    const auto plain = slack::manifest("https://bot.corp.example");
    CHECK_FALSE(plain["oauth_config"].contains("redirect_urls"));
    CHECK(plain["settings"]["org_deploy_enabled"] == false);
    CHECK(plain["settings"]["token_rotation_enabled"] == false);
    const slack::ManifestInstalling installing{"https://bot.corp.example/slack/oauth_redirect"};
    const auto manifest = slack::manifest("https://bot.corp.example", {}, "Ispo", installing);
    CHECK(manifest["oauth_config"]["redirect_urls"] ==
          core::Json::array({"https://bot.corp.example/slack/oauth_redirect"}));
    CHECK(manifest["oauth_config"]["scopes"] == plain["oauth_config"]["scopes"]);
    CHECK(manifest["settings"]["org_deploy_enabled"] == true);
    CHECK(manifest["settings"]["token_rotation_enabled"] == true);
}
