// SPDX-License-Identifier: Apache-2.0
// The one door to SQLite: a connection with its prepared statements, named parameters and typed rows. Every
// failure of the database leaves here as storage::Broken. A connection and its queries are used by one thread
// at a time.
#pragma once

#include "storage/statements.hpp"
#include "storage/store.hpp"

#include <array>
#include <concepts>
#include <stop_token>

namespace SQLite {
class Database;
class Statement;
}  // namespace SQLite

namespace storage {

class Connection;

// One run of a prepared statement: bind by name, then step through its rows. Gives the statement back, reset,
// when it goes.
class Query {
  public:
    Query(Connection& connection, Sql sql);
    ~Query();
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    Query& with(const char* name, double value);
    Query& with(const char* name, std::string_view value);
    Query& with(const char* name, Time value) { return with_integer(name, core::to_unix(value)); }
    template <std::integral Number>
    Query& with(const char* name, Number value) {
        return with_integer(name, static_cast<std::int64_t>(value));
    }
    // An empty optional is NULL.
    template <class Value>
    Query& with(const char* name, const std::optional<Value>& value) {
        return value ? with(name, *value) : with_null(name);
    }

    bool next();  // steps; true while there is a row
    void run();   // steps to the end
    // The first column of the one row that the statement must give; logic_error when there is none.
    std::int64_t id();

    // Columns of the present row, from 0. A view lives until the next step.
    bool is_null(int column) const;
    std::int64_t integer(int column) const;
    double real(int column) const;
    bool truth(int column) const { return integer(column) != 0; }
    Time time(int column) const { return core::from_unix(integer(column)); }
    std::string_view view(int column) const;
    std::string text(int column) const { return std::string(view(column)); }
    std::optional<int> optional_integer(int column) const;
    std::optional<double> optional_real(int column) const;
    std::optional<Time> optional_time(int column) const;

  private:
    Query& with_integer(const char* name, std::int64_t value);
    Query& with_null(const char* name);

    Connection& connection_;
    Sql sql_;
    SQLite::Statement& statement_;
    bool done_ = false;
};

// alone: nobody else has the file, not even for reading; nothing is made beside it and nothing of its log is
// moved.
enum class Access { write, read, checkpoint, alone };

class Connection {
  public:
    // Opens `file` (":memory:" for one that lives in memory) and sets the pragmas that `access` needs. Throws
    // Broken.
    Connection(std::filesystem::path file, Access access);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    Query query(Sql sql) { return Query(*this, sql); }
    // All that is committed, over what `other` holds. Throws Broken.
    void copy_to(Connection& other);
    // For what is no query: pragmas, migrations, the bounds of transactions. Throws Broken.
    void run(const std::string& script);
    std::string pragma(std::string_view name);
    // What runs on it ends soon after `stop` is requested, as Broken of Kind::stopped.
    void end_when(std::stop_token stop);
    // True when the schema holds a table of that name (empty = any table at all).
    bool has_table(std::string_view name);
    bool is_in_transaction() const;
    // Raised while in_transaction runs a group: SQLite may end a transaction by itself (disk full), and
    // nothing must then go on as if it were still open.
    bool in_group = false;

    const std::filesystem::path& file() const { return file_; }

  private:
    friend class Query;
    SQLite::Statement& lend(Sql sql);
    void give_back(Sql sql) noexcept;
    template <class Work>
    auto guarded(Work&& work) const;
    [[noreturn]] void raise(int code, const std::string& detail) const;

    struct Prepared {
        std::unique_ptr<SQLite::Statement> statement;
        bool lent = false;
    };
    std::filesystem::path file_;
    std::stop_token stop_;
    std::unique_ptr<SQLite::Database> database_;
    std::array<Prepared, statement_count> prepared_;  // after database_: finalised before it closes
};

}  // namespace storage
