// SPDX-License-Identifier: Apache-2.0
#include "storage/copies.hpp"

#include "tests/storage/examples.hpp"
#include "tests/storage/names.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>

#include <fstream>
#include <set>

using namespace examples;
using storage::Store;

namespace {

Store& filled(Store& store) {
    store.writer().put_company(company());
    return store;
}

storage::Outgoing message(const std::string& claim) {
    return {
        .installation = 1, .channel = "C1", .native = "{}", .plain = "{}", .claim = claim, .created_at = now};
}

}  // namespace

TEST_CASE("a copy is made beside a program that writes, and holds what was committed") {
    const Folder folder;
    Store store(folder / "ispo.db");
    filled(store);
    auto writer = store.writer();
    writer.in_transaction([&] {
        writer.set_meta("half", "written");
        storage::copy_database(folder / "ispo.db", folder / "copy.db");
    });
    CHECK(storage::damage_in(folder / "copy.db").empty());
    const auto contents = storage::contents_of(folder / "copy.db");
    CHECK(contents.schema == storage::newest_schema());
    CHECK(contents.rows.at("repository") == 2);
    Store copy(folder / "copy.db");
    CHECK(tests::names_of(copy.reader()) == tests::names_of(store.reader()));
    CHECK_FALSE(copy.reader().meta("half"));
    CHECK((std::filesystem::status(folder / "copy.db").permissions() & std::filesystem::perms::all) ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

TEST_CASE("every table is counted") {
    const Folder folder;
    { Store store(folder / "ispo.db"); }
    std::set<std::string> there;
    SQLite::Database database((folder / "ispo.db").string());
    SQLite::Statement tables(
        database, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
    while (tables.executeStep()) there.insert(tables.getColumn(0).getString());
    there.erase("schema_version");
    std::set<std::string> counted;
    for (const auto& [table, rows] : storage::contents_of(folder / "ispo.db").rows) counted.insert(table);
    CHECK(counted == there);
}

TEST_CASE("what is no database, or a damaged one, is told") {
    const Folder folder;
    std::ofstream(folder / "text.db") << "no database at all, but long enough to look like one to somebody";
    CHECK_THROWS_AS(storage::contents_of(folder / "text.db"), storage::Broken);
    {
        SQLite::Database other((folder / "other.db").string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        other.exec("CREATE TABLE somebody (x)");
    }
    CHECK_THROWS_AS(storage::contents_of(folder / "other.db"), storage::Broken);
    {
        Store store(folder / "ispo.db");
        filled(store);
    }
    {
        SQLite::Database database((folder / "ispo.db").string(), SQLite::OPEN_READWRITE);
        database.exec("PRAGMA foreign_keys = OFF; DELETE FROM person");
    }
    CHECK_FALSE(storage::damage_in(folder / "ispo.db").empty());
}

TEST_CASE("a copy takes the place of a database, and nothing of the old one's log is left") {
    const Folder folder;
    {
        Store store(folder / "ispo.db");
        filled(store);
        storage::copy_database(folder / "ispo.db", folder / "copy.db");
        store.writer().set_meta("later", "yes");
        std::filesystem::copy_file(folder / "ispo.db-wal", folder / "kept-wal");
    }
    std::filesystem::copy_file(folder / "kept-wal", folder / "ispo.db-wal");  // as after a kill -9
    storage::put_in_place(folder / "copy.db", folder / "ispo.db", folder / "before.db");
    CHECK_FALSE(std::filesystem::exists(folder / "copy.db"));
    Store store(folder / "ispo.db");
    CHECK_FALSE(store.reader().meta("later"));
    CHECK(store.reader().counts().repositories == 2);
    Store before(folder / "before.db");
    CHECK(before.reader().meta("later") == "yes");  // what stood in the log only is there
    storage::copy_database(folder / "before.db", folder / "copy.db");
    CHECK_THROWS_AS(storage::put_in_place(folder / "copy.db", folder / "ispo.db", folder / "before.db"),
                    storage::Broken);
    CHECK(std::filesystem::exists(folder / "copy.db"));
}

TEST_CASE("a damaged database is kept as it is when a copy takes its place") {
    const Folder folder;
    { Store store(folder / "copy.db"); }
    std::ofstream(folder / "ispo.db") << std::string(5000, 'x');
    std::ofstream(folder / "ispo.db-wal") << "log";
    storage::put_in_place(folder / "copy.db", folder / "ispo.db", folder / "before.db");
    CHECK(std::filesystem::file_size(folder / "before.db") == 5000);
    CHECK(std::filesystem::file_size(folder / "before.db-wal") == 3);
    CHECK_FALSE(std::filesystem::exists(folder / "ispo.db-wal"));
    CHECK(storage::damage_in(folder / "ispo.db").empty());
}

TEST_CASE("a copy goes over nothing, ends when it is told to, and leaves nothing half-made") {
    const Folder folder;
    Store store(folder / "ispo.db");
    filled(store);
    std::ofstream(folder / "mine.db") << "mine";
    CHECK_THROWS_AS(storage::copy_database(folder / "ispo.db", folder / "mine.db"), storage::Broken);
    CHECK(std::filesystem::file_size(folder / "mine.db") == 4);
    auto writer = store.writer();
    writer.in_transaction([&] {
        for (int n = 0; n < 3000; ++n) writer.set_meta("key" + std::to_string(n), std::string(200, 'x'));
    });
    std::stop_source stop;
    stop.request_stop();
    try {
        storage::copy_database(folder / "ispo.db", folder / "copy.db", stop.get_token());
        FAIL("was not stopped");
    } catch (const storage::Broken& broken) {
        CHECK(broken.kind == storage::Broken::Kind::stopped);
    }
    std::set<std::string> left;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        left.insert(entry.path().filename());
    CHECK(left == std::set<std::string>{"ispo.db", "ispo.db-shm", "ispo.db-wal", "mine.db"});
}

TEST_CASE("nothing that waited in a copy is sent or answered once it is put back") {
    Store store(":memory:");
    auto writer = store.writer();
    const auto waiting = writer.put_outgoing(message("a"));
    const auto sending = writer.put_outgoing(message("b"));
    REQUIRE(writer.begin_sending(sending, now, now));
    const auto sent = writer.put_outgoing(message("c"));
    REQUIRE(writer.end_outgoing(sent, storage::OutgoingState::sent, "1.2", "", now));
    writer.accept({.key = "k", .kind = "event", .installation = 1, .body = "{}", .at = now});
    const auto settled = writer.settle_restored(now);
    CHECK(settled.messages == 2);
    CHECK(settled.deliveries == 1);
    CHECK(writer.next_outgoing(10, now + day).empty());
    CHECK(writer.unanswered(10).empty());
    const auto lost = writer.lost_messages(now - day, 10);
    REQUIRE(lost.size() == 2);
    for (const auto& row : lost) {
        CHECK(row.state == storage::OutgoingState::unknown);
        CHECK(row.error == "restored");
        CHECK((row.id == waiting || row.id == sending));
    }
    const auto again = writer.settle_restored(now);
    CHECK(again.messages + again.deliveries == 0);
}
