// SPDX-License-Identifier: Apache-2.0
// What the value of a setting may be.
#include "bot/config_keys.hpp"
#include "core/text.hpp"
#include "insight/directory/presets.hpp"
#include "net/url.hpp"

#include <fmt/format.h>
#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <charconv>

namespace bot {

namespace {

// The bot's token goes there: encrypted, or to a peer on this machine in tests.
bool is_secure_or_here(const std::string& text) {
    const auto url = net::parse_url(text);
    return url && (url->is_secure || url->host == "127.0.0.1");
}

bool is_id(std::string_view text, std::string_view kinds) {
    return text.size() > 1 && kinds.find(text.front()) != std::string_view::npos &&
           std::ranges::all_of(text, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

// The first that is no id of one of `kinds`, alone or, with `has_place`, after a workspace or organisation.
std::string first_stray(std::string_view text, std::string_view kinds, bool has_place = false) {
    for (const auto line : core::lines(text)) {
        auto id = core::trim(line);
        if (id.empty()) continue;
        const auto whole = id;
        if (const auto slash = id.find('/'); has_place && slash != std::string_view::npos) {
            if (!is_id(id.substr(0, slash), "TE")) return std::string(whole);
            id = id.substr(slash + 1);
        }
        if (!is_id(id, kinds)) return std::string(whole);
    }
    return {};
}

// Nobody would ever be who is named in another way, and nobody be told.
std::string objection_to_ids(std::string_view key, const std::string& text) {
    const bool is_people = key.starts_with("people.");
    const bool is_groups = is_people && key.ends_with("_groups");
    const auto kinds = is_groups ? "S" : is_people ? "UW" : "CGD";
    const auto stray = first_stray(text, kinds, is_people && !is_groups);
    if (stray.empty()) return {};
    const auto shown = core::shorten(core::one_line(stray), 40);
    if (is_groups) return fmt::format("'{}' is no id of a Slack user group, e.g. S0123ABCD", shown);
    if (is_people)
        return fmt::format(
            "'{}' is no Slack user id, e.g. U0123ABCD, or T0123ABCD/U0123ABCD in an installed workspace "
            "(in Slack: profile, three dots, Copy member ID)",
            shown);
    return fmt::format("'{}' is no id of a Slack channel, e.g. C0123ABCD", shown);
}

bool is_number(const std::string& text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size();
}

// "127.0.0.1:8080", "[::1]:8080" or "localhost:0", as net::Server::listen takes it.
bool is_address_and_port(std::string_view text) {
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) return false;
    auto host = text.substr(0, colon);
    const auto digits = text.substr(colon + 1);
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (error != std::errc{} || end != digits.data() + digits.size()) return false;
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    boost::system::error_code failed;
    boost::asio::ip::make_address(std::string(host), failed);
    return host == "localhost" || !failed;
}

// As Slack takes them: at most five, no addresses of numbers, no letters beyond ASCII, nothing but a name.
std::string objection_to_domains(const std::string& text) {
    constexpr std::size_t most = 5;
    std::size_t count = 0;
    for (const auto line : core::lines(text)) {
        const auto domain = core::lower(core::trim(line));
        if (domain.empty()) continue;
        ++count;
        const bool is_name =
            domain.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") == std::string::npos &&
            domain.find('.') != std::string::npos && !domain.starts_with('.') && !domain.ends_with('.') &&
            !domain.starts_with('-') && domain.find(".-") == std::string::npos &&
            domain.find("-.") == std::string::npos;
        const bool has_letter =
            domain.find_first_of("abcdefghijklmnopqrstuvwxyz", domain.rfind('.') + 1) != std::string::npos;
        if (!is_name || !has_letter) return "needs domains, e.g. github.example.com";
    }
    return count > most ? "takes at most five domains" : "";
}

// Slack comes to paths of ours at this host, and browsers too.
std::string objection_to_public_url(const std::string& text) {
    if (text.empty()) return {};
    if (!text.starts_with("https://")) return "must start with https://";
    const auto url = net::parse_url(text);
    if (!url || url->target != "/" || text.find('#') != std::string::npos)
        return "must name a host only, e.g. https://ispo.example.com";
    return {};
}

std::string objection_to_preset(const std::string& text) {
    if (text.empty() || insight::directory::preset_named(text) != nullptr) return {};
    std::vector<std::string> names;
    for (const auto& preset : insight::directory::presets()) names.emplace_back(preset.name);
    return fmt::format("'{}' is none of: {}", core::shorten(core::one_line(text), 40),
                       core::join(names, ", "));
}

std::string objection_to_domain_teams(const std::string& text) {
    for (const auto line : core::lines(text)) {
        const auto each = core::trim(line);
        const auto equals = each.find('=');
        const auto domain = each.substr(0, equals);
        const bool is_pair =
            equals != std::string_view::npos && !core::trim(each.substr(equals + 1)).empty() &&
            domain.find('.') != std::string_view::npos && domain.find('@') == std::string_view::npos;
        if (!each.empty() && !is_pair)
            return fmt::format("'{}' is no domain and team, e.g. acquired.example=Acquired",
                               core::shorten(core::one_line(each), 40));
    }
    return {};
}

}  // namespace

std::string objection(const Key& key, const std::string& text) {
    const auto one_of = [&](std::initializer_list<std::string_view> allowed) -> std::string {
        if (std::find(allowed.begin(), allowed.end(), text) != allowed.end()) return {};
        std::string all;
        for (const auto word : allowed) all += (all.empty() ? "" : ", ") + std::string(word);
        return fmt::format("'{}' is none of: {}", core::shorten(core::one_line(text), 40), all);
    };
    if (key.type == KeyType::integer) {
        if (!is_number(text)) return fmt::format("needs {}", type_word(key.type));
        const auto number = std::stoll(text);
        if (key.name == "server.connections" && (number < 1 || number > 100'000))
            return "must be between 1 and 100000";
        if (key.name == "github.*.every_minutes" && (number < 1 || number > 10'080))
            return "must be between 1 and 10080 (a week)";
        if (key.name == "backup.every_hours" && (number < 0 || number > 8'760))
            return "must be between 0 and 8760 (a year)";
        if ((key.name == "backup.daily" || key.name == "backup.weekly") && (number < 0 || number > 1'000))
            return "must be between 0 and 1000";
        if (key.name == "github.*.history_days" && (number < 0 || number > 36'500))
            return "must be between 0 (all) and 36500 (a century)";
        if (key.name == "readiness.findings_only_below" && (number < 0 || number > 100))
            return "must be between 0 and 100";
    }
    if (key.type == KeyType::truth && text != "true" && text != "false") return "needs true or false";
    if (key.name == "directory.preset") return objection_to_preset(text);
    if (key.name == "directory.several_teams") return one_of({"one", "fractional"});
    if (key.name == "directory.email_domains") return objection_to_domain_teams(text);
    if (key.name == "people.unknown") return one_of({"viewer", "guest"});
    if (key.name.starts_with("people.") || key.name == "audience.external_channels" ||
        key.name == "effects.channels" || key.name == "effects.dry_run_channels")
        return objection_to_ids(key.name, text);
    if (key.name == "slack.unfurl_domains") return objection_to_domains(text);
    if (key.name == "log.level") return one_of({"debug", "info", "warning", "error"});
    if (key.name == "log.format") return one_of({"json", "text"});
    if (key.name == "slack.api_base" && !is_secure_or_here(text)) return "must start with https://";
    if (key.name == "slack.api_base" && !text.ends_with("/")) return "must end with /";
    if (key.name == "server.public_url") return objection_to_public_url(text);
    if ((key.name == "slack.team" || key.name == "slack.allowed_teams") && !first_stray(text, "T").empty())
        return "needs ids of workspaces, e.g. T0123ABCD";
    if (key.name == "slack.allowed_enterprises" && !first_stray(text, "E").empty())
        return "needs ids of organisations, e.g. E0123ABCD";
    if ((key.name == "server.listen" || key.name == "server.admin_listen") && !is_address_and_port(text))
        return "must be an address and a port, e.g. 127.0.0.1:8080";
    return {};
}

std::string objection_to(std::string_view name, const std::string& text) {
    const auto named = find_key(name);
    return named.key ? objection(*named.key, text) : std::string();
}

}  // namespace bot
