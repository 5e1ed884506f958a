// SPDX-License-Identifier: Apache-2.0
#include "slack/manifest.hpp"

#include "slack/shortcuts.hpp"

#include <array>

namespace slack {
namespace {

using core::Json;
using Needed = Scope::Needed;

constexpr std::array table = {
    Scope{"commands", "People type /ispo and use shortcuts.", "/ispo"},
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
        "channel_unarchive channel_deleted channel_id_changed channel_rename channel_shared "
        "channel_unshared"},
    Scope{"groups:read", "The same of private channels that the app is in.",
          "group_archive group_unarchive group_deleted group_rename"},
    Scope{"usergroups:read", "Roles and readers of private repositories by user group.",
          "usergroups.users.list subteam_created subteam_updated subteam_members_changed"},
    Scope{"im:write", "An answer that came too late for its place goes to the person's direct messages.",
          "conversations.open"},
    Scope{"channels:history", "Posts of unknown outcome are found in public channels.",
          "conversations.history conversations.replies", Needed::optional},
    Scope{"groups:history", "The same in private channels.", "conversations.history conversations.replies",
          Needed::optional},
    Scope{"links:read", "Links to repositories are seen.", "link_shared", Needed::for_unfurls},
    Scope{"links:write", "Links to repositories get a preview.", "chat.unfurl", Needed::for_unfurls},
    Scope{"assistant:write", "The agent view shows that an answer is being made.",
          "agents.sessions.setStatus agent_session_stopped app_context_changed", Needed::added_by_slack},
};

bool is_on(const Scope& scope, const Features& features) {
    if (scope.needed == Needed::for_unfurls) return !features.unfurl_domains.empty();
    return scope.needed == Needed::always || scope.needed == Needed::optional;
}

// Mentions and messages first; the others keep known who people are and who reads a channel.
constexpr std::array<std::string_view, 25> always_told = {"app_home_opened",
                                                          "app_mention",
                                                          "message.im",
                                                          "app_uninstalled",
                                                          "tokens_revoked",
                                                          "user_change",
                                                          "team_join",
                                                          "subteam_created",
                                                          "subteam_updated",
                                                          "subteam_members_changed",
                                                          "member_joined_channel",
                                                          "member_left_channel",
                                                          "channel_archive",
                                                          "channel_unarchive",
                                                          "channel_deleted",
                                                          "channel_id_changed",
                                                          "channel_rename",
                                                          "channel_shared",
                                                          "channel_unshared",
                                                          "group_archive",
                                                          "group_unarchive",
                                                          "group_deleted",
                                                          "group_rename",
                                                          "grid_migration_started",
                                                          "grid_migration_finished"};

// {key: address below the public URL}; with Socket Mode there is no address.
Json addressed(std::string_view key, std::string_view public_url, std::string_view path, Json rest) {
    if (!public_url.empty()) rest[std::string(key)] = std::string(public_url) + std::string(path);
    return rest;
}

Json shortcut_list() {
    auto list = Json::array();
    for (const auto& shortcut : shortcuts())
        list.push_back({{"name", shortcut.name},
                        {"type", shortcut.at_message ? "message" : "global"},
                        {"callback_id", shortcut.callback_id},
                        {"description", shortcut.description}});
    return list;
}

Json agent_view() {
    auto prompts = Json::array();
    for (const auto* line : {"help levels", "settings", "find feature flags"})
        prompts.push_back({{"title", line}, {"message", line}});
    Json view = {{"agent_description",
                  "Answers about InnerSource: how ready a repository is, what to do next, and why."}};
    view["suggested_prompts"] = std::move(prompts);
    return view;
}

Json features_of(std::string_view public_url, const Features& features, std::string_view app_name) {
    const auto command =
        addressed("url", public_url, "/slack/commands",
                  {{"command", "/ispo"},
                   {"description", "Ask about InnerSource: how ready a repository is, and why"},
                   {"usage_hint", "ready payments-api"},
                   {"should_escape", true}});
    Json out = {{"app_home",
                 {{"home_tab_enabled", true},
                  {"messages_tab_enabled", true},
                  {"messages_tab_read_only_enabled", false}}},
                {"bot_user", {{"display_name", app_name}, {"always_online", true}}}};
    out["slash_commands"] = Json::array({command});
    out["shortcuts"] = shortcut_list();
    if (!features.unfurl_domains.empty()) out["unfurl_domains"] = features.unfurl_domains;
    if (features.agent) out["agent_view"] = agent_view();
    return out;
}

Json optional_scopes() {
    auto names = Json::array();
    for (const auto& scope : table)
        if (scope.needed == Needed::optional) names.push_back(scope.name);
    return names;
}

// Slack takes as optional only what is asked for at all.
Json oauth(const Features& features, const ManifestInstalling& installing) {
    Json out = {{"scopes", {{"bot", scopes_asked(features)}, {"bot_optional", optional_scopes()}}}};
    if (!installing.redirect_url.empty()) out["redirect_urls"] = Json::array({installing.redirect_url});
    return out;
}

Json bot_events(const Features& features) {
    auto names = Json(always_told);
    if (!features.unfurl_domains.empty()) names.push_back("link_shared");
    if (features.agent)
        for (const auto* name : {"app_context_changed", "agent_session_stopped"}) names.push_back(name);
    return names;
}

Json settings(std::string_view public_url, const Features& features, bool has_oauth) {
    Json out = {{"org_deploy_enabled", has_oauth},
                {"socket_mode_enabled", public_url.empty()},
                {"token_rotation_enabled", has_oauth}};
    Json events = Json::object();
    events["bot_events"] = bot_events(features);
    out["event_subscriptions"] = addressed("request_url", public_url, "/slack/events", std::move(events));
    auto interactivity = addressed("request_url", public_url, "/slack/interactivity", {{"is_enabled", true}});
    out["interactivity"] =
        addressed("message_menu_options_url", public_url, "/slack/interactivity", std::move(interactivity));
    return out;
}

}  // namespace

std::span<const Scope> scopes() { return table; }

std::vector<std::string_view> scopes_asked(const Features& features) {
    std::vector<std::string_view> names;
    names.reserve(table.size());
    for (const auto& scope : table)
        if (is_on(scope, features)) names.push_back(scope.name);
    return names;
}

Json manifest(std::string_view public_url, const Features& features, std::string_view app_name,
              const ManifestInstalling& installing) {
    return {{"display_information",
             {{"name", app_name}, {"description", "Answers about InnerSource, with the reasons"}}},
            {"features", features_of(public_url, features, app_name)},
            {"oauth_config", oauth(features, installing)},
            {"settings", settings(public_url, features, !installing.redirect_url.empty())}};
}

}  // namespace slack
