// SPDX-License-Identifier: Apache-2.0
#include "storage/health.hpp"

#include "storage/database.hpp"
#include "storage/migrations.hpp"

#include <sys/stat.h>
#include <system_error>

namespace storage {
namespace {

namespace fs = std::filesystem;

std::uintmax_t size_of(const fs::path& file) {
    std::error_code missing;
    const auto size = fs::file_size(file, missing);
    return missing ? 0 : size;
}

// Of the disk where the folder is, or will be made.
std::optional<std::uintmax_t> free_bytes_at(fs::path folder) {
    std::error_code failed;
    while (!fs::exists(folder, failed) && folder.has_relative_path()) folder = folder.parent_path();
    const auto space = fs::space(folder, failed);
    return failed ? std::nullopt : std::optional(space.available);
}

void look(Health& health, const fs::path& database) {
    Connection connection(database, Access::read);
    health.journal_mode = connection.pragma("journal_mode");
    health.integrity = connection.pragma("integrity_check(1)");
    if (connection.has_table("schema_version")) health.schema = connection.query(Sql::schema_version).id();
}

}  // namespace

Health examine(const fs::path& database) {
    Health health;
    struct stat found {};
    health.exists = ::stat(database.c_str(), &found) == 0;
    health.mode = found.st_mode & 07777U;
    health.newest_schema = migrations().back().number;
    health.bytes = size_of(database);
    health.wal_bytes = size_of(database.string() + "-wal");
    health.free_bytes = free_bytes_at(database.parent_path());
    if (!health.exists) return health;
    try {
        look(health, database);
    } catch (const Broken& broken) {
        health.failure = broken.with_path;
    }
    return health;
}

std::optional<Reader> look_into(const fs::path& database) {
    auto connection = std::make_shared<Connection>(database, Access::read);
    Reader reader(connection);
    if (!connection->has_table("schema_version") || reader.schema_version() != migrations().back().number)
        return std::nullopt;
    return reader;
}

}  // namespace storage
