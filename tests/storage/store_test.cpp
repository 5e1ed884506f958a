// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "storage/migrations.hpp"
#include "tests/storage/examples.hpp"

#include <sys/stat.h>

using namespace examples;
using storage::Broken;

namespace {

unsigned mode_of(const std::filesystem::path& file) {
    struct stat found {};
    REQUIRE(::stat(file.c_str(), &found) == 0);
    return found.st_mode & 0777U;
}

}  // namespace

TEST_CASE("the write connection keeps what it acknowledged") {
    Folder folder;
    storage::Store store(folder / "ispo.db");
    CHECK(store.pragma("journal_mode") == "wal");
    CHECK(store.pragma("synchronous") == "2");  // FULL
    CHECK(store.pragma("foreign_keys") == "1");
    CHECK(store.pragma("busy_timeout") == "2000");
    CHECK(store.pragma("secure_delete") == "1");  // what is removed is overwritten
}

TEST_CASE("nobody else may read the files") {
    Folder folder;
    storage::Store store(folder / "ispo.db");
    store.writer().set_meta("a", "b");
    for (const auto* name : {"ispo.db", "ispo.db-wal", "ispo.db-shm"}) CHECK(mode_of(folder / name) == 0600);
}

TEST_CASE("a reader sees what was committed and not what is under way") {
    Folder folder;
    storage::Store store(folder / "ispo.db");
    auto writer = store.writer();
    const auto reader = store.reader();
    writer.in_transaction([&] {
        writer.set_meta("seed", "1");
        CHECK_FALSE(reader.meta("seed"));
    });
    CHECK(reader.meta("seed") == "1");
}

TEST_CASE("what is kept is there after the store opens again") {
    Folder folder;
    {
        storage::Store store(folder / "ispo.db");
        store.writer().set_meta("seed", "");
    }
    storage::Store store(folder / "ispo.db");
    CHECK(store.reader().meta("seed") == "");
    CHECK(store.reader().schema_version() == storage::migrations().back().number);
}

TEST_CASE("a copy in memory holds what is kept, changes nothing and makes nothing beside it") {
    Folder folder;
    const auto file = folder / "ispo.db";
    const auto kept_in = [&](storage::Kept kept) {
        storage::Store store(file, kept);
        return store.reader().meta("seed").value_or("nothing");
    };
    {
        storage::Store store(file);
        store.writer().set_meta("seed", "7");
        // Nothing was moved out of the log yet; another process would find it like this after a crash.
        std::filesystem::copy(file, folder / "crashed.db");
        std::filesystem::copy(file.string() + "-wal", folder / "crashed.db-wal");
    }
    {
        storage::Store copy(file, storage::Kept::in_memory);
        CHECK(copy.reader().meta("seed") == "7");
        copy.writer().set_meta("seed", "8");
    }
    CHECK(kept_in(storage::Kept::in_memory) == "7");
    CHECK_FALSE(std::filesystem::exists(file.string() + "-shm"));
    CHECK(kept_in(storage::Kept::in_file) == "7");
    storage::Store crashed(folder / "crashed.db", storage::Kept::in_memory);
    CHECK(crashed.reader().meta("seed") == "7");
    CHECK_THROWS_AS(storage::Store(folder / "none.db", storage::Kept::in_memory), storage::Broken);
}

TEST_CASE("a second writer is the same connection") {
    storage::Store store(":memory:");
    auto one = store.writer();
    auto two = store.writer();
    one.in_transaction([&] {
        one.set_meta("a", "1");
        CHECK(two.meta("a") == "1");
        CHECK(store.reader().meta("a") == "1");
    });
}

TEST_CASE("a unit that throws rolls back only itself") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    writer.in_transaction([&] {
        writer.in_savepoint([&] { writer.set_meta("before", "1"); });
        CHECK_THROWS_WITH(writer.in_savepoint([&] {
            writer.set_meta("before", "2");
            writer.set_meta("failed", "1");
            throw std::runtime_error("unit");
        }),
                          "unit");
        writer.in_savepoint([&] { writer.set_meta("after", "1"); });
    });
    CHECK(writer.meta("before") == "1");
    CHECK(writer.meta("after") == "1");
    CHECK_FALSE(writer.meta("failed"));
}

TEST_CASE("a group that throws rolls back every unit, and the next group works") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    CHECK_THROWS_WITH(writer.in_transaction([&] {
        writer.in_savepoint([&] { writer.set_meta("unit", "1"); });
        throw std::runtime_error("group");
    }),
                      "group");
    CHECK_FALSE(writer.meta("unit"));
    writer.in_transaction([&] { writer.set_meta("unit", "2"); });
    CHECK(writer.meta("unit") == "2");
}

TEST_CASE("savepoints nest, stand alone, and a transaction in a transaction is one") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    writer.in_savepoint([&] {
        writer.set_meta("outer", "1");
        CHECK_THROWS(writer.in_savepoint([&] {
            writer.set_meta("inner", "1");
            throw std::runtime_error("inner");
        }));
        CHECK_THROWS(writer.in_transaction([&] {
            writer.set_meta("group", "1");
            throw std::runtime_error("group");
        }));
    });
    CHECK(writer.meta("outer") == "1");
    CHECK_FALSE(writer.meta("inner"));
    CHECK_FALSE(writer.meta("group"));
}

TEST_CASE("a failed statement leaves its connection usable") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    for (int time = 0; time < 2; ++time)
        CHECK_THROWS_AS(writer.put_assessment(4711, assessment(now)), Broken);
    const auto id = writer.put_repository(repository("a"));
    CHECK(writer.put_assessment(id, assessment(now)) > 0);
}

TEST_CASE("the audit keeps every word, in order") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    writer.add_audit({.at = now + day, .who = "b"});
    writer.add_audit({.id = 99,
                      .at = now,
                      .who = "a",
                      .what = "w",
                      .where = "p",
                      .why = "y",
                      .before = "1",
                      .after = "2",
                      .request = "r",
                      .dry = true});
    const auto rows = writer.audit(now, 10);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].id == 2);
    CHECK(rows[0].who + rows[0].what + rows[0].where + rows[0].why + rows[0].before + rows[0].after +
              rows[0].request ==
          "awpy12r");
    CHECK(rows[0].dry);
    CHECK(rows[1].who == "b");
    CHECK(writer.audit(now + day, 10).size() == 1);
    CHECK(writer.audit(now, 1).size() == 1);
}

TEST_CASE("text with a zero byte comes back whole") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    const std::string odd("a\0b'\xff", 5);
    writer.set_meta(odd, odd);
    CHECK(writer.meta(odd) == odd);
    CHECK_FALSE(writer.meta("a"));
}

TEST_CASE("a checkpoint empties a long write-ahead log, and gives way to a writer") {
    Folder folder;
    storage::Store store(folder / "ispo.db");
    auto writer = store.writer();
    writer.set_meta("a", std::string(100'000, 'x'));
    store.checkpoint();
    CHECK(std::filesystem::file_size(folder / "ispo.db-wal") > 0);
    writer.in_transaction([&] {
        writer.set_meta("a", "y");
        CHECK_FALSE(store.checkpoint(0));
    });
    CHECK(store.checkpoint(0));
    CHECK(std::filesystem::file_size(folder / "ispo.db-wal") == 0);
    CHECK(writer.meta("a") == "y");
    storage::Store memory(":memory:");
    CHECK(memory.checkpoint(0));
}
