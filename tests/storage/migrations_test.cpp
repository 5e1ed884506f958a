// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "storage/backup.hpp"
#include "storage/dialect.hpp"
#include "storage/migrations.hpp"
#include "tests/storage/examples.hpp"

#include <sys/stat.h>
#include <set>

using namespace examples;
using storage::Access;
using storage::Connection;
using storage::Dialect;

namespace {

using Steps = std::vector<storage::Migration>;

Steps with(std::string_view second) {
    Steps out(storage::migrations().begin(), storage::migrations().end());
    out.push_back({out.back().number + 1, second});
    return out;
}

}  // namespace

TEST_CASE("migrations are numbered from 1, each higher than the one before") {
    std::int64_t number = 0;
    CHECK(storage::migrations().front().number == 1);
    for (const auto& step : storage::migrations()) {
        CHECK(step.number > number);
        number = step.number;
    }
}

TEST_CASE("type words become each database's own") {
    CHECK(storage::with_types("", Dialect::sqlite).empty());
    CHECK(storage::with_types("{id} {int64} {real} {text} {bytes} {time} {strict}", Dialect::sqlite) ==
          "INTEGER PRIMARY KEY INTEGER REAL TEXT BLOB INTEGER STRICT");
    CHECK(storage::with_types("a {int64} {real} {text} {bytes} {time}{strict};", Dialect::postgresql) ==
          "a BIGINT DOUBLE PRECISION TEXT BYTEA BIGINT;");
    CHECK_THROWS_AS(storage::with_types("{integer}", Dialect::sqlite), std::logic_error);
    CHECK_THROWS_AS(storage::with_types("{id", Dialect::sqlite), std::logic_error);
}

TEST_CASE("parameters are numbered by first appearance") {
    CHECK(storage::with_numbered_parameters(":a, :b_2, :a") == "$1, $2, $1");
    CHECK(storage::with_numbered_parameters("':a' || 'it''s :b' || :c") == "':a' || 'it''s :b' || $1");
    CHECK(storage::with_numbered_parameters("x : y:") == "x : y:");
    CHECK(storage::with_numbered_parameters("").empty());
}

TEST_CASE("every table is strict") {
    Folder folder;
    storage::Store store(folder / "ispo.db");
    Connection connection(folder / "ispo.db", Access::write);
    CHECK_THROWS_AS(
        connection.run(
            "INSERT INTO team (key, name, parent, zone, source, known) VALUES ('a', '', '', '', '', 'yes')"),
        storage::Broken);
    CHECK(store.pragma("integrity_check") == "ok");
    CHECK(store.pragma("foreign_key_check").empty());
}

TEST_CASE("the database itself refuses to change a row of the audit, of an older schema too") {
    for (const std::size_t before : {std::size_t{0}, storage::migrations().size() - 1}) {
        INFO(before);
        Connection connection(":memory:", Access::write);
        if (before > 0) storage::migrate(connection, storage::migrations().first(before));
        const auto add = [&] {
            connection.run(
                "INSERT INTO audit (at, who, what, place, why, before, after, request, dry) VALUES (1, 'a', "
                "'', '', "
                "'', '', '', '', 0)");
        };
        if (before > 0) add();
        storage::migrate(connection, storage::migrations());
        add();
        CHECK_THROWS_AS(connection.run("UPDATE audit SET who = 'b'"), storage::Broken);
        CHECK_THROWS_AS(connection.run("UPDATE audit SET at = 2 WHERE id = 1"), storage::Broken);
        connection.run("DELETE FROM audit WHERE at < 2");  // its term is over
    }
}

TEST_CASE("every statement can be prepared, is its own, and none changes the audit before its term") {
    storage::Connection connection(":memory:", Access::write);
    storage::migrate(connection, storage::migrations());
    std::set<std::string> seen;
    for (std::size_t number = 0; number < storage::statement_count; ++number) {
        const auto sql = static_cast<storage::Sql>(number);
        INFO(storage::text_of(sql));
        CHECK_NOTHROW(connection.query(sql));
        CHECK(seen.insert(storage::text_of(sql)).second);
        for (const auto* forbidden : {" LIKE ", "UPDATE audit", "?", "strftime"})
            CHECK(storage::text_of(sql).find(forbidden) == std::string::npos);
        if (sql != storage::Sql::forget_audit)
            CHECK(storage::text_of(sql).find("DELETE FROM audit") == std::string::npos);
    }
}

TEST_CASE("an older schema is copied, private and whole, before it is migrated") {
    Folder folder;
    const auto file = folder / "it's.db";
    storage::Store(file).writer().set_meta("seed", "7");
    const auto steps = with("CREATE TABLE later (a {int64}) {strict};");
    Connection connection(file, Access::write);
    for (int time = 0; time < 2; ++time) storage::migrate(connection, steps);
    CHECK(connection.has_table("later"));
    const auto copy = storage::backup_file(file, steps.back().number - 1);
    struct stat found {};
    REQUIRE(::stat(copy.c_str(), &found) == 0);
    CHECK((found.st_mode & 0777U) == 0600);
    Connection kept(copy, Access::read);
    CHECK_FALSE(kept.has_table("later"));
    storage::Reader reader{std::shared_ptr<Connection>(&kept, [](auto*) {})};
    CHECK(reader.meta("seed") == "7");
    CHECK_FALSE(std::filesystem::exists(copy.string() + ".tmp"));
}

TEST_CASE(
    "of what was judged before, exemptions are counted where there are none, and left to the body else") {
    Connection connection(":memory:", Access::write);
    storage::migrate(connection, storage::migrations().first(6));
    connection.run(
        "INSERT INTO repository (source, key, name, name_folded, full_name, full_name_folded, description, "
        "language, topics, visibility, archived, created_at, pushed_at, contact) VALUES "
        "('', 'a', 'a', 'a', 'a', 'a', '', '', '', 'internal', 0, 0, 0, '')");
    for (const std::string exempt : {"0", "1"}) {
        connection.run(
            "INSERT INTO assessment (id, repository, at, revision, mode, profile, level_possible, "
            "level_proven, score, coverage, scored, body) VALUES (" +
            exempt + ", 1, " + exempt + ", '', '', '', 1, 1, 0, 0, 0, '')");
        connection.run(
            "INSERT INTO finding (assessment, check_id, outcome, weight, exempt) VALUES "
            "(" +
            exempt + ", 'C4', 'no', 1, " + exempt + ")");
    }
    storage::migrate(connection, storage::migrations());
    CHECK_FALSE(std::filesystem::exists(storage::backup_file(":memory:", 6)));
    auto rows = connection.query(storage::Sql::history);
    rows.with(":repository", 1).with(":limit", 10);
    REQUIRE(rows.next());
    CHECK(rows.is_null(8));
    REQUIRE(rows.next());
    CHECK(rows.integer(8) == 0);
}

TEST_CASE("a migration that fails changes nothing, and can be tried again") {
    Folder folder;
    { storage::Store store(folder / "ispo.db"); }
    Connection connection(folder / "ispo.db", Access::write);
    const auto failing = with("CREATE TABLE later (a {int64}) {strict}; INSERT INTO nowhere VALUES (1);");
    for (int time = 0; time < 2; ++time)
        CHECK_THROWS_AS(storage::migrate(connection, failing), storage::Broken);
    CHECK_FALSE(connection.has_table("later"));
    storage::Store store(folder / "ispo.db");
    CHECK(store.reader().schema_version() == storage::migrations().back().number);
}

TEST_CASE("a new database needs no backup") {
    Folder folder;
    { storage::Store store(folder / "ispo.db"); }
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        CHECK(entry.path().string().find("backup") == std::string::npos);
}

TEST_CASE("a statement that is in use cannot be taken twice") {
    Connection connection(":memory:", Access::write);
    storage::migrate(connection, storage::migrations());
    auto query = connection.query(storage::Sql::get_meta);
    CHECK_THROWS_AS(connection.query(storage::Sql::get_meta), std::logic_error);
    CHECK_THROWS_AS(query.with(":no_such_name", 1), storage::Broken);
    CHECK_THROWS_AS(connection.query(storage::Sql::team_by_key).with(":key", "x").id(), std::logic_error);
}

TEST_CASE("a value of the run before is not used again") {
    Connection connection(":memory:", Access::write);
    storage::migrate(connection, storage::migrations());
    connection.query(storage::Sql::put_meta).with(":key", "a").with(":value", "b").run();
    CHECK_THROWS_AS(connection.query(storage::Sql::put_meta).with(":key", "c").run(), storage::Broken);
    CHECK(connection.query(storage::Sql::get_meta).with(":key", "a").next());
    CHECK_FALSE(connection.query(storage::Sql::get_meta).next());
}
