// SPDX-License-Identifier: Apache-2.0
// The app manifest for exactly the features in use, and the one table of scopes with their reasons.
#pragma once

#include "core/json.hpp"

#include <span>
#include <string>
#include <string_view>

namespace slack {

struct Scope {
    std::string_view name, reason, used_by;
};  // used_by: the methods and events that need it, a blank between
std::span<const Scope> scopes();

// For installing by OAuth in many workspaces: where the browser comes back to; empty without it.
struct ManifestInstalling {
    std::string redirect_url;
};
// `public_url` = where Slack reaches us ("https://ispo.example.com"), without a slash at the end; empty for
// Socket Mode, where we reach Slack.
core::Json manifest(std::string_view public_url, std::string_view app_name = "ISPO Bot",
                    const ManifestInstalling& installing = {});

}  // namespace slack
