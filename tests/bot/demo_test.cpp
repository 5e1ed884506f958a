// SPDX-License-Identifier: Apache-2.0
#include "bot/demo.hpp"

#include "bot/checkout_lines.hpp"
#include "bot/clock.hpp"
#include "sources/sample.hpp"
#include "support/git_repository.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <set>
#include <thread>

namespace {
const auto start = sources::sample::demo_start();
}

TEST_CASE("the demo's clock moves forward by steps and dates, never back and not for ever") {
    using core::Days;
    const std::vector<std::pair<std::string, core::Time>> rows = {
        {"1 hour", start + std::chrono::hours(1)},
        {"1 day", start + Days{1}},
        {"1 week", start + Days{7}},
        {"1 month", start + Days{30}},
        {"2026-03-01", *core::parse_time("2026-03-01")},
        {core::to_rfc3339(start + Days{730}), start + Days{730}}};
    for (const auto& [step, time] : rows) {
        INFO(step);
        CHECK(bot::moved_clock(start, step).value() == time);
    }
    for (const std::string step :
         {"", "1 year", "-1 day", "yesterday", "2026-01-05", "2025-12-31", "9999-12-31", "2026-13-01",
          "2026-01-05T08:00:00Z", "1 day; drop", "\xff"}) {
        INFO(step);
        const auto moved = bot::moved_clock(start, step);
        REQUIRE(moved.has_error());
        CHECK(moved.error().code == core::Errc::invalid);
        CHECK_FALSE(moved.error().sentence.empty());
    }
    CHECK(bot::moved_clock(start + Days{730}, "1 hour").has_error());
}

TEST_CASE("the sample is there once, however often it is imported, and has a history") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    CHECK(bot::demo_time(writer) == start);
    bot::import_sample(writer, start, {}, true);
    const auto before = writer.counts();
    const auto id = writer.repositories_named("payments-api", start).at(0).id;
    const auto history = writer.history(id, 100);
    CHECK(before.repositories == 40);
    CHECK(before.teams >= 8);
    CHECK(history.size() > 3);
    bot::import_sample(writer, start, {}, true);
    CHECK(writer.latest_assessment(id)->at == start);
    CHECK(writer.counts().repositories == before.repositories);
    CHECK(writer.counts().changes == before.changes);
    CHECK(writer.history(id, 100).size() == history.size());
    CHECK(bot::demo_time(writer) == start);
    bot::import_sample(writer, start + core::Days{30}, {}, false);
    CHECK(bot::demo_time(writer) == start + core::Days{30});
    CHECK(writer.counts().changes > before.changes);
    CHECK(writer.latest_assessment(id)->at == start + core::Days{30});
}

TEST_CASE("who asks while the sample starts again sees all of what was there before, then all of the new") {
    const tests::TemporaryFolder folder;
    storage::Store store(folder.path() / "ispo.db");
    auto writer = store.writer();
    bot::import_sample(writer, start + core::Days{30}, {}, false);
    const auto reader = store.reader();
    const auto seen = [&] {
        std::pair<std::int64_t, std::string> now;
        reader.in_snapshot([&] {
            now = {reader.counts().repositories, core::to_rfc3339(bot::demo_time(reader))};
        });
        return now;
    };
    const auto before = seen();
    std::atomic<bool> is_done = false;
    std::set<std::pair<std::int64_t, std::string>> all;
    std::thread asking([&] {
        while (!is_done) {
            all.insert(seen());
            std::this_thread::sleep_for(std::chrono::milliseconds(5));  // leaves the processor to the writer
        }
    });
    bot::start_sample_again(writer, {});
    is_done = true;
    asking.join();
    const std::pair<std::int64_t, std::string> after = {40, core::to_rfc3339(start)};
    CHECK(seen() == after);
    all.erase(before);
    all.erase(after);
    CHECK(all.empty());
}

TEST_CASE("checkouts stand beside the sample, and what is none is told by its path") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    const tests::GitRepository repository;
    repository.commit_file("README.md", "# Payments\n\nTakes money.\n");
    const tests::TemporaryFolder empty;
    const auto problems = bot::import_checkouts(
        writer, {repository.path().string(), empty.path().string(), "/nonexistent"}, {}, start);
    REQUIRE(problems.size() == 2);
    CHECK(problems[0].starts_with(empty.path().string() + ": "));
    CHECK(problems[1].starts_with("/nonexistent: "));
    const auto rows = writer.repositories(start);
    REQUIRE(rows.size() == 1);
    CHECK(rows.front().source == "git");
    // Read today, whatever the demo's clock says.
    const auto age = bot::wall_now() - writer.latest_assessment(rows.front().id)->at;
    CHECK((age >= std::chrono::seconds(0) && age < std::chrono::minutes(1)));
    CHECK(bot::lines_for_checkouts(writer) == std::vector<std::string>{"ready " + rows.front().name});
    CHECK(bot::checkouts_to_try(writer).front().told == "ready " + rows.front().name);
    const auto namesake = rows.front();
    writer.put_repository(
        {.key = "acme/x", .name = namesake.name, .full_name = "acme/x", .source = "sample"});
    const auto by_id = bot::checkouts_to_try(writer).front();
    CHECK(by_id.line == fmt::format("ready r{}", namesake.id));
    CHECK(by_id.told == fmt::format("ready r{} ({})", namesake.id, namesake.name));
    writer.forget_source("sample");
    CHECK(writer.repositories(start).size() == 1);
}
