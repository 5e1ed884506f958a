// SPDX-License-Identifier: Apache-2.0
// Where the app is installed by OAuth, who may install it, and installations that are under way. Tokens are
// sealed by the caller; codes and states are kept as hashes only.
#pragma once

#include "core/time.hpp"

#include <optional>
#include <string>

namespace storage {

using core::Time;

// What Slack said at an installation. The token from a file is installation 1 and has no row.
struct Installation {
    enum class Kind { team, enterprise } kind = Kind::team;
    std::string team, team_name;              // empty for an organisation's
    std::string enterprise, enterprise_name;  // empty outside Enterprise Grid
    std::string bot_user, app, scopes;
    std::string installed_by;  // Slack's id of the person: a record, no right
    const std::string& key() const { return kind == Kind::team ? team : enterprise; }
};
struct SealedTokens {
    std::string access, refresh;     // refresh is empty without rotation
    std::optional<Time> expires_at;  // nothing: it does not expire
};
struct InstallationRow : Installation {
    std::int64_t id = 0;  // 2 or more
    SealedTokens tokens;  // empty once gone
    bool is_active = false;
    Time installed_at{}, renewed_at{};  // renewed: when the tokens were kept
    std::optional<Time> gone_at;
};

// An installation that has begun: the browser it is bound to and the link it came with.
struct OAuthState {
    std::string state, browser, link;  // hashes; link is empty without one
    Time expires_at{};
};

}  // namespace storage
