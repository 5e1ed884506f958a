// SPDX-License-Identifier: Apache-2.0
// The app manifest for exactly the features in use, and the one table of scopes with their reasons.
#pragma once

#include "core/json.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace slack {

// What is on beyond commands, mentions, buttons, modals, shortcuts and App Home.
struct Features {
    std::vector<std::string> unfurl_domains;  // links to these get a preview; empty: none do
    bool agent = false;                       // the agent view
};

struct Scope {
    std::string_view name, reason, used_by;  // used_by: the methods and events that need it, a blank between
    // optional: whoever installs the app may leave it out. added_by_slack: comes with the agent view and
    // stands in no manifest.
    enum class Needed { always, optional, for_unfurls, added_by_slack } needed = Needed::always;
};
std::span<const Scope> scopes();
// Those that the manifest asks for with these features, optional ones too.
std::vector<std::string_view> scopes_asked(const Features& features);

// For installing by OAuth in many workspaces: where the browser comes back to; empty without it.
struct ManifestInstalling {
    std::string redirect_url;
};
// `public_url` = where Slack reaches us ("https://ispo.example.com"), without a slash at the end; empty for
// Socket Mode, where we reach Slack.
core::Json manifest(std::string_view public_url, const Features& features = {},
                    std::string_view app_name = "ISPO Bot", const ManifestInstalling& installing = {});

}  // namespace slack
