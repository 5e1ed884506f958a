// SPDX-License-Identifier: Apache-2.0
#include "slack/oauth.hpp"

#include "core/text.hpp"
#include "slack/web_call.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace slack {
namespace {

// __Host-: only this host can set it, over TLS, for all of its paths.
constexpr std::string_view cookie_name = "__Host-ispo_install";
constexpr std::int64_t longest_life = 366L * 86400;

using core::member_of;
using core::text_of;

// A token travels in a header.
bool is_token(std::string_view text) {
    return !text.empty() && text.size() <= 1000 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 127; });
}

// Ids are opaque, but they stand in addresses and sentences.
bool is_id(std::string_view text) {
    return !text.empty() && text.size() <= 40 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    });
}

core::Error unusable(std::string detail) {
    return core::unavailable("Slack's answer could not be used; nothing was kept.", std::move(detail));
}

std::string name_of(const core::Json& place) {
    return core::shorten(core::one_line(text_of(place, "name")), 100);
}

core::Result<Tokens> read_tokens(const core::Json& reply) {
    Tokens tokens{text_of(reply, "access_token"), text_of(reply, "refresh_token"), {}};
    if (!is_token(tokens.access)) return unusable("no access token");
    const auto seconds = core::number_of(reply, "expires_in");
    if (seconds > 0) tokens.lifetime = std::chrono::seconds(std::min(seconds, longest_life));
    // Without the other half it would end in silence.
    if (tokens.lifetime && !is_token(tokens.refresh)) return unusable("no refresh token");
    if (!tokens.lifetime) tokens.refresh.clear();
    return tokens;
}

}  // namespace

std::string scopes_wanted(const Features& features) {
    std::string out;
    const auto add = [&out](std::string_view name) { out.append(out.empty() ? "" : ",").append(name); };
    for (const auto name : scopes_asked(features)) add(name);
    for (const auto& scope : scopes())
        if (features.agent && scope.needed == Scope::Needed::added_by_slack) add(scope.name);
    return out;
}

std::string authorize_url(std::string_view api_base, const OAuthApp& app, const Features& features,
                          std::string_view state, std::string_view team) {
    const auto base = api_base.substr(0, api_base.rfind("api/"));
    core::Json query = {{"client_id", app.client_id},
                        {"scope", scopes_wanted(features)},
                        {"state", state},
                        {"redirect_uri", app.redirect_uri}};
    if (!team.empty()) query["team"] = team;
    return fmt::format("{}oauth/v2/authorize?{}", base, form_body(query));
}

std::string browser_cookie(std::string_view value) {
    return fmt::format("{}={}; Secure; HttpOnly; SameSite=Lax; Path=/; Max-Age={}", cookie_name, value,
                       state_life.count());
}
std::string no_browser_cookie() {
    return fmt::format("{}=; Secure; HttpOnly; SameSite=Lax; Path=/; Max-Age=0", cookie_name);
}

std::string browser_of(std::string_view cookie_header) {
    std::string found;
    for (const auto part : core::split(cookie_header, ';')) {
        const auto pair = core::trim(part);
        if (!pair.starts_with(cookie_name) || pair.substr(cookie_name.size(), 1) != "=") continue;
        if (!found.empty()) return {};
        found = pair.substr(cookie_name.size() + 1);
    }
    return found;
}

core::Json code_arguments(const OAuthApp& app, std::string_view code) {
    return {{"client_id", app.client_id},
            {"client_secret", app.client_secret},
            {"redirect_uri", app.redirect_uri},
            {"code", code}};
}

core::Json renewal_arguments(const OAuthApp& app, std::string_view refresh_token) {
    return {{"client_id", app.client_id},
            {"client_secret", app.client_secret},
            {"grant_type", "refresh_token"},
            {"refresh_token", refresh_token}};
}

core::Result<Installed> read_installed(const core::Json& reply) {
    auto tokens = read_tokens(reply);
    if (!tokens) return tokens.error();
    const auto& team = member_of(reply, "team");
    const auto& enterprise = member_of(reply, "enterprise");
    Installed out;
    out.tokens = std::move(*tokens);
    out.scopes = text_of(reply, "scope");
    out.bot_user = text_of(reply, "bot_user_id");
    out.app = text_of(reply, "app_id");
    out.is_enterprise_install = core::truth_of(reply, "is_enterprise_install");
    out.enterprise = text_of(enterprise, "id");
    out.enterprise_name = name_of(enterprise);
    out.installer = text_of(member_of(reply, "authed_user"), "id");
    if (!out.is_enterprise_install) {
        out.team = text_of(team, "id");
        out.team_name = name_of(team);
    }
    if (const auto type = text_of(reply, "token_type"); type != "bot") return unusable("not a bot's token");
    if (!is_id(out.is_enterprise_install ? out.enterprise : out.team)) return unusable("no place");
    if (!out.enterprise.empty() && !is_id(out.enterprise)) return unusable("no place");
    return out;
}

core::Result<Tokens> read_renewed(const core::Json& reply) {
    auto tokens = read_tokens(reply);
    if (tokens && !tokens->lifetime) return unusable("no lifetime");
    return tokens;
}

core::Time renewal_time(core::Time since, core::Time expires_at) {
    return since + std::max(expires_at - since, std::chrono::seconds(0)) * 3 / 4;
}

TokenFate token_fate(std::string_view code, bool may_be_renewed) {
    constexpr std::array<std::string_view, 4> dead = {"account_inactive", "team_disabled",
                                                      "user_removed_from_team", "app_uninstalled"};
    if (std::find(dead.begin(), dead.end(), code) != dead.end()) return TokenFate::dead;
    if (code == "token_expired") return may_be_renewed ? TokenFate::outlived : TokenFate::barred;
    if (code == "token_revoked") return may_be_renewed ? TokenFate::outlived : TokenFate::dead;
    if (code == "invalid_auth" || code == "not_authed")
        return may_be_renewed ? TokenFate::outlived : TokenFate::barred;
    return TokenFate::fine;
}

bool is_final_for_renewal(std::string_view code) {
    constexpr std::array<std::string_view, 4> final = {"invalid_refresh_token", "token_revoked",
                                                       "account_inactive", "team_disabled"};
    return std::find(final.begin(), final.end(), code) != final.end();
}

}  // namespace slack
