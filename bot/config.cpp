// SPDX-License-Identifier: Apache-2.0
#include "bot/config.hpp"

#include "bot/config_file.hpp"
#include "core/text.hpp"
#include "net/client.hpp"
#include "net/url.hpp"

#include <fmt/format.h>
#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

namespace bot {

namespace {

constexpr std::array keys = std::to_array<Key>({
    {"data.folder", KeyType::text, "",
     "Folder of the database, lock and socket (default: $STATE_DIRECTORY, else the user's state folder)."},
    {"server.listen", KeyType::text, "127.0.0.1:8080", "Address for Slack and the browser console."},
    {"server.admin_listen", KeyType::text, "127.0.0.1:8081", "Address for /healthz, /readyz and /metrics."},
    {"server.public_url", KeyType::text, "",
     "Where Slack reaches this service, e.g. https://ispo.example.com."},
    {"server.connections", KeyType::integer, "2048", "Most connections at once on each address."},
    {"log.level", KeyType::text, "info", "debug, info, warning or error."},
    {"log.format", KeyType::text, "json", "json or text."},
    {"network.ca_file", KeyType::text, "", "Further certificate authorities (PEM) for outgoing connections."},
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
    {"slack.bot_user", KeyType::text, "",
     "The bot's own user id (U…), to drop its mention from what people write."},
    {"slack.api_base", KeyType::text, "https://slack.com/api/",
     "Base of Slack's Web API (GovSlack: https://slack-gov.com/api/)."},
    {"people.ispo", KeyType::text_list, "", "Slack user ids of the InnerSource office."},
    {"people.admin", KeyType::text_list, "", "Slack user ids of administrators."},
});

// The bot's token goes there: encrypted, or to a peer on this machine in tests.
bool is_secure_or_here(const std::string& text) {
    const auto url = net::parse_url(text);
    return url && (url->is_secure || url->host == "127.0.0.1");
}

const Key* find_key(std::string_view name) {
    const auto found =
        std::find_if(keys.begin(), keys.end(), [&](const Key& key) { return key.name == name; });
    return found == keys.end() ? nullptr : found;
}

std::string_view nearest_key(std::string_view name) {
    const auto distance = [&](const Key& key) { return core::edit_distance(key.name, name); };
    return std::min_element(keys.begin(), keys.end(),
                            [&](const Key& a, const Key& b) { return distance(a) < distance(b); })
        ->name;
}

// The key that `name` sets, and whether it names a file holding the secret.
struct Named {
    const Key* key = nullptr;
    bool is_file = false;
};
Named resolve(std::string_view name) {
    if (const auto* key = find_key(name)) return {key, false};
    if (name.ends_with("_file")) {
        const auto* key = find_key(name.substr(0, name.size() - 5));
        if (key && key->secret) return {key, true};
    }
    return {};
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

// Why `text` is no value for `key`; empty when it is one.
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
        if (key.name == "readiness.findings_only_below" && (number < 0 || number > 100))
            return "must be between 0 and 100";
    }
    if (key.type == KeyType::truth && text != "true" && text != "false") return "needs true or false";
    if (key.name == "log.level") return one_of({"debug", "info", "warning", "error"});
    if (key.name == "log.format") return one_of({"json", "text"});
    if (key.name == "slack.api_base" && !is_secure_or_here(text)) return "must start with https://";
    if (key.name == "slack.api_base" && !text.ends_with("/")) return "must end with /";
    if (key.name == "server.public_url" && !text.empty() && !text.starts_with("https://"))
        return "must start with https://";
    if ((key.name == "server.listen" || key.name == "server.admin_listen") && !is_address_and_port(text))
        return "must be an address and a port, e.g. 127.0.0.1:8080";
    return {};
}

class Builder {
  public:
    Config config;
    std::vector<std::string> problems;

    Builder() {
        for (const auto& key : keys)
            config.values[std::string(key.name)] = Value{std::string(key.otherwise), "default"};
    }

    void set(const std::string& name, const std::string& text, const std::string& origin) {
        const auto named = resolve(name);
        if (!named.key) {
            problems.push_back(fmt::format("{}: unknown key '{}'; did you mean '{}'?", origin,
                                           core::one_line(name), nearest_key(name)));
            return;
        }
        if (named.key->secret && !given_.insert(named.key->name).second) {
            problems.push_back(
                fmt::format("{}: {} is given twice; keep the text or the file", origin, named.key->name));
            return;
        }
        if (named.is_file) {
            set_from_file(*named.key, text, origin);
        } else if (const auto why = objection(*named.key, text); !why.empty()) {
            problems.push_back(fmt::format("{}: {} {}", origin, named.key->name, why));
        } else {
            if (named.key->secret && text.empty()) {
                problems.push_back(
                    fmt::format("{}: {} is empty; remove it or give the secret", origin, named.key->name));
                return;
            }
            config.values[std::string(named.key->name)] = Value{text, origin};
        }
    }

    // The file, the environment and the flags each state a secret once; a later one wins.
    void next_place() { given_.clear(); }

  private:
    std::set<std::string_view> given_;

    void set_from_file(const Key& key, const std::string& path, const std::string& origin) {
        auto secret = read_secret(path);
        if (!secret) {
            problems.push_back(fmt::format("{}: {}_file: {}", origin, key.name, secret.error().sentence));
            return;
        }
        if (secret->readable_by_others)
            config.warnings.push_back(
                fmt::format("{} can be read by others; chmod 600 it.", core::one_line(path)));
        config.values[std::string(key.name)] =
            Value{secret->text, fmt::format("file {} ({})", core::one_line(path), origin), true};
    }
};

void read_environment(Builder& builder, const Environment& environment) {
    for (const auto& key : keys) {
        const auto variable = variable_of(key.name);
        if (const auto value = environment(variable)) {
            builder.set(std::string(key.name), *value, "environment " + variable);
            if (key.secret)
                builder.config.warnings.push_back(fmt::format(
                    "The secret {} comes from the environment; prefer {}_file.", key.name, key.name));
        }
        if (!key.secret) continue;
        if (const auto path = environment(variable + "_FILE"))
            builder.set(std::string(key.name) + "_file", *path, "environment " + variable + "_FILE");
    }
}

std::string default_data_folder(const Environment& environment) {
    if (const auto folder = environment("STATE_DIRECTORY"); folder && !folder->empty()) return *folder;
    if (const auto folder = environment("XDG_STATE_HOME"); folder && folder->starts_with('/'))
        return *folder + "/ispo-bot";
    if (const auto home = environment("HOME"); home && home->starts_with('/'))
        return *home + "/.local/state/ispo-bot";
    return "/var/lib/ispo-bot";
}

// Slack is configured once any of its keys is; then it must be whole.
void check_slack(Builder& builder) {
    const auto& values = builder.config.values;
    const bool configured = std::any_of(values.begin(), values.end(), [](const auto& row) {
        return row.first.starts_with("slack.") && row.second.origin != "default";
    });
    if (configured && values.at("slack.signing_secret").text.empty())
        builder.problems.emplace_back(
            "slack.signing_secret is missing: without it anybody could pose as Slack. Set "
            "slack.signing_secret_file.");
}

void check_authorities(Builder& builder) {
    const auto& value = builder.config.values.at("network.ca_file");
    if (value.text.empty()) return;
    if (const auto checked = net::check_authorities(value.text); !checked)
        builder.problems.push_back(fmt::format(
            "{}: network.ca_file: {}; name a file with your company's authorities, or remove the key",
            value.origin, checked.error().sentence));
}

}  // namespace

std::span<const Key> known_keys() { return keys; }

std::string variable_of(std::string_view key) {
    std::string out = "ISPO_";
    for (const char c : key)
        out += c == '.' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    return out;
}

core::Result<Config> read_config(const std::string& file, const Environment& environment,
                                 const Flags& flags) {
    Builder builder;
    builder.config.values["data.folder"].text = default_data_folder(environment);
    const auto path = config_file_path(file, environment);
    if (!path.empty()) {
        auto rows = read_config_file(path);
        if (!rows) return rows.error();
        builder.config.file = path;
        for (const auto& row : *rows) {
            const auto named = resolve(row.key);
            if (named.key && !named.is_file && row.type != named.key->type)
                builder.problems.push_back(
                    fmt::format("{}: {} needs {}", row.origin, row.key, type_word(named.key->type)));
            else
                builder.set(row.key, row.text, row.origin);
        }
    }
    builder.next_place();
    read_environment(builder, environment);
    builder.next_place();
    for (const auto& [key, value] : flags) builder.set(key, value, "flag");
    check_slack(builder);
    check_authorities(builder);
    if (!builder.problems.empty())
        return core::invalid("The configuration has mistakes; nothing was started or changed.\n  " +
                             core::join(builder.problems, "\n  "));
    return std::move(builder.config);
}

const std::string& Config::text(std::string_view key) const { return values.find(key)->second.text; }
std::int64_t Config::integer(std::string_view key) const { return std::stoll(text(key)); }
bool Config::truth(std::string_view key) const { return text(key) == "true"; }

std::vector<std::string> Config::list(std::string_view key) const {
    std::vector<std::string> out;
    for (const auto line : core::lines(text(key)))
        if (!core::trim(line).empty()) out.emplace_back(core::trim(line));
    return out;
}

std::filesystem::path Config::data_folder() const { return text("data.folder"); }

std::optional<SlackSettings> Config::slack() const {
    if (text("slack.signing_secret").empty()) return std::nullopt;
    SlackSettings settings{.signing_secrets = {text("slack.signing_secret")},
                           .bot_token = text("slack.bot_token"),
                           .api_base = text("slack.api_base"),
                           .bot_user = text("slack.bot_user"),
                           .public_url = text("server.public_url")};
    if (const auto& previous = text("slack.previous_signing_secret"); !previous.empty())
        settings.signing_secrets.push_back(previous);
    return settings;
}

std::string explain(const Config& config) {
    std::string out;
    for (const auto& key : keys) {
        const auto& value = config.values.find(key.name)->second;
        std::string shown = value.text;
        if (key.secret) shown = value.text.empty() ? "not set" : "set";
        std::replace(shown.begin(), shown.end(), '\n', ',');
        out += fmt::format("{:<36} {:<34} {}\n", key.name, core::one_line(shown.empty() ? "(empty)" : shown),
                           value.origin);
    }
    return out;
}

}  // namespace bot
