// SPDX-License-Identifier: Apache-2.0
// What can be said of a database by looking only, beside a program that runs on it.
#pragma once

#include "storage/store.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace storage {

struct Health {
    bool exists = false;
    std::string failure;       // the sentence of what went wrong; empty = it could be read
    std::string integrity;     // "ok", or what SQLite found
    std::string journal_mode;  // "wal"
    std::int64_t schema = 0, newest_schema = 0;
    std::uintmax_t bytes = 0, wal_bytes = 0;
    std::optional<std::uintmax_t> free_bytes;  // on its disk
    unsigned mode = 0;                         // of the file: 0600
};
// Changes nothing. Never throws for the database's sake.
Health examine(const std::filesystem::path& database);

// Reads it without migrating; nothing when it has not this program's schema. Throws Broken.
std::optional<Reader> look_into(const std::filesystem::path& database);

}  // namespace storage
