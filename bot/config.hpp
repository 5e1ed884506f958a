// SPDX-License-Identifier: Apache-2.0
// Settings: one TOML file, over it the environment, over that the flags. Read once at start; the environment
// is an argument.
#pragma once

#include "bot/config_keys.hpp"
#include "core/json.hpp"
#include "core/result.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bot {

// A value and where it came from: "default", "ispo.toml:4", "environment ISPO_SERVER_LISTEN", "flag
// --listen".
struct Value {
    std::string text;  // lists: one item per line
    std::string origin = "default";
    bool from_secret_file = false;
    std::vector<std::string> item_origins = {};  // of a list in the file: where each line of `text` stands

    // Where the line of `text` with this number, counted from 0, came from.
    const std::string& origin_of(std::size_t line) const {
        return line < item_origins.size() ? item_origins[line] : origin;
    }
};

struct SlackSettings {
    std::vector<std::string> signing_secrets;
    std::string app_token;  // empty: Slack comes over HTTP
    std::string bot_token;  // empty: answers only inside HTTP responses, mentions and DMs stay unanswered
    std::string api_base;
    std::string bot_user;
    std::string public_url;
    std::vector<std::string> unfurl_domains;  // empty: links get no preview
    bool agent_view = false;
};

// Installing by OAuth in several workspaces of the company.
struct InstallSettings {
    std::string client_id, client_secret;
    std::vector<std::string> token_keys;  // the first seals, all open
    std::vector<std::string> teams, enterprises;
    std::string public_url;  // without a slash at the end
    std::string contact;
    std::string redirect_url() const { return public_url + "/slack/oauth_redirect"; }
    std::string install_url() const { return public_url + "/slack/install"; }
};

// One GitHub, with one token.
struct GithubSettings {
    std::string name;  // the operator's: "acme" of [github.acme]
    std::string url, token;
    std::vector<std::string> organisations;
    std::chrono::minutes every{60};
    std::chrono::days history{365};  // how far back changes and issues are read; zero = all there are
    std::string owner_property;      // the custom property that names the team that owns a repository
    std::string source() const { return "github:" + name; }  // of its rows
};

struct Config {
    std::map<std::string, Value, std::less<>> values;  // every known key
    std::vector<std::string> warnings;  // "The secret slack.bot_token comes from the environment …"
    std::string file;                   // path of the TOML file; empty when there is none

    const std::string& text(std::string_view key) const;
    std::int64_t integer(std::string_view key) const;
    bool truth(std::string_view key) const;
    std::vector<std::string> list(std::string_view key) const;
    // The operator's own names of sections like [github.acme], sorted.
    std::vector<std::string> names(std::string_view section) const;
    std::vector<GithubSettings> github() const;         // by name
    std::optional<SlackSettings> slack() const;         // nothing without a [slack] section
    std::optional<InstallSettings> installing() const;  // nothing without slack.client_id
    std::filesystem::path data_folder() const;
};

using Environment = std::map<std::string, std::string, std::less<>>;  // variable → value
using Flags = std::map<std::string, std::string, std::less<>>;        // key → value

// All problems at once, one a line: "ispo.toml:7: unknown key 'server.lissten'; did you mean
// 'server.listen'?". Nothing is started or changed. `file` empty: $ISPO_CONFIG, else /etc/ispo-bot/ispo.toml
// if it exists, else defaults only.
core::Result<Config> read_config(const std::string& file, const Environment& environment, const Flags& flags);
// Errc::invalid when a service could not listen: both of its addresses are one, or one covers the other.
core::Result<void> check_addresses(const Config& config);

// What is missing or wrong about installing by OAuth, one sentence each; it is whole or not configured.
std::vector<std::string> installing_problems(const Config& config);
// What is missing or wrong about the GitHubs, one sentence each.
std::vector<std::string> github_problems(const Config& config);
// Warnings about what Slack cannot do without slack.bot_token.
std::vector<std::string> without_bot_token(const Config& config);
// Warnings about people whom no installation knows, as their place is not said.
std::vector<std::string> people_without_place(const Config& config);

// Every value with its origin and meaning; secrets only as "set" or "not set".
std::string explain(const Config& config);
// The same as a list of {name, value, origin, variable, secret, meaning}.
core::Json explain_json(const Config& config);

}  // namespace bot
