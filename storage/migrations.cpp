// SPDX-License-Identifier: Apache-2.0
#include "storage/migrations.hpp"

#include "storage/backup.hpp"
#include "storage/broken.hpp"
#include "storage/dialect.hpp"
#include "storage/transaction.hpp"

#include <fmt/format.h>

namespace storage {
namespace {

std::int64_t version_of(Connection& connection) {
    auto query = connection.query(Sql::schema_version);
    return query.next() ? query.integer(0) : 0;
}

// 0 for a database without any table. One with tables but without ours belongs to somebody else.
std::int64_t present_version(Connection& connection) {
    if (connection.has_table("schema_version")) return version_of(connection);
    if (connection.has_table(""))
        throw broken(Broken::Kind::other, connection.file(), "holds the tables of another program");
    return 0;
}

void run_steps(Connection& connection, std::span<const Migration> steps, std::int64_t from) {
    for (const auto& step : steps)
        if (step.number > from) connection.run(with_types(step.sql, Dialect::sqlite));
    connection.query(Sql::set_schema_version).with(":version", steps.back().number).run();
}

}  // namespace

void migrate(Connection& connection, std::span<const Migration> steps) {
    const auto present = present_version(connection);
    const auto newest = steps.back().number;
    if (present > newest)
        throw broken(Broken::Kind::newer_schema, connection.file(),
                     fmt::format("schema {}, this program knows up to {}", present, newest));
    if (present == newest) return;
    const bool is_in_file = connection.file() != ":memory:";  // a copy there leaves its file as it is
    if (present > 0 && is_in_file)
        back_up(connection, backup_file(connection.file(), present), There::earlier_try);
    transaction(connection, [&] { run_steps(connection, steps, present); });
}

void need_newest(Connection& connection, std::span<const Migration> steps, const std::filesystem::path& of) {
    const auto present = present_version(connection);
    if (present == steps.back().number) return;
    throw broken(Broken::Kind::other, of, fmt::format("schema {} cannot be read as it is", present));
}

std::filesystem::path backup_file(const std::filesystem::path& database, std::int64_t version) {
    auto out = database;
    out += fmt::format(".schema-{}.backup", version);
    return out;
}

std::vector<std::string> migrations_for_postgresql() {
    std::vector<std::string> out;
    for (const auto& step : migrations()) out.push_back(with_types(step.sql, Dialect::postgresql));
    return out;
}

}  // namespace storage
