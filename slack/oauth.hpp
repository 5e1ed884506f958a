// SPDX-License-Identifier: Apache-2.0
// Installing by OAuth v2 and keeping its tokens, the pure half: addresses, the binding of a state to a
// browser, and what Slack's replies mean. Sources: docs.slack.dev/authentication/installing-with-oauth and
// /using-token-rotation.
#pragma once

#include "core/json.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "slack/manifest.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace slack {

// How long a state, its cookie and Slack's code live.
inline constexpr std::chrono::seconds state_life{600};

struct OAuthApp {
    std::string client_id, client_secret, redirect_uri;
};

// Slack's page that asks for permission. `api_base` is that of the Web API ("https://slack.com/api/"), as
// GovSlack's pages are beside its own. `team` preselects a workspace unless empty.
std::string authorize_url(std::string_view api_base, const OAuthApp& app, const Features& features,
                          std::string_view state, std::string_view team = {});
// "a,b": all that the manifest asks for, and what Slack adds to it.
std::string scopes_wanted(const Features& features);

// The header that gives the browser its half of a state, that takes it away again, and what a Cookie header
// says of it (empty when it says nothing, or two things).
std::string browser_cookie(std::string_view value);
std::string no_browser_cookie();
std::string browser_of(std::string_view cookie_header);

core::Json code_arguments(const OAuthApp& app, std::string_view code);
core::Json renewal_arguments(const OAuthApp& app, std::string_view refresh_token);

struct Tokens {
    std::string access, refresh;                   // refresh is empty without rotation
    std::optional<std::chrono::seconds> lifetime;  // of access; nothing: it does not expire
};
// A reply of oauth.v2.access that said ok.
struct Installed {
    Tokens tokens;
    std::string scopes, bot_user, app;
    std::string team, team_name;  // empty for an organisation
    std::string enterprise, enterprise_name;
    std::string installer;  // who pressed the button: a record, no right
    bool is_enterprise_install = false;
};
// Errc::unavailable when it holds no usable token, or names no place.
core::Result<Installed> read_installed(const core::Json& reply);
// Of a renewal. Errc::unavailable when a part is missing: a pair is whole or useless.
core::Result<Tokens> read_renewed(const core::Json& reply);

// When a token that was kept at `since` is renewed: after three quarters of its life.
core::Time renewal_time(core::Time since, core::Time expires_at);

// What Slack's code for a refused call says about the token.
enum class TokenFate {
    fine,      // it was something else
    outlived,  // expired or replaced: a new one helps
    barred,    // not taken, maybe only from this address: nobody knows whether it is dead
    dead       // the app is gone there
};
TokenFate token_fate(std::string_view code, bool may_be_renewed);
// Will no renewal ever work again?
bool is_final_for_renewal(std::string_view code);

}  // namespace slack
