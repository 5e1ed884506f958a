// SPDX-License-Identifier: Apache-2.0
#include "bot/config_keys.hpp"

#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <utility>

namespace bot {

namespace {

constexpr std::array keys = std::to_array<Key>({
    {"data.folder", KeyType::text, "",
     "Folder of the database, lock and socket (default: $STATE_DIRECTORY, else the user's state folder)."},
    {"server.listen", KeyType::text, "127.0.0.1:8080", "Address for Slack and the browser console."},
    {"server.admin_listen", KeyType::text, "127.0.0.1:8081", "Address for /healthz, /readyz and /metrics."},
    {"server.public_url", KeyType::text, "",
     "Where Slack reaches this service, e.g. https://ispo.example.com."},
    {"server.connections", KeyType::integer, "2048",
     "Most connections at once; fewer where the system allows fewer open files."},
    {"log.level", KeyType::text, "info", "debug, info, warning or error."},
    {"log.format", KeyType::text, "json", "json or text."},
    {"network.ca_file", KeyType::text, "", "Further certificate authorities (PEM) for outgoing connections."},
    {"network.proxy", KeyType::text, "",
     "HTTP proxy for outgoing connections, e.g. http://proxy.example.com:3128.", true},
    {"network.no_proxy", KeyType::text_list, "",
     "Hosts and suffixes (.example.com) that are reached without it."},
    {"readiness.governance", KeyType::text, "", "The company's central governance.yml."},
    {"readiness.listing_topics", KeyType::text_list, "innersource\ninner-source",
     "Topics that list a repository."},
    {"readiness.internal_default_licence", KeyType::truth, "false",
     "The company's policy licenses every repository internally."},
    {"readiness.findings_only_below", KeyType::integer, "60", "Coverage (%) under which no score is shown."},
    {"slack.signing_secret", KeyType::text, "", "Slack's signing secret.", true},
    {"slack.previous_signing_secret", KeyType::text, "",
     "A second secret that is still valid during rotation.", true},
    {"slack.bot_token", KeyType::text, "", "Bot token (xoxb-…), to answer mentions and direct messages.",
     true},
    {"slack.app_token", KeyType::text, "",
     "App-level token (xapp-…): Slack is then reached by Socket Mode, without an inbound port.", true},
    {"slack.bot_user", KeyType::text, "",
     "The bot's own user id (U…), to drop its mention from what people write."},
    {"slack.team", KeyType::text, "",
     "Workspace id (T…) of slack.bot_token; needed beside slack.client_id, to tell it from the installed "
     "ones."},
    {"slack.client_id", KeyType::text, "",
     "Client id of the app, to install it by OAuth in several workspaces."},
    {"slack.client_secret", KeyType::text, "", "Client secret of the app.", true},
    {"slack.token_key", KeyType::text, "",
     "Key that seals the tokens of installations, 32 characters or more; older ones on further lines still "
     "open.",
     true},
    {"slack.allowed_teams", KeyType::text_list, "",
     "Workspaces (T…) that may install the app without a link."},
    {"slack.allowed_enterprises", KeyType::text_list, "",
     "Organisations (E…) that may install it, with all of their workspaces."},
    {"slack.contact", KeyType::text, "the InnerSource office",
     "Whom the pages of installing name: a team, a channel, an address."},
    {"slack.api_base", KeyType::text, "https://slack.com/api/",
     "Base of Slack's Web API (GovSlack: https://slack-gov.com/api/)."},
    {"slack.unfurl_domains", KeyType::text_list, "",
     "At most five domains whose links to repositories get a preview, e.g. github.example.com; none: off."},
    {"slack.agent_view", KeyType::truth, "false", "Answer in Slack's agent view too."},
    {"people.ispo", KeyType::text_list, "",
     "Slack user ids of the InnerSource office; in installed workspaces with their place, T…/U… or E…/U…."},
    {"people.admin", KeyType::text_list, "", "Slack user ids of administrators, written like people.ispo."},
    {"people.maintainer", KeyType::text_list, "", "Slack user ids of maintainers, written like people.ispo."},
    {"people.ispo_groups", KeyType::text_list, "",
     "Slack user groups (S…) whose members are the InnerSource office."},
    {"people.admin_groups", KeyType::text_list, "", "Slack user groups whose members are administrators."},
    {"people.maintainer_groups", KeyType::text_list, "", "Slack user groups whose members are maintainers."},
    {"people.unknown", KeyType::text, "viewer",
     "viewer or guest: what somebody is of whom Slack cannot be asked (no token, no permission)."},
    {"directory.preset", KeyType::text, "",
     "How the company keeps its directory: github-teams, github-custom-properties, codeowners-monorepo, "
     "org-chart-csv, measure-innersource-org-data, gitlab-groups, backstage-catalog or multi-org; empty: "
     "every "
     "source counts."},
    {"directory.several_teams", KeyType::text, "one",
     "Who is in several teams by one source: one (the deepest, else the smallest) or fractional (a share of "
     "each)."},
    {"directory.without_teams", KeyType::text_list, "",
     "Teams of GitHub, GitLab and Slack that own nothing and say nothing about people, with * and ?, e.g. "
     "chat-*."},
    {"directory.email_domains", KeyType::text_list, "",
     "Teams of people whom nothing but their address places, e.g. acquired.example=Acquired."},
    {"directory.files", KeyType::text_list, "",
     "Files that `ispo people import` reads when it is given none, e.g. /srv/hr/people.csv or "
     "owners=/srv/map.csv."},
    {"commands.roles", KeyType::text_list, "",
     "Roles that commands need instead of their own, e.g. audit=admin."},
    {"audience.guests", KeyType::truth, "false", "Guests of the workspace see what every colleague sees."},
    {"audience.external_channels", KeyType::text_list, "",
     "Channels (C…) with readers from outside that may see what every colleague sees."},
    {"audience.readers", KeyType::text_list, "",
     "Who may read private repositories: full name (with *) = Slack user group, e.g. acme/moon-*=S0123ABC."},
    {"effects.dry_run", KeyType::truth, "false",
     "Messages that nobody asked for are recorded in the audit and not sent."},
    {"effects.dry_run_channels", KeyType::text_list, "", "The same for these channels (C…) only."},
    {"effects.channels", KeyType::text_list, "",
     "The only channels that get messages nobody asked for; empty = any."},
    {"backup.folder", KeyType::text, "", "Where backups lie (default: backups in the data folder)."},
    {"backup.every_hours", KeyType::integer, "24", "How often a service makes one; 0: never."},
    {"backup.daily", KeyType::integer, "7", "Of so many last days the newest backup each is kept."},
    {"backup.weekly", KeyType::integer, "4", "Of so many last weeks the newest backup each is kept."},
    {"github.*.organisations", KeyType::text_list, "",
     "Organisations on this GitHub whose repositories are read; * is a name of yours, e.g. github.acme."},
    {"github.*.url", KeyType::text, "https://github.com",
     "This GitHub: https://github.com, or the host of an Enterprise Server."},
    {"github.*.token", KeyType::text, "", "Token that may read there.", true},
    {"github.*.every_minutes", KeyType::integer, "60", "How often a service looks there for what is new."},
    {"github.*.history_days", KeyType::integer, "365",
     "How far back pull requests and issues are read, by when they were last changed; 0 = all there are. "
     "A year is what the rates of twelve months need; every further year costs as much again."},
    {"github.*.owner_property", KeyType::text, "",
     "The custom property of GitHub that names the team that owns a repository, e.g. owner-team; empty = "
     "none."},
});

constexpr std::size_t longest_own_name = 40;

bool is_own_name(std::string_view name) {
    return !name.empty() && name.size() <= longest_own_name && !name.starts_with('-') &&
           std::ranges::all_of(
               name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

// What stands around the operator's own name: "github." and ".url".
struct Around {
    std::string_view before, after;
};
std::optional<Around> around_name(std::string_view pattern) {
    const auto star = pattern.find('*');
    if (star == std::string_view::npos) return std::nullopt;
    return Around{pattern.substr(0, star), pattern.substr(star + 1)};
}

// What stands where the key has its "*"; empty when `name` has another form.
std::string_view own_name_in(std::string_view name, const Around& around) {
    if (name.size() <= around.before.size() + around.after.size() || !name.starts_with(around.before) ||
        !name.ends_with(around.after))
        return {};
    name.remove_prefix(around.before.size());
    name.remove_suffix(around.after.size());
    return name;
}

bool is_called(const Key& key, std::string_view name) {
    const auto around = around_name(key.name);
    return around ? is_own_name(own_name_in(name, *around)) : key.name == name;
}

const Key* key_named(std::string_view name) {
    const auto found =
        std::find_if(keys.begin(), keys.end(), [&](const Key& key) { return is_called(key, name); });
    return found == keys.end() ? nullptr : found;
}

// The key with the operator's name from `like`, if that has one: "github.acme.url" for "github.acme.urk".
std::string named_like(const Key& key, std::string_view like) {
    const auto around = around_name(key.name);
    if (!around || !like.starts_with(around->before)) return std::string(key.name);
    const auto rest = like.substr(around->before.size());
    const auto own = rest.substr(0, rest.find('.'));
    return is_own_name(own) ? with_name(key, own) : std::string(key.name);
}

// More than a third of slips is another word.
bool is_close(std::size_t slips, std::string_view typed) { return 3 * slips <= typed.size(); }

}  // namespace

std::span<const Key> known_keys() { return keys; }

NamedKey find_key(std::string_view name) {
    if (const auto* key = key_named(name)) return {key, false, std::string(name)};
    if (name.ends_with("_file")) {
        const auto own = name.substr(0, name.size() - 5);
        const auto* key = key_named(own);
        if (key && key->secret) return {key, true, std::string(own)};
    }
    return {};
}

std::string nearest_key(std::string_view name) {
    const auto shown = name.substr(0, 200);
    const auto last = "." + core::lower(shown.substr(shown.rfind('.') + 1));
    std::string nearest;
    auto fewest = std::numeric_limits<std::size_t>::max();
    for (const auto& key : keys) {
        auto candidate = named_like(key, shown);
        const auto slips = core::edit_distance(candidate, shown);
        const bool fits = is_close(slips, shown) || candidate.ends_with(last);
        if (!fits || slips >= fewest) continue;
        fewest = slips;
        nearest = std::move(candidate);
    }
    return nearest;
}

bool is_named(const Key& key) { return around_name(key.name).has_value(); }

std::string with_name(const Key& key, std::string_view name) {
    const auto around = around_name(key.name);
    return around ? fmt::format("{}{}{}", around->before, name, around->after) : std::string(key.name);
}

std::string_view type_word(KeyType type) {
    switch (type) {
        case KeyType::text:
            return "a text in quotes";
        case KeyType::integer:
            return "a whole number";
        case KeyType::truth:
            return "true or false";
        case KeyType::text_list:
            return "a list of texts";
    }
    return "";
}

std::string variable_of(std::string_view key) {
    std::string out = "ISPO_";
    for (const char c : key)
        out += c == '.' || c == '-' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    return out;
}

std::string key_of_variable(std::string_view variable) {
    for (const auto& key : keys) {
        const auto pattern = variable_of(key.name);
        auto around = around_name(pattern);
        if (!around) continue;
        const bool is_file = key.secret && variable.ends_with("_FILE");
        const auto own = own_name_in(is_file ? variable.substr(0, variable.size() - 5) : variable, *around);
        auto name = core::lower(own);
        std::ranges::replace(name, '_', '-');
        if (is_own_name(name)) return with_name(key, name) + (is_file ? "_file" : "");
    }
    return {};
}

StrayVariable judge_stray_variable(std::string_view name) {
    constexpr std::size_t most_slips = 2;
    std::string nearest;
    auto fewest = std::numeric_limits<std::size_t>::max();
    bool in_our_section = false;
    for (const auto& key : keys) {
        const auto variable = variable_of(key.name);
        in_our_section |= name.starts_with(variable.substr(0, variable.find('_', 5) + 1));
        const auto slips = core::edit_distance(core::shorten(name, 60), variable);
        if (slips >= fewest) continue;
        fewest = slips;
        nearest = variable;
    }
    const auto shown = core::shorten(core::one_line(name), 60);
    const auto own = name.substr(std::min(name.size(), variable_of("").size()));
    if (in_our_section || fewest <= most_slips)
        return {is_close(fewest, own)
                    ? fmt::format("environment {}: unknown; did you mean {}?", shown, nearest)
                    : fmt::format("environment {}: unknown; {}", shown, where_all_keys_are),
                {}};
    return {{}, fmt::format("The variable {} is no setting and is ignored.", shown)};
}

}  // namespace bot
