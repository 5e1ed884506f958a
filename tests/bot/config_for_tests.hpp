// SPDX-License-Identifier: Apache-2.0
// A configuration from the text of a file, and an environment that holds only what a test says.
#pragma once

#include "bot/config.hpp"
#include "support/git_repository.hpp"

#include <string_view>

namespace tests {

using Variables = bot::Environment;

inline bot::Environment environment_of(Variables variables) {
    variables.emplace("HOME", "/nonexistent");
    return variables;
}

inline core::Result<bot::Config> config_from(const TemporaryFolder& folder, std::string_view toml,
                                             const Variables& variables = {}, const bot::Flags& flags = {}) {
    const auto file = folder.path() / "ispo.toml";
    write_file(file, toml);
    using std::filesystem::perms;
    std::filesystem::permissions(file, perms::owner_read | perms::owner_write);  // it may hold secrets
    return bot::read_config(file.string(), environment_of(variables), flags);
}

}  // namespace tests
