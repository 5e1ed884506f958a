// SPDX-License-Identifier: Apache-2.0
#include "slack/manifest.hpp"

#include <array>

namespace slack {
namespace {

constexpr std::array in_use = {
    Scope{"commands", "People type /ispo.", "/ispo"},
    Scope{"chat:write", "Answers to mentions and direct messages.", "chat.postMessage"},
    Scope{"app_mentions:read", "The bot answers when it is mentioned.", "app_mention"},
    Scope{"im:history",
          "Questions in the bot's direct messages are read, and posts of unknown outcome found.",
          "message.im conversations.history conversations.replies"},
};

std::string under(std::string_view public_url, std::string_view path) {
    return std::string(public_url) + std::string(path);
}

core::Json features(std::string_view public_url, std::string_view app_name) {
    const core::Json command = {{"command", "/ispo"},
                                {"url", under(public_url, "/slack/commands")},
                                {"description", "Ask about InnerSource: how ready a repository is, and why"},
                                {"usage_hint", "ready payments-api"},
                                {"should_escape", true}};
    return {{"app_home",
             {{"home_tab_enabled", false},
              {"messages_tab_enabled", true},
              {"messages_tab_read_only_enabled", false}}},
            {"bot_user", {{"display_name", app_name}, {"always_online", true}}},
            {"slash_commands", core::Json::array({command})}};
}

core::Json bot_scopes() {
    auto names = core::Json::array();
    for (const auto& scope : in_use) names.push_back(scope.name);
    return names;
}

core::Json settings(std::string_view public_url) {
    return {
        {"event_subscriptions",
         {{"request_url", under(public_url, "/slack/events")},
          {"bot_events", core::Json::array({"app_mention", "message.im"})}}},
        {"interactivity", {{"is_enabled", true}, {"request_url", under(public_url, "/slack/interactivity")}}},
        {"org_deploy_enabled", false},
        {"socket_mode_enabled", false},
        {"token_rotation_enabled", false}};
}

}  // namespace

std::span<const Scope> scopes() { return in_use; }

core::Json manifest(std::string_view public_url, std::string_view app_name) {
    return {{"display_information",
             {{"name", app_name}, {"description", "Answers about InnerSource, with the reasons"}}},
            {"features", features(public_url, app_name)},
            {"oauth_config", {{"scopes", {{"bot", bot_scopes()}}}}},
            {"settings", settings(public_url)}};
}

}  // namespace slack
