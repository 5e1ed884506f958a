// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "storage/broken.hpp"
#include "storage/database.hpp"
#include "tests/storage/examples.hpp"

#include <sys/fsuid.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <fstream>

using namespace examples;
using storage::Broken;
using Kind = storage::Broken::Kind;

namespace {

void write(const std::filesystem::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}
std::string read(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

template <class Work>
Broken broken_by(Work&& work) {
    try {
        work();
    } catch (const Broken& broken) {
        return broken;
    }
    FAIL("nothing was broken");
    throw std::logic_error("not reached");
}
Broken broken_opening(const std::filesystem::path& file) {
    return broken_by([&] { storage::Store store(file); });
}

}  // namespace

TEST_CASE("every sentence names the file and says what was not changed and what to do, without a path") {
    for (const auto kind :
         {Kind::corrupt, Kind::newer_schema, Kind::full, Kind::read_only, Kind::busy, Kind::other}) {
        const auto told = storage::broken(kind, "/secret/folder/ispo.db", "why");
        CHECK(told.kind == kind);
        CHECK(told.sentence.find("“ispo.db”") != std::string::npos);
        const bool says_what_is_safe = told.sentence.find(" not ") != std::string::npos ||
                                       told.sentence.find("Nothing was") != std::string::npos;
        CHECK(says_what_is_safe);
        CHECK(std::count(told.sentence.begin(), told.sentence.end(), '.') >=
              4);  // three sentences and a file name
        CHECK(told.sentence.find("secret") == std::string::npos);
        CHECK(told.with_path.find("“/secret/folder/ispo.db”") != std::string::npos);
        CHECK(std::string(told.what()) == "/secret/folder/ispo.db: why");
        // In a shell there is no log.
        CHECK(told.with_path.find(" log") == std::string::npos);
    }
}

TEST_CASE("the reason of the system decides where the database has none") {
    const std::filesystem::path file = "a.db";
    CHECK(storage::broken_by_system(ENOSPC, file, "").kind == Kind::full);
    CHECK(storage::broken_by_system(EROFS, file, "").kind == Kind::read_only);
    CHECK(storage::broken_by_system(EACCES, file, "").kind == Kind::read_only);
    CHECK(storage::broken_by_system(EISDIR, file, "").kind == Kind::other);
    CHECK(storage::broken_by_sqlite(4874, ENOSPC, file, "").kind == Kind::full);  // SQLITE_IOERR_SHMSIZE
    CHECK(storage::broken_by_sqlite(14, EACCES, file, "").kind == Kind::read_only);
    CHECK(storage::broken_by_sqlite(1, ENOSPC, file, "").kind == Kind::other);
}

TEST_CASE("a file that is no database is told and left alone") {
    Folder folder;
    const std::string text(5000, 'x');
    write(folder / "ispo.db", text);
    CHECK(broken_opening(folder / "ispo.db").kind == Kind::corrupt);
    CHECK(read(folder / "ispo.db") == text);
}

TEST_CASE("a damaged database is told when it is read") {
    Folder folder;
    const auto file = folder / "ispo.db";
    {
        storage::Store store(file);
        store.writer().put_company(company());
    }
    auto bytes = read(file);
    for (std::size_t at = 4096; at < bytes.size(); ++at) bytes[at] = '\x5a';
    write(file, bytes);
    const auto told = broken_by([&] {
        storage::Store store(file);
        store.reader().repositories(now);
    });
    CHECK(told.kind == Kind::corrupt);
}

TEST_CASE("an assessment that cannot be read is damage, not a crash") {
    Folder folder;
    storage::Store on_disk(folder / "ispo.db");
    auto writer = on_disk.writer();
    const auto id = writer.put_assessment(writer.put_repository(repository("a")), assessment(now));
    storage::Connection other(folder / "ispo.db", storage::Access::write);
    for (const auto* body : {"no JSON", "{}", "[]"}) {
        other.run(std::string("UPDATE assessment SET body = '") + body + "'");
        CHECK(broken_by([&] { writer.assessment(id); }).kind == Kind::corrupt);
    }
}

TEST_CASE("the database of another program is refused and left alone") {
    Folder folder;
    write(folder / "ispo.db", "");
    storage::Connection(folder / "ispo.db", storage::Access::write).run("CREATE TABLE theirs (a)");
    CHECK(broken_opening(folder / "ispo.db").kind == Kind::other);
    storage::Connection again(folder / "ispo.db", storage::Access::read);
    CHECK(again.has_table("theirs"));
    CHECK_FALSE(again.has_table("meta"));
}

TEST_CASE("a newer schema is refused and left alone") {
    Folder folder;
    { storage::Store store(folder / "ispo.db"); }
    storage::Connection(folder / "ispo.db", storage::Access::write)
        .run("UPDATE schema_version SET version = 999");
    const auto told = broken_opening(folder / "ispo.db");
    CHECK(told.kind == Kind::newer_schema);
    CHECK(std::string(told.what()).find("999") != std::string::npos);
    storage::Connection after(folder / "ispo.db", storage::Access::read);
    CHECK(after.query(storage::Sql::schema_version).id() == 999);
}

TEST_CASE("what cannot be opened says why") {
    Folder folder;
    CHECK(broken_opening(folder.path()).kind == Kind::other);
    CHECK(broken_opening(folder / "no/such/folder.db").kind == Kind::other);
    CHECK(std::string(broken_opening(folder / "no/ispo.db").what()).find("No such file or directory") !=
          std::string::npos);
    CHECK(broken_opening(folder / "no/ispo.db").with_path.find("No such file or directory") !=
          std::string::npos);
    CHECK(broken_opening(folder / "no/ispo.db").sentence.find("No such file") == std::string::npos);
}

TEST_CASE("a folder that may not be written says so") {
    Folder folder;
    std::filesystem::permissions(folder.path(),
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
    ::setfsuid(65534);  // root would be refused nothing; for anyone else this changes nothing
    const auto told = broken_opening(folder / "ispo.db");
    ::setfsuid(::geteuid());
    std::filesystem::permissions(folder.path(), std::filesystem::perms::owner_all);
    CHECK(told.kind == Kind::read_only);
}

TEST_CASE("a reader cannot write") {
    Folder folder;
    storage::Store store(folder / "ispo.db");
    storage::Connection reading(folder / "ispo.db", storage::Access::read);
    CHECK(reading.pragma("query_only") == "1");
    CHECK(broken_by([&] { reading.run("DELETE FROM meta"); }).kind == Kind::read_only);
    CHECK(broken_by([&] {
              reading.query(storage::Sql::put_meta).with(":key", "a").with(":value", "b").run();
          }).kind == Kind::read_only);
}

TEST_CASE("a full disk loses the unit that met it and nothing before") {
    Folder folder;
    storage::Store store(folder / "ispo.db");
    auto writer = store.writer();
    writer.set_meta("before", "1");
    store.pragma("max_page_count = " + store.pragma("page_count"));
    const auto told = broken_by(
        [&] { writer.in_transaction([&] { writer.set_meta("large", std::string(1'000'000, 'x')); }); });
    CHECK(told.kind == Kind::full);
    store.pragma("max_page_count = 100000");
    CHECK(writer.meta("before") == "1");
    CHECK_FALSE(writer.meta("large"));
    writer.in_transaction([&] { writer.set_meta("large", "fits"); });
    CHECK(store.reader().meta("large") == "fits");
}

TEST_CASE("when the database ends a group by itself, no later unit is saved and the group fails") {
    Folder folder;
    storage::Store store(folder / "ispo.db");
    storage::Connection connection(folder / "ispo.db", storage::Access::write);
    storage::Writer writer{std::shared_ptr<storage::Connection>(&connection, [](auto*) {})};
    CHECK(broken_by([&] {
              writer.in_transaction([&] {
                  writer.set_meta("first", "1");
                  connection.run("ROLLBACK");
                  CHECK_THROWS_AS(writer.in_savepoint([&] { writer.set_meta("second", "1"); }), Broken);
              });
          }).kind == Kind::other);
    CHECK_FALSE(writer.meta("first"));
    CHECK_FALSE(writer.meta("second"));
    writer.in_transaction([&] { writer.set_meta("third", "1"); });
    CHECK(writer.meta("third") == "1");
}

TEST_CASE("another program that writes makes it busy, and nothing is lost") {
    Folder folder;
    storage::Store store(folder / "ispo.db");
    auto writer = store.writer();
    store.pragma("busy_timeout = 1");
    storage::Connection other(folder / "ispo.db", storage::Access::write);
    other.run("BEGIN IMMEDIATE");
    CHECK(broken_by([&] { writer.in_transaction([&] { writer.set_meta("a", "1"); }); }).kind == Kind::busy);
    CHECK_FALSE(writer.meta("a"));
    other.run("ROLLBACK");
    writer.in_transaction([&] { writer.set_meta("a", "1"); });
    CHECK(writer.meta("a") == "1");
}
