// SPDX-License-Identifier: Apache-2.0
#include "storage/copies.hpp"

#include "storage/backup.hpp"
#include "storage/broken.hpp"
#include "storage/database.hpp"
#include "storage/migrations.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace storage {

namespace fs = std::filesystem;

namespace {

fs::path with_end(const fs::path& database, const char* end) { return database.string() + end; }

fs::path folder_of(const fs::path& file) {
    return file.parent_path().empty() ? fs::path(".") : file.parent_path();
}

// What is in the log moves into the file, so that it alone is all of it. A damaged one stays as it is.
void empty_log(const fs::path& database) {
    try {
        Connection connection(database, Access::write);
        connection.pragma("wal_checkpoint(TRUNCATE)");
    } catch (const Broken&) {
        return;
    }
}

// A second name: nothing is copied, and taking the first away leaves it whole.
void keep_as(const fs::path& file, const fs::path& name) {
    if (::link(file.c_str(), name.c_str()) != 0 && errno != ENOENT)
        throw broken_by_system(errno, name, "cannot be kept aside");
}

void take_away(const fs::path& file) {
    if (::unlink(file.c_str()) != 0 && errno != ENOENT)
        throw broken_by_system(errno, file, "cannot be removed");
}

}  // namespace

void copy_database(const fs::path& database, const fs::path& target, const std::stop_token& stop) {
    Connection connection(database, Access::read);
    connection.run("PRAGMA query_only=OFF;");  // it would forbid writing the copy, too
    back_up(connection, target, There::nothing, stop);
}

std::string damage_in(const fs::path& file, const std::stop_token& stop) {
    Connection connection(file, Access::read);
    connection.end_when(stop);
    if (auto verdict = connection.pragma("integrity_check(1)"); verdict != "ok") return verdict;
    const auto table = connection.pragma("foreign_key_check");
    return table.empty() ? std::string() : fmt::format("a row of {} refers to one that is not there", table);
}

Contents contents_of(const fs::path& file) {
    Connection connection(file, Access::read);
    if (!connection.has_table("schema_version"))
        throw broken(Broken::Kind::corrupt, file, "is no database of ISPO Bot");
    auto version = connection.query(Sql::schema_version);
    if (!version.next()) throw broken(Broken::Kind::corrupt, file, "says no version");
    Contents contents{.schema = version.integer(0), .rows = {}};
    if (contents.schema != newest_schema()) return contents;
    auto query = connection.query(Sql::count_rows);
    while (query.next()) contents.rows[query.text(0)] = query.integer(1);
    return contents;
}

std::int64_t newest_schema() { return migrations().back().number; }

void put_in_place(const fs::path& copy, const fs::path& database, const fs::path& aside) {
    std::error_code failed;
    const bool is_there = fs::exists(database, failed);
    if (failed) throw broken_by_system(failed.value(), database, "cannot be looked at");
    sync_to_disk(copy);
    if (is_there) {
        keep_as(database, aside);
        keep_as(with_end(database, "-wal"), with_end(aside, "-wal"));
        empty_log(database);  // after: a log that SQLite cannot use it takes away
        if (fs::file_size(with_end(aside, "-wal"), failed) == 0) take_away(with_end(aside, "-wal"));
        sync_to_disk(folder_of(aside));
    }
    // Beside the new database it would be taken for its log. What was in it is in the old file, or aside.
    take_away(with_end(database, "-wal"));
    take_away(with_end(database, "-shm"));
    sync_to_disk(folder_of(database));
    fs::rename(copy, database, failed);
    if (failed) throw broken_by_system(failed.value(), database, "cannot be replaced");
    sync_to_disk(folder_of(database));
}

}  // namespace storage
