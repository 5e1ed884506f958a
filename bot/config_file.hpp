// SPDX-License-Identifier: Apache-2.0
// The TOML file as flat rows, and secrets from files. What the keys mean is bot/config's business.
#pragma once

#include "bot/config.hpp"

#include <string>
#include <vector>

namespace bot {

struct ConfigRow {
    std::string key;   // "server.listen"
    std::string text;  // as in Value
    KeyType type = KeyType::text;
    std::string origin;                          // "ispo.toml:4"
    bool is_empty_section = false;               // `key` is a section in which nothing stands
    std::vector<std::string> item_origins = {};  // of a list: where each item stands
};

// The file to read: `file` if given, else $ISPO_CONFIG, else /etc/ispo-bot/ispo.toml when it exists, else
// empty.
std::string config_file_path(const std::string& file, const Environment& environment);

// Errc::not_found when it cannot be opened; Errc::invalid with the line when it is no TOML or holds a value
// of a kind no key has.
core::Result<std::vector<ConfigRow>> read_config_file(const std::string& path);

bool is_readable_by_everybody(const std::string& path);

struct Secret {
    std::string text;  // without white space at the end
    bool readable_by_others = false;
};
// Errc::not_found, or Errc::invalid when it is empty or longer than 4 KiB.
core::Result<Secret> read_secret(const std::string& path);

}  // namespace bot
