// SPDX-License-Identifier: Apache-2.0
// A configuration from the text of a file, and an environment that holds only what a test says.
#pragma once

#include "bot/config.hpp"
#include "support/git_repository.hpp"

#include <map>
#include <string>

namespace tests {

using Variables = std::map<std::string, std::string, std::less<>>;

inline bot::Environment environment_of(Variables variables) {
    variables.emplace("HOME", "/nonexistent");
    return [variables](std::string_view name) -> std::optional<std::string> {
        const auto found = variables.find(name);
        return found == variables.end() ? std::nullopt : std::optional(found->second);
    };
}

inline core::Result<bot::Config> config_from(const TemporaryFolder& folder, std::string_view toml,
                                             const Variables& variables = {}, const bot::Flags& flags = {}) {
    const auto file = folder.path() / "ispo.toml";
    write_file(file, toml);
    return bot::read_config(file.string(), environment_of(variables), flags);
}

}  // namespace tests
