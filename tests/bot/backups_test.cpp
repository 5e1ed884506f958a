// SPDX-License-Identifier: Apache-2.0
#include "bot/backup_keeper.hpp"
#include "bot/restore.hpp"

#include "tests/bot/service_for_tests.hpp"

#include <catch2/catch.hpp>

using bot::Backup;
using core::Days;
using core::Time;
using std::chrono::hours;

namespace {

const Time monday = core::parse_time("2026-11-30T12:00:00Z").value();

std::vector<Backup> made_at(const std::vector<Time>& times) {
    std::vector<Backup> out;
    for (const auto at : times) out.push_back({core::to_rfc3339(at), at, {}});
    return out;
}

std::vector<Time> gone(const std::vector<Time>& times, bot::BackupTerms terms) {
    std::vector<Time> out;
    for (const auto& each : bot::outdated(made_at(times), terms)) out.push_back(each.at);
    return out;
}

}  // namespace

TEST_CASE("of each day and of each week the newest backup is kept") {
    const auto of = [](std::initializer_list<int> hours_ago) {
        std::vector<Time> out;
        for (const int each : hours_ago) out.push_back(monday - hours(each));
        return out;
    };
    CHECK(gone({}, {}).empty());
    CHECK(gone(of({0, 100'000}), {.daily = 0, .weekly = 0}) == of({100'000}));
    CHECK(gone(of({0, 1, 2}), {}) == of({1, 2}));
    // 12:00 on a Monday: 13 hours ago is Sunday, another day and another week.
    CHECK(gone(of({0, 13, 14}), {.daily = 2, .weekly = 1}) == of({14}));
    CHECK(gone(of({0, 13, 37, 61}), {.daily = 1, .weekly = 2}) == of({37, 61}));
    // The newest that was found good stays, however old.
    auto some = made_at(of({0, 24 * 40, 24 * 80, 24 * 120}));
    some[2].verified_at = some[3].verified_at = monday;
    const auto old = bot::outdated(some, {.daily = 1, .weekly = 0});
    REQUIRE(old.size() == 2);
    CHECK(old[0].at == some[1].at);
    CHECK(old[1].at == some[3].at);
    // A year of daily ones leaves seven days and four weeks, two of which lie before those days.
    std::vector<Time> year;
    for (int day = 0; day < 365; ++day) year.push_back(monday - Days(day));
    CHECK(year.size() - gone(year, {}).size() == 9);
}

TEST_CASE("backups are found by their names, and nothing else is taken for one") {
    const tests::TemporaryFolder folder;
    for (const auto* name :
         {"ispo-20261130T010203Z.db", "ispo-20261129T235959Z.db", "ispo-20261131T010203Z.db",
          "ispo-20261130T010203Z.db.json", "ispo-20261130T010203Z.db.tmp", "ispo.db",
          "ispo-2026-11-30T01:02:03Z.db", "ispo-20261130T250203Z.db", "ispo-20990101T000000Z.db"})
        tests::write_file(folder.path() / name, "x");
    std::filesystem::create_directory(folder.path() / "ispo-20261128T010203Z.db");
    const auto all = bot::backups_in(folder.path(), monday).value();
    REQUIRE(all.size() == 2);
    CHECK(core::to_rfc3339(all[0].at) == "2026-11-30T01:02:03Z");
    CHECK(core::to_rfc3339(all[1].at) == "2026-11-29T23:59:59Z");
    CHECK(bot::backups_in(folder.path() / "none", monday).value().empty());
    CHECK_FALSE(bot::backups_in(folder.path() / "ispo.db", monday).has_value());
}

TEST_CASE("a note says what it said, and one that cannot be read is none") {
    const tests::TemporaryFolder folder;
    const auto file = folder.path() / "x.db";
    bot::BackupNote note{.made_at = monday, .program = "0.1.0", .bytes = 12, .sha256 = "ab"};
    note.contents = {.schema = 3, .rows = {{"audit", 5}}};
    note.verified_at = monday + hours(1);
    REQUIRE(bot::keep_note(file, note).has_value());
    const auto read = bot::note_of(file).value();
    REQUIRE(read);
    CHECK(bot::to_json(*read) == bot::to_json(note));
    for (const auto* text :
         {"", "{", "[]", "{\"made_at\": 5}", "{\"made_at\": \"2026-11-30\", \"bytes\": -1}"}) {
        tests::write_file(bot::note_file(file), text);
        CHECK_FALSE(bot::note_of(file).has_value());
    }
    CHECK_FALSE(bot::note_of(folder.path() / "none.db").value());
}

TEST_CASE("the sum over a file is the one of its bytes, whatever its size") {
    const tests::TemporaryFolder folder;
    for (const std::size_t size : {0U, 1U, 65'535U, 65'536U, 65'537U, 300'000U}) {
        const std::string bytes(size, 'x');
        tests::write_file(folder.path() / "f", bytes);
        CHECK(bot::sha256_of(folder.path() / "f").value() == net::crypto::to_hex(net::crypto::sha256(bytes)));
    }
    CHECK_FALSE(bot::sha256_of(folder.path() / "none").has_value());
    CHECK_FALSE(bot::sha256_of(folder.path()).has_value());
}

namespace {

struct Office {
    tests::TemporaryFolder folder;
    core::Result<bot::Config> config;
    storage::Store store;
    tests::asio::io_context loop{1};
    bot::Metrics metrics;
    bot::BackupKeeper keeper;

    explicit Office(const std::string& toml)
        : config(tests::config_from(folder, "[data]\nfolder = \"" + folder.path().string() + "\"\n" + toml)),
          store(folder.path() / "ispo.db"),
          keeper(config.value(), metrics) {}
    void look(Time now) { tests::finish(loop, keeper.look(now)); }
    std::vector<Backup> all() const {
        return bot::backups_in(folder.path() / "backups", monday + Days(99)).value();
    }
    bool counts(const std::string& line) const { return metrics.text({}).find(line) != std::string::npos; }
};

}  // namespace

TEST_CASE("a service makes a backup when the last is old, and tries one once a week") {
    Office office("[backup]\nevery_hours = 24\ndaily = 1\nweekly = 0\n");
    office.look(monday);
    REQUIRE(office.all().size() == 1);
    CHECK(office.keeper.state().newest == monday);
    CHECK(office.keeper.state().verified == monday);
    office.look(monday + hours(23));
    CHECK(office.keeper.state().newest == monday);
    for (int day = 1; day < 7; ++day) {
        office.look(monday + Days(day));
        CHECK(office.keeper.state().newest == monday + Days(day));
        CHECK(office.keeper.state().verified == monday);
        CHECK(office.all().size() == 2);  // the newest, and the one that was tried
    }
    office.look(monday + Days(7));
    CHECK(office.keeper.state().verified == monday + Days(7));
    office.look(monday + Days(8));
    REQUIRE(office.all().size() == 2);
    CHECK(office.all().back().at == monday + Days(7));  // the one before is not needed any more
    CHECK(office.counts("ispo_backups_total{outcome=\"ok\",what=\"verified\"} 2"));
}

TEST_CASE("a backup that is not good is told once a day, and costs no older one") {
    Office office("[backup]\nevery_hours = 0\n");
    const auto made = bot::make_backup(*office.config, monday).value();
    const auto bytes = std::filesystem::file_size(made.file);
    tests::write_file(made.file, std::string(bytes, 'x'));
    for (int hour = 0; hour < 24; ++hour) office.look(monday + hours(hour));
    CHECK_FALSE(office.keeper.state().verified);
    CHECK(office.counts("ispo_backups_total{outcome=\"failed\",what=\"verified\"} 1"));
    office.look(monday + hours(24));
    CHECK(office.counts("ispo_backups_total{outcome=\"failed\",what=\"verified\"} 2"));
    CHECK(office.all().size() == 1);
}

TEST_CASE("a backup that lost its note is tried, and gets one again") {
    Office office("[backup]\nevery_hours = 0\n");
    const auto made = bot::make_backup(*office.config, monday).value();
    std::filesystem::remove(bot::note_file(made.file));
    office.look(monday + hours(1));
    CHECK(office.keeper.state().verified == monday + hours(1));
    const auto note = bot::note_of(made.file).value();
    REQUIRE(note);
    CHECK(note->made_at == monday);
    CHECK(note->sha256 == bot::sha256_of(made.file).value());
}

TEST_CASE("no backup is made while it cannot be, and nothing half-made is left") {
    Office office("[backup]\nevery_hours = 1\n");
    tests::write_file(office.folder.path() / "backups", "a file where the folder should be");
    office.look(monday);
    CHECK_FALSE(office.keeper.state().newest);
    std::filesystem::remove(office.folder.path() / "backups");
    office.look(monday);
    CHECK(office.keeper.state().newest == monday);
    office.keeper.stop();
    office.look(monday + Days(1));  // ended at once
    CHECK(office.all().size() == 1);
    for (const auto& entry : std::filesystem::directory_iterator(office.folder.path() / "backups"))
        CHECK((entry.path().extension() == ".db" || entry.path().extension() == ".json"));
    for (const auto& entry : std::filesystem::directory_iterator(office.folder.path()))
        CHECK_FALSE(entry.path().filename().string().starts_with("restoring"));
}

TEST_CASE("what a killed backup or drill left is taken away once it is old, and nothing else") {
    Office office("");
    const auto backups = office.folder.path() / "backups";
    std::filesystem::create_directories(backups);
    std::filesystem::create_directories(office.folder.path() / "restoring-aaaaaa");
    const auto at = [&](const std::string& name) { return backups / ("ispo-20261130T010203Z.db" + name); };
    const std::vector<std::filesystem::path> parts = {at(".k3Xw9Q"), at(".json.k3Xw9Q"),
                                                      office.folder.path() / "restoring-aaaaaa"};
    const std::vector<std::filesystem::path> others = {at(""), at(".json"), at(".old-one"),
                                                       backups / "ispo-mine.db.k3Xw9Q", backups / "x.k3Xw9Q"};
    for (const auto* list : {&parts, &others})
        for (const auto& each : *list)
            if (!std::filesystem::is_directory(each)) tests::write_file(each, "x");
    bot::remove_left_copies(*office.config);
    for (const auto& each : parts) CHECK(std::filesystem::exists(each));  // it may be in use
    const auto long_ago = std::filesystem::file_time_type::clock::now() - hours(2);
    for (const auto* list : {&parts, &others})
        for (const auto& each : *list) std::filesystem::last_write_time(each, long_ago);
    bot::remove_left_copies(*office.config);
    for (const auto& each : parts) CHECK_FALSE(std::filesystem::exists(each));
    for (const auto& each : others) CHECK(std::filesystem::exists(each));
}
