// SPDX-License-Identifier: Apache-2.0
#include "bot/config_keys.hpp"

#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

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
});

const Key* key_named(std::string_view name) {
    const auto found =
        std::find_if(keys.begin(), keys.end(), [&](const Key& key) { return key.name == name; });
    return found == keys.end() ? nullptr : found;
}

// More than a third of slips is another word.
bool is_close(std::size_t slips, std::string_view typed) { return 3 * slips <= typed.size(); }

}  // namespace

std::span<const Key> known_keys() { return keys; }

NamedKey find_key(std::string_view name) {
    if (const auto* key = key_named(name)) return {key, false};
    if (name.ends_with("_file")) {
        const auto* key = key_named(name.substr(0, name.size() - 5));
        if (key && key->secret) return {key, true};
    }
    return {};
}

std::string_view nearest_key(std::string_view name) {
    const auto shown = name.substr(0, 200);
    const auto last = "." + core::lower(shown.substr(shown.rfind('.') + 1));
    std::string_view nearest;
    auto fewest = std::numeric_limits<std::size_t>::max();
    for (const auto& key : keys) {
        const auto slips = core::edit_distance(key.name, shown);
        const bool fits = is_close(slips, shown) || key.name.ends_with(last);
        if (!fits || slips >= fewest) continue;
        fewest = slips;
        nearest = key.name;
    }
    return nearest;
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
        out += c == '.' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    return out;
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
