// SPDX-License-Identifier: Apache-2.0
// The schema, step by step. A step that was released is never changed: the next one mends it.
#pragma once

#include "storage/database.hpp"

#include <span>

namespace storage {

struct Migration {
    std::int64_t number;   // 1, 2, 3 …
    std::string_view sql;  // with our type words
};
std::span<const Migration> migrations();

// Brings the schema up to the last of `steps` in one transaction. An older schema is first copied to a file
// beside the database (backup_file below). Throws Broken: newer schema (nothing changed), a database of
// another program, no space, …
void migrate(Connection& connection, std::span<const Migration> steps);

// Throws Broken, naming `of`, unless the schema is that of the last of `steps`.
void need_newest(Connection& connection, std::span<const Migration> steps, const std::filesystem::path& of);

// Where the copy of a database with schema `version` is kept: "ispo.db" → "ispo.db.schema-3.backup".
std::filesystem::path backup_file(const std::filesystem::path& database, std::int64_t version);

}  // namespace storage
