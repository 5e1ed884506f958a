// SPDX-License-Identifier: Apache-2.0
#include "bot/config.hpp"

#include "bot/command_roles.hpp"
#include "bot/company_policy.hpp"
#include "bot/config_file.hpp"
#include "bot/people.hpp"
#include "core/text.hpp"
#include "net/client.hpp"
#include "net/proxy.hpp"
#include "net/server.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace bot {

namespace {

// What no secret can be, whoever gave it; empty when it may be one. Keys that seal tokens stand on a line
// each.
std::string_view secret_objection(std::string_view name, std::string_view text) {
    if (core::trim(text).empty()) return "is empty; remove it or give the secret";
    const bool may_be_lines = name == "slack.token_key";
    const bool is_whole = std::ranges::all_of(text, [&](unsigned char c) {
        return (c > ' ' && c != 0x7f) || (may_be_lines && (c == '\n' || c == '\r'));
    });
    if (is_whole) return {};
    return "holds a blank, a line break or a control character, as no secret does; copy it again";
}

class Builder {
  public:
    Config config;
    std::vector<std::string> problems;

    Builder() {
        for (const auto& key : known_keys())
            if (!is_named(key))
                config.values[std::string(key.name)] = Value{std::string(key.otherwise), "default"};
    }

    void set(const std::string& name, const std::string& text, const std::string& origin,
             const std::vector<std::string>& item_origins = {}) {
        const auto named = find_key(name);
        if (!named.key) {
            const auto near = nearest_key(name);
            problems.push_back(fmt::format(
                "{}: unknown key '{}'; {}", origin, core::one_line(name),
                near.empty() ? std::string(where_all_keys_are) : fmt::format("did you mean '{}'?", near)));
            return;
        }
        if (named.key->secret && !given_.insert(named.name).second) {
            problems.push_back(
                fmt::format("{}: {} is given twice; keep the text or the file", origin, named.name));
            return;
        }
        files_.erase(named.name);
        const Value value{text, origin, false, item_origins};
        if (named.is_file) {
            files_[named.name] = {text, origin};
        } else if (!objected_to(named, value)) {
            const auto flaw = named.key->secret ? secret_objection(named.name, text) : std::string_view();
            if (!flaw.empty()) {
                problems.push_back(fmt::format("{}: {} {}", origin, named.name, flaw));
                return;
            }
            config.values[named.name] = value;
        }
    }

    // What was not said of a section with a name of the operator's has its default.
    void complete_named() {
        for (const auto& key : known_keys()) {
            if (!is_named(key)) continue;
            const auto section = key.name.substr(0, key.name.find('.'));
            for (const auto& name : names_in(section))
                config.values.try_emplace(with_name(key, name), Value{std::string(key.otherwise), "default"});
        }
    }
    std::vector<std::string> names_in(std::string_view section) const {
        auto names = config.names(section);
        const auto prefix = std::string(section) + ".";
        for (const auto& [key, file] : files_)
            if (key.starts_with(prefix))
                names.push_back(key.substr(prefix.size(), key.rfind('.') - prefix.size()));
        return names;
    }

    // The file, the environment and the flags each state a secret once; a later one wins.
    void next_place() { given_.clear(); }

    // Reads the files of secrets that no later place replaced: the service may not be allowed to read those.
    void read_secrets() {
        for (const auto& [name, file] : files_) read_secret_of(name, file.path, file.origin);
    }

  private:
    struct File {
        std::string path, origin;
    };
    std::set<std::string> given_;
    std::map<std::string, File> files_;

    // Each line of a list by itself, so that all are told where they stand; then the whole.
    bool objected_to(const NamedKey& named, const Value& value) {
        const auto& key = *named.key;
        const auto before = problems.size();
        const auto judge = [&](const std::string& text, const std::string& origin) {
            if (const auto why = objection(key, text); !why.empty())
                problems.push_back(fmt::format("{}: {} {}", origin, named.name, why));
        };
        if (key.type == KeyType::text_list && !value.text.empty()) {
            const auto lines = core::lines(value.text);
            for (std::size_t i = 0; i < lines.size(); ++i) judge(std::string(lines[i]), value.origin_of(i));
        }
        if (problems.size() == before) judge(value.text, value.origin);
        return problems.size() > before;
    }

    void read_secret_of(const std::string& name, const std::string& path, const std::string& origin) {
        auto secret = read_secret(path);
        if (!secret) {
            problems.push_back(fmt::format("{}: {}_file: {}", origin, name, secret.error().sentence));
            return;
        }
        if (const auto why = secret_objection(name, secret->text); !why.empty()) {
            problems.push_back(fmt::format("{}: {}_file: {} {}", origin, name, core::one_line(path), why));
            return;
        }
        if (secret->readable_by_others)
            config.warnings.push_back(
                fmt::format("{} can be read by others; chmod 600 it.", core::one_line(path)));
        config.values[name] =
            Value{secret->text, fmt::format("file {} ({})", core::one_line(path), origin), true};
    }
};

void read_environment(Builder& builder, const Environment& environment) {
    std::set<std::string> ours = {"ISPO_CONFIG"};
    const auto take = [&](const std::string& variable, const std::string& name) {
        ours.insert(variable);
        const auto found = environment.find(variable);
        if (found == environment.end()) return false;
        builder.set(name, found->second, "environment " + variable);
        return true;
    };
    const auto warn_of_secret = [&](const std::string& name) {
        builder.config.warnings.push_back(
            fmt::format("The secret {} comes from the environment; prefer {}_file.", name, name));
    };
    for (const auto& key : known_keys()) {
        if (is_named(key)) continue;
        const auto variable = variable_of(key.name);
        const std::string name(key.name);
        const bool is_there = take(variable, name);
        if (!key.secret) continue;
        if (is_there) warn_of_secret(name);
        take(variable + "_FILE", name + "_file");
    }
    for (const auto& [variable, text] : environment) {
        const auto name = key_of_variable(variable);
        if (name.empty() || ours.contains(variable)) continue;
        const auto named = find_key(name);
        if (named.key->secret && !named.is_file) warn_of_secret(name);
        take(variable, name);
    }
    constexpr std::string_view prefix = "ISPO_";
    for (auto each = environment.lower_bound(prefix);
         each != environment.end() && each->first.starts_with(prefix); ++each) {
        if (ours.contains(each->first)) continue;
        auto stray = judge_stray_variable(each->first);
        if (!stray.mistake.empty()) builder.problems.push_back(std::move(stray.mistake));
        if (!stray.warning.empty()) builder.config.warnings.push_back(std::move(stray.warning));
    }
}

std::string value_of(const Environment& environment, std::string_view name) {
    const auto found = environment.find(name);
    return found == environment.end() ? std::string() : found->second;
}

std::string default_data_folder(const Environment& environment) {
    // systemd names all of StateDirectory= there, with colons between; the first is ours.
    if (auto folder = value_of(environment, "STATE_DIRECTORY"); !folder.empty())
        return folder.substr(0, folder.find(':'));
    if (const auto folder = value_of(environment, "XDG_STATE_HOME"); folder.starts_with('/'))
        return folder + "/ispo-bot";
    if (const auto home = value_of(environment, "HOME"); home.starts_with('/'))
        return home + "/.local/state/ispo-bot";
    return "/var/lib/ispo-bot";
}

const std::string empty_slack =
    "[slack] is empty, so Slack is off. For Slack set slack.app_token_file (Socket Mode) or "
    "slack.signing_secret_file (HTTP), and slack.bot_token_file (or slack.client_id, to install by OAuth); "
    "docs/slack-setup.md says how. Without Slack remove the section.";

// Slack is configured once any of its keys is; then it must be whole.
void check_slack(Builder& builder) {
    const auto& values = builder.config.values;
    const bool configured = std::any_of(values.begin(), values.end(), [](const auto& row) {
        return row.first.starts_with("slack.") && row.second.origin != "default";
    });
    if (configured && values.at("slack.signing_secret").text.empty() &&
        values.at("slack.app_token").text.empty())
        builder.problems.emplace_back(
            "slack.signing_secret is missing: without it anybody could pose as Slack. Set "
            "slack.signing_secret_file, or slack.app_token_file for Socket Mode.");
    const auto is_swapped = [&](std::string_view key, std::string_view prefix) {
        return values.find(key)->second.text.starts_with(prefix);
    };
    if (is_swapped("slack.bot_token", "xapp-"))
        builder.problems.emplace_back(
            "slack.bot_token is an app-level token (xapp-…), which belongs into slack.app_token; the bot's "
            "begins "
            "with xoxb-.");
    if (is_swapped("slack.bot_token", "xoxp-"))
        builder.problems.emplace_back(
            "slack.bot_token is a person's token (xoxp-…), with which ISPO Bot would post as that person; "
            "take "
            "the Bot User OAuth Token, which begins with xoxb-.");
    if (is_swapped("slack.bot_token", "xoxe"))
        builder.problems.emplace_back(
            "slack.bot_token is a rotating token (xoxe…), which is dead after twelve hours and cannot be "
            "renewed from a file. Set slack.client_id and install by OAuth (docs/slack-setup.md), or switch "
            "token rotation off and take the token that begins with xoxb-.");
    if (is_swapped("slack.app_token", "xox"))
        builder.problems.emplace_back(
            "slack.app_token is a bot's or person's token (xox…), which opens no Socket Mode; the app-level "
            "one "
            "begins with xapp-.");
}

void check_proxy(Builder& builder) {
    const auto& value = builder.config.values.at("network.proxy");
    const auto rules = net::parse_proxy(value.text, builder.config.list("network.no_proxy"));
    if (!rules) builder.problems.push_back(fmt::format("{}: {}", value.origin, rules.error().sentence));
}

// All of them, each with its line.
void check_lines(Builder& builder, std::string_view key, std::string (*flaw_of)(std::string_view)) {
    const auto& value = builder.config.values.find(key)->second;
    if (value.text.empty()) return;
    const auto lines = core::lines(value.text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto line = core::trim(lines[i]);
        if (line.empty()) continue;
        if (const auto why = flaw_of(line); !why.empty())
            builder.problems.push_back(fmt::format("{}: {}: {}", value.origin_of(i), key, why));
    }
}

void check_authorities(Builder& builder) {
    const auto& value = builder.config.values.at("network.ca_file");
    if (value.text.empty()) return;
    if (const auto checked = net::check_authorities(value.text); !checked)
        builder.problems.push_back(fmt::format(
            "{}: network.ca_file: {}; name a file with your company's authorities, or remove the key",
            value.origin, checked.error().sentence));
}

// Told beside other mistakes, so that all are mended at once. By itself it stops only what needs the rules.
void check_governance(Builder& builder) {
    if (builder.problems.empty()) return;
    if (const auto company = CompanyPolicy::read(builder.config); !company)
        builder.problems.push_back(fmt::format("{}: {}",
                                               builder.config.values.at("readiness.governance").origin,
                                               core::one_line(company.error().sentence)));
}

}  // namespace

core::Result<Config> read_config(const std::string& file, const Environment& environment,
                                 const Flags& flags) {
    std::string empty_slack_at;
    Builder builder;
    builder.config.values["data.folder"].text = default_data_folder(environment);
    const auto path = config_file_path(file, environment);
    if (!path.empty()) {
        auto rows = read_config_file(path);
        if (!rows) return rows.error();
        builder.config.file = path;
        bool holds_secret = false;
        for (const auto& row : *rows) {
            if (row.is_empty_section) {
                if (row.key == "slack") empty_slack_at = row.origin;
                continue;
            }
            const auto named = find_key(row.key);
            if (named.key && !named.is_file && row.type != named.key->type)
                builder.problems.push_back(
                    fmt::format("{}: {} needs {}", row.origin, row.key, type_word(named.key->type)));
            else
                builder.set(row.key, row.text, row.origin, row.item_origins);
            holds_secret |= named.key && named.key->secret && !named.is_file;
        }
        if (holds_secret && is_readable_by_everybody(path))
            builder.config.warnings.push_back(fmt::format(
                "{} holds a secret and can be read by everybody; chmod 600 it.", core::one_line(path)));
    }
    builder.next_place();
    read_environment(builder, environment);
    builder.next_place();
    for (const auto& [key, value] : flags) builder.set(key, value, "flag");
    builder.complete_named();
    builder.read_secrets();
    check_slack(builder);
    for (auto& problem : github_problems(builder.config)) builder.problems.push_back(std::move(problem));
    // The environment may hold what its section does not.
    if (!empty_slack_at.empty() && !builder.config.slack())
        builder.config.warnings.push_back(empty_slack_at + ": " + empty_slack);
    for (auto& problem : installing_problems(builder.config)) builder.problems.push_back(std::move(problem));
    check_authorities(builder);
    check_proxy(builder);
    check_lines(builder, "commands.roles", objection_to_role);
    check_lines(builder, "audience.readers", objection_to_readers);
    for (auto& warning : without_bot_token(builder.config))
        builder.config.warnings.push_back(std::move(warning));
    for (auto& warning : people_without_place(builder.config))
        builder.config.warnings.push_back(std::move(warning));
    check_governance(builder);
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

std::vector<std::string> Config::names(std::string_view section) const {
    const auto prefix = std::string(section) + ".";
    std::vector<std::string> out;
    for (auto each = values.lower_bound(prefix); each != values.end() && each->first.starts_with(prefix);
         ++each) {
        const auto own = std::string_view(each->first).substr(prefix.size());
        const auto dot = own.find('.');
        if (dot == std::string_view::npos) continue;
        if (out.empty() || out.back() != own.substr(0, dot)) out.emplace_back(own.substr(0, dot));
    }
    return out;
}

core::Result<void> check_addresses(const Config& config) {
    const auto &listen = config.text("server.listen"), &admin = config.text("server.admin_listen");
    if (!net::is_one_address(listen, admin)) return {};
    return core::invalid(fmt::format(
        "The configuration has mistakes; nothing was started or changed.\n  server.listen ({}) and "
        "server.admin_listen ({}) are one address: give each its own port",
        listen, admin));
}

std::filesystem::path Config::data_folder() const { return text("data.folder"); }

std::optional<SlackSettings> Config::slack() const {
    if (text("slack.signing_secret").empty() && text("slack.app_token").empty()) return std::nullopt;
    SlackSettings settings{.app_token = text("slack.app_token"),
                           .bot_token = text("slack.bot_token"),
                           .api_base = text("slack.api_base"),
                           .bot_user = text("slack.bot_user"),
                           .public_url = text("server.public_url"),
                           .unfurl_domains = list("slack.unfurl_domains"),
                           .agent_view = truth("slack.agent_view")};
    if (const auto& secret = text("slack.signing_secret"); !secret.empty())
        settings.signing_secrets.push_back(secret);
    if (const auto& previous = text("slack.previous_signing_secret"); !previous.empty())
        settings.signing_secrets.push_back(previous);
    return settings;
}

}  // namespace bot
