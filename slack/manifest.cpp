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
    Scope{"users:read", "Guests, strangers and deactivated people are told from colleagues.",
          "users.info users.list user_change team_join"},
    Scope{
        "channels:read", "Whether outsiders or guests read a public channel, and whether it is archived.",
        "conversations.info conversations.members member_joined_channel member_left_channel channel_archive "
        "channel_unarchive channel_deleted channel_rename channel_shared channel_unshared"},
    Scope{"groups:read", "The same of private channels that the app is in.",
          "group_archive group_unarchive group_deleted group_rename"},
    Scope{"usergroups:read", "Roles and readers of private repositories by user group.",
          "usergroups.users.list subteam_created subteam_updated subteam_members_changed"},
};

// Mentions and messages first; the others keep known who people are and who reads a channel.
constexpr std::array<std::string_view, 21> events = {
    "app_mention",           "message.im",          "app_uninstalled",
    "tokens_revoked",        "user_change",         "team_join",
    "subteam_created",       "subteam_updated",     "subteam_members_changed",
    "member_joined_channel", "member_left_channel", "channel_archive",
    "channel_unarchive",     "channel_deleted",     "channel_rename",
    "channel_shared",        "channel_unshared",    "group_archive",
    "group_unarchive",       "group_deleted",       "group_rename"};

// {key: address below the public URL}; with Socket Mode there is no address.
core::Json addressed(std::string_view key, std::string_view public_url, std::string_view path,
                     core::Json rest) {
    if (!public_url.empty()) rest[std::string(key)] = std::string(public_url) + std::string(path);
    return rest;
}

core::Json features(std::string_view public_url, std::string_view app_name) {
    const auto command =
        addressed("url", public_url, "/slack/commands",
                  {{"command", "/ispo"},
                   {"description", "Ask about InnerSource: how ready a repository is, and why"},
                   {"usage_hint", "ready payments-api"},
                   {"should_escape", true}});
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

core::Json oauth(const ManifestInstalling& installing) {
    core::Json out = {{"scopes", {{"bot", bot_scopes()}}}};
    if (!installing.redirect_url.empty()) out["redirect_urls"] = core::Json::array({installing.redirect_url});
    return out;
}

core::Json settings(std::string_view public_url, bool has_oauth) {
    core::Json out = {{"org_deploy_enabled", has_oauth},
                      {"socket_mode_enabled", public_url.empty()},
                      {"token_rotation_enabled", has_oauth}};
    out["event_subscriptions"] =
        addressed("request_url", public_url, "/slack/events", {{"bot_events", core::Json(events)}});
    out["interactivity"] =
        addressed("request_url", public_url, "/slack/interactivity", {{"is_enabled", true}});
    return out;
}

}  // namespace

std::span<const Scope> scopes() { return in_use; }

core::Json manifest(std::string_view public_url, std::string_view app_name,
                    const ManifestInstalling& installing) {
    return {{"display_information",
             {{"name", app_name}, {"description", "Answers about InnerSource, with the reasons"}}},
            {"features", features(public_url, app_name)},
            {"oauth_config", oauth(installing)},
            {"settings", settings(public_url, !installing.redirect_url.empty())}};
}

}  // namespace slack
