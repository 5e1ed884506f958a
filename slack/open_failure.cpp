// SPDX-License-Identifier: Apache-2.0
#include "slack/open_failure.hpp"

#include "slack/web_call.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace slack {
namespace {

constexpr std::chrono::hours longest_asked{1};

// No waiting cures these: somebody must give us another token, or our workspace back.
constexpr std::array<std::string_view, 10> final_codes = {
    "not_authed",    "invalid_auth",  "account_inactive", "user_removed_from_team", "team_disabled",
    "token_revoked", "token_expired", "missing_scope",    "not_allowed_token_type", "no_permission"};

std::string_view cure_of(std::string_view code) {
    if (code == "team_disabled")
        return "The workspace is switched off in Slack: its owners or Slack bring it back; then restart ISPO "
               "Bot.";
    if (code == "account_inactive" || code == "user_removed_from_team")
        return "The app, or who owns its app token, is not in the workspace any more: install the app there "
               "again, make a new app token (xapp-…, with connections:write) and restart ISPO Bot.";
    return "Give ISPO Bot a valid app token (xapp-…, with connections:write) and restart it.";
}

// Opening does nothing that could be done twice.
std::string without_doubt(const std::string& sentence) {
    return sentence.substr(0, sentence.find(" Whether it acted"));
}

// WebApi puts Slack's code into `detail`; anything else there has spaces or capitals.
bool is_code(std::string_view text) {
    return !text.empty() &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") == std::string_view::npos;
}

}  // namespace

OpenFailure failure_of(const core::Error& error) {
    OpenFailure failure;
    const auto wait = wait_of(error);
    const bool has_code = is_code(error.detail);
    const bool limited = error.detail.starts_with("ratelimited,");
    failure.why = has_code ? fmt::format("Slack said {}.", error.detail) : without_doubt(error.sentence);
    failure.is_final = std::find(final_codes.begin(), final_codes.end(), error.detail) != final_codes.end();
    if (failure.is_final) failure.cure = cure_of(error.detail);
    failure.was_seen = has_code || limited || error.detail.starts_with("HTTP ");
    if (wait) failure.wait = std::min<std::chrono::seconds>(*wait, longest_asked);
    return failure;
}

}  // namespace slack
