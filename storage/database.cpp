// SPDX-License-Identifier: Apache-2.0
#include "storage/database.hpp"

#include "storage/broken.hpp"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>

namespace storage {
namespace {

// Long enough for a checkpoint or a backup to step aside, short enough for a person who waits.
constexpr int busy_timeout_ms = 2000;

// Checkpoints are Store::checkpoint's; the automatic one only bounds the WAL (64 MiB) when nobody calls it.
constexpr std::string_view pragmas_for_writing =
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; "
    "PRAGMA wal_autocheckpoint=16384;";
constexpr std::string_view pragmas_for_all =
    "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY;";

int flags_for(Access access) {
    if (access == Access::read) return SQLite::OPEN_READONLY | SQLite::OPEN_NOMUTEX;
    return SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX;
}

}  // namespace

template <class Work>
auto Connection::guarded(Work&& work) const {
    try {
        return work();
    } catch (const SQLite::Exception& exception) {
        raise(exception.getExtendedErrorCode(), exception.what());
    }
}

void Connection::raise(int code, const std::string& detail) const {
    const int system_errno = database_ ? sqlite3_system_errno(database_->getHandle()) : 0;
    throw broken_by_sqlite(code, system_errno, file_, detail);
}

Connection::Connection(std::filesystem::path file, Access access) : file_(std::move(file)) {
    // A checkpoint gives way at once: it will come round again.
    const int timeout = access == Access::checkpoint ? 0 : busy_timeout_ms;
    guarded(
        [&] { database_ = std::make_unique<SQLite::Database>(file_.string(), flags_for(access), timeout); });
    // Before anything is read: the index of the log is then kept in memory, not in a file.
    if (access == Access::alone) {
        run("PRAGMA locking_mode=EXCLUSIVE;");
        sqlite3_db_config(database_->getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    }
    run(std::string(pragmas_for_all));
    if (access == Access::write) run(std::string(pragmas_for_writing));
    if (access == Access::read) run("PRAGMA query_only=ON;");
}

Connection::~Connection() = default;

void Connection::copy_to(Connection& other) {
    guarded([&] {
        SQLite::Backup copy(*other.database_, *database_);
        copy.executeStep(-1);
    });
}

void Connection::run(const std::string& script) {
    guarded([&] { database_->exec(script); });
}

std::string Connection::pragma(std::string_view name) {
    return guarded([&] {
        SQLite::Statement statement(*database_, fmt::format("PRAGMA {}", name));
        return statement.executeStep() ? statement.getColumn(0).getString() : std::string();
    });
}

void Connection::end_when(std::stop_token stop) {
    constexpr int steps_between_looks = 10'000;  // of SQLite's virtual machine: some milliseconds at most
    stop_ = std::move(stop);
    const auto is_requested = [](void* asked) {
        return static_cast<const std::stop_token*>(asked)->stop_requested() ? 1 : 0;
    };
    sqlite3_progress_handler(database_->getHandle(), stop_.stop_possible() ? steps_between_looks : 0,
                             is_requested, &stop_);
}

bool Connection::has_table(std::string_view name) {
    return guarded([&] {
        SQLite::Statement statement(
            *database_, "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND (name = :name OR :name = '')");
        statement.bind(":name", std::string(name));
        return statement.executeStep();
    });
}

bool Connection::is_in_transaction() const { return sqlite3_get_autocommit(database_->getHandle()) == 0; }

SQLite::Statement& Connection::lend(Sql sql) {
    auto& prepared = prepared_.at(static_cast<std::size_t>(sql));
    if (prepared.lent)
        throw std::logic_error(fmt::format("statement {} is in use already", static_cast<int>(sql)));
    if (!prepared.statement)
        guarded([&] { prepared.statement = std::make_unique<SQLite::Statement>(*database_, text_of(sql)); });
    // A value of the run before must not stand in for one that was forgotten.
    guarded([&] { prepared.statement->clearBindings(); });
    prepared.lent = true;
    return *prepared.statement;
}

// tryReset tells again what the last step threw already.
void Connection::give_back(Sql sql) noexcept {
    auto& prepared = prepared_[static_cast<std::size_t>(sql)];
    prepared.statement->tryReset();
    prepared.lent = false;
}

Query::Query(Connection& connection, Sql sql)
    : connection_(connection), sql_(sql), statement_(connection.lend(sql)) {}
Query::~Query() { connection_.give_back(sql_); }

Query& Query::with(const char* name, double value) {
    connection_.guarded([&] { statement_.bind(name, value); });
    return *this;
}
Query& Query::with(const char* name, std::string_view value) {
    connection_.guarded([&] { statement_.bind(name, std::string(value)); });
    return *this;
}
Query& Query::with_integer(const char* name, std::int64_t value) {
    connection_.guarded([&] { statement_.bind(name, value); });
    return *this;
}
Query& Query::with_null(const char* name) {
    connection_.guarded([&] { statement_.bind(name); });
    return *this;
}

// Stepping on after the last row would run the statement again.
bool Query::next() {
    if (!done_) done_ = !connection_.guarded([&] { return statement_.executeStep(); });
    return !done_;
}
void Query::run() {
    while (next()) {
    }
}
std::int64_t Query::id() {
    if (!next()) throw std::logic_error(fmt::format("statement {} gave no row", static_cast<int>(sql_)));
    const auto found = integer(0);
    run();
    return found;
}

bool Query::is_null(int column) const { return statement_.getColumn(column).isNull(); }
std::int64_t Query::integer(int column) const { return statement_.getColumn(column).getInt64(); }
double Query::real(int column) const { return statement_.getColumn(column).getDouble(); }
std::string_view Query::view(int column) const {
    const auto value = statement_.getColumn(column);
    const auto* text = value.getText();  // before the size: SQLite converts in this order
    return {text, static_cast<std::size_t>(value.getBytes())};
}
std::optional<int> Query::optional_integer(int column) const {
    if (is_null(column)) return std::nullopt;
    return static_cast<int>(integer(column));
}
std::optional<double> Query::optional_real(int column) const {
    if (is_null(column)) return std::nullopt;
    return real(column);
}
std::optional<Time> Query::optional_time(int column) const {
    if (is_null(column)) return std::nullopt;
    return time(column);
}

}  // namespace storage
