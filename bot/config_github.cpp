// SPDX-License-Identifier: Apache-2.0
// The sections [github.NAME].
#include "bot/config.hpp"
#include "core/text.hpp"
#include "sources/github/address.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace bot {

namespace {

constexpr std::size_t longest_login = 39;  // GitHub's own limit

bool is_login(std::string_view name) {
    return !name.empty() && name.size() <= longest_login && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_';
    });
}

}  // namespace

std::vector<GithubSettings> Config::github() const {
    std::vector<GithubSettings> out;
    for (const auto& name : names("github")) {
        const auto key = [&](std::string_view last) { return fmt::format("github.{}.{}", name, last); };
        GithubSettings settings{.name = name, .url = text(key("url")), .token = text(key("token"))};
        settings.organisations = list(key("organisations"));
        settings.every = std::chrono::minutes(integer(key("every_minutes")));
        settings.history = std::chrono::days(integer(key("history_days")));
        settings.owner_property = text(key("owner_property"));
        out.push_back(std::move(settings));
    }
    return out;
}

std::vector<std::string> github_problems(const Config& config) {
    std::vector<std::string> problems;
    for (const auto& github : config.github()) {
        const auto add = [&](std::string_view key, std::string_view what) {
            const auto& value = config.values.find(fmt::format("github.{}.{}", github.name, key))->second;
            const auto origin = value.origin == "default" ? std::string() : value.origin + ": ";
            problems.push_back(fmt::format("{}github.{}.{} {}", origin, github.name, key, what));
        };
        if (github.token.empty())
            add("token",
                "is missing: without it GitHub shows only what is public, and little of that. Set "
                "token_file.");
        if (github.organisations.empty())
            add("organisations", "is empty: name at least one, e.g. organisations = [\"acme\"].");
        for (const auto& organisation : github.organisations)
            if (!is_login(organisation))
                add("organisations", fmt::format("'{}' is no name of an organisation, e.g. acme",
                                                 core::shorten(core::one_line(organisation), 40)));
        if (const auto address = sources::github::address_of(github.url); !address)
            add("url", fmt::format("cannot be: {}", address.error().sentence));
    }
    return problems;
}

}  // namespace bot
