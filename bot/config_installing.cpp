// SPDX-License-Identifier: Apache-2.0
// The settings of installing by OAuth: configured by slack.client_id, and then whole.
#include "bot/config.hpp"

#include "core/text.hpp"

#include <fmt/format.h>

namespace bot {

namespace {

constexpr std::size_t shortest_token_key = 32;

void judge_token_keys(const std::vector<std::string>& keys, std::vector<std::string>& problems) {
    if (keys.empty())
        problems.emplace_back(
            "slack.token_key is missing: installed tokens are kept sealed only. Make one with `openssl rand "
            "-base64 48 > FILE`, and set slack.token_key_file.");
    for (const auto& key : keys)
        if (key.size() < shortest_token_key)
            problems.push_back(
                fmt::format("slack.token_key: a line has fewer than {} characters; make a key with `openssl "
                            "rand -base64 48`",
                            shortest_token_key));
}

}  // namespace

std::vector<std::string> installing_problems(const Config& config) {
    std::vector<std::string> problems;
    if (config.text("slack.client_id").empty()) {
        for (const auto* key : {"slack.client_secret", "slack.allowed_teams", "slack.allowed_enterprises"})
            if (!config.text(key).empty())
                problems.push_back(
                    fmt::format("slack.client_id is missing, which {} needs (Basic Information)", key));
        return problems;
    }
    if (config.text("slack.client_secret").empty())
        problems.emplace_back(
            "slack.client_secret is missing, which slack.client_id needs; set slack.client_secret_file");
    if (config.text("server.public_url").empty())
        problems.emplace_back(
            "server.public_url is missing: Slack sends people back there when they install the app");
    if (!config.text("slack.bot_token").empty() && config.text("slack.team").empty())
        problems.emplace_back(
            "slack.team is missing: beside slack.client_id it says which workspace slack.bot_token is for; "
            "or "
            "remove slack.bot_token and install the app there");
    judge_token_keys(config.list("slack.token_key"), problems);
    return problems;
}

std::vector<std::string> without_bot_token(const Config& config) {
    std::vector<std::string> warnings;
    if (!config.slack() || config.installing() || !config.text("slack.bot_token").empty()) return warnings;
    warnings.emplace_back(
        "slack.bot_token is missing: slash commands are answered, but nothing is posted, and mentions and "
        "direct messages are not answered. Set slack.bot_token_file.");
    if (config.text("slack.team").empty())
        warnings.emplace_back(
            "slack.team is missing: without slack.bot_token Slack cannot be asked which workspace is yours, "
            "so "
            "people of another one (in shared channels) are not told from colleagues. Set slack.team (T…).");
    return warnings;
}

std::vector<std::string> people_without_place(const Config& config) {
    std::vector<std::string> warnings;
    if (!config.installing() || !config.text("slack.bot_token").empty()) return warnings;
    for (const auto* key : {"people.ispo", "people.admin"})
        for (const auto& person : config.list(key))
            if (person.find('/') == std::string::npos)
                warnings.push_back(fmt::format(
                    "{}: {} is nobody: with slack.client_id people are named with their workspace or "
                    "organisation, T…/{} or E…/{}.",
                    key, core::shorten(core::one_line(person), 40), core::shorten(core::one_line(person), 40),
                    core::shorten(core::one_line(person), 40)));
    return warnings;
}

std::optional<InstallSettings> Config::installing() const {
    if (text("slack.client_id").empty()) return std::nullopt;
    InstallSettings settings{.client_id = text("slack.client_id"),
                             .client_secret = text("slack.client_secret"),
                             .token_keys = list("slack.token_key"),
                             .teams = list("slack.allowed_teams"),
                             .enterprises = list("slack.allowed_enterprises"),
                             .public_url = text("server.public_url"),
                             .contact = core::shorten(core::one_line(text("slack.contact")), 200)};
    while (settings.public_url.ends_with('/')) settings.public_url.pop_back();
    return settings;
}

}  // namespace bot
