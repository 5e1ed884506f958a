// SPDX-License-Identifier: Apache-2.0
#include "bot/database_threads.hpp"

#include "bot/service_for_tests.hpp"

#include <boost/asio/detached.hpp>
#include <catch2/catch.hpp>

#include <stdexcept>
#include <thread>

namespace {
namespace asio = boost::asio;
using bot::Priority;

class Threads {
  public:
    Threads() : store_(folder_.path() / "ispo.db"), threads_(loop_, store_) {}

    // Submitted now, run with the others by run(); "" or what was thrown is written to `outcome`.
    void submit(Priority priority, std::function<void(storage::Writer&)> unit, std::string& outcome) {
        outcome = "waiting";
        asio::co_spawn(loop_, threads_.write(priority, std::move(unit)),
                       [this, &outcome](std::exception_ptr failed) { outcome = sentence_of(failed); });
    }
    void run() {
        loop_.restart();
        loop_.run();
    }
    std::optional<std::string> meta(const std::string& key) {
        auto work = [key](const storage::Reader& reader) { return reader.meta(key); };
        return tests::finish(loop_, threads_.read(std::move(work)));
    }
    bot::DatabaseThreads& threads() { return threads_; }
    storage::Store& store() { return store_; }
    asio::io_context& loop() { return loop_; }

  private:
    // Another connection sees the row at the moment of the answer: it was committed before.
    static std::string sentence_of(const std::exception_ptr& failed) {
        if (!failed) return "";
        try {
            std::rethrow_exception(failed);
        } catch (const std::exception& error) {
            return error.what();
        }
    }
    tests::TemporaryFolder folder_;
    asio::io_context loop_{1};
    storage::Store store_;
    bot::DatabaseThreads threads_;
};

void put(storage::Writer& writer, const std::string& key) { writer.set_meta(key, "1"); }
}  // namespace

TEST_CASE("a unit that throws undoes itself alone, and its exception reaches its caller") {
    Threads threads;
    std::string first, second, third;
    threads.submit(
        Priority::interactive, [](storage::Writer& writer) { put(writer, "first"); }, first);
    threads.submit(
        Priority::interactive,
        [](storage::Writer& writer) {
            put(writer, "second");
            throw std::runtime_error("no luck");
        },
        second);
    threads.submit(
        Priority::interactive, [](storage::Writer& writer) { put(writer, "third"); }, third);
    threads.run();
    CHECK(first.empty());
    CHECK(second == "no luck");
    CHECK(third.empty());
    CHECK(threads.meta("first") == "1");
    CHECK_FALSE(threads.meta("second"));
    CHECK(threads.meta("third") == "1");
    CHECK(threads.threads().counts().units == 3);
}

TEST_CASE("an answer leaves after the COMMIT: another connection sees the row already") {
    Threads threads;
    bool seen = false;
    const auto reader = threads.store().reader();
    auto unit = [](storage::Writer& writer) { put(writer, "row"); };
    asio::co_spawn(threads.loop(), threads.threads().write(Priority::delivery, std::move(unit)),
                   [&](std::exception_ptr failed) { seen = !failed && reader.meta("row") == "1"; });
    threads.run();
    CHECK(seen);
}

TEST_CASE("what waits is committed as a group") {
    Threads threads;
    std::vector<std::string> outcomes(300);
    for (std::size_t i = 0; i < outcomes.size(); ++i)
        threads.submit(
            Priority::interactive, [i](storage::Writer& writer) { put(writer, "k" + std::to_string(i)); },
            outcomes[i]);
    threads.run();
    for (const auto& outcome : outcomes) CHECK(outcome.empty());
    const auto counts = threads.threads().counts();
    CHECK(counts.units == 300);
    CHECK(counts.groups <= 4);
    CHECK(counts.groups >= 2);
    CHECK(threads.threads().waiting() == 0);
}

TEST_CASE("people who wait come before what can wait") {
    Threads threads;
    std::string order, ignored[4];
    threads.submit(
        Priority::interactive, [&](storage::Writer&) { order += "f"; }, ignored[3]);
    threads.submit(
        Priority::rebuild, [&](storage::Writer&) { order += "r"; }, ignored[0]);
    threads.submit(
        Priority::sync, [&](storage::Writer&) { order += "s"; }, ignored[1]);
    threads.submit(
        Priority::interactive, [&](storage::Writer&) { order += "i"; }, ignored[2]);
    threads.run();
    CHECK(order == "fisr");
}

TEST_CASE("a unit runs on the writer's thread and its caller goes on at home") {
    Threads threads;
    const auto home = std::this_thread::get_id();
    std::thread::id writing, after;
    auto unit = [&](storage::Writer&) { writing = std::this_thread::get_id(); };
    asio::co_spawn(threads.loop(), threads.threads().write(Priority::interactive, std::move(unit)),
                   [&](std::exception_ptr) { after = std::this_thread::get_id(); });
    threads.run();
    CHECK(after == home);
    CHECK(writing != home);
    CHECK(writing != std::thread::id{});
}

TEST_CASE("what a reader throws comes out at the caller") {
    Threads threads;
    auto work = [](const storage::Reader&) -> int { throw std::runtime_error("no such thing"); };
    CHECK_THROWS_WITH(tests::finish(threads.loop(), threads.threads().read_slowly(std::move(work))),
                      "no such thing");
}

TEST_CASE("what was submitted is committed when stop returns, wherever the loop stood") {
    // Loop turns before the stop: each write handed in and the pump not begun; the pump begun; all at rest.
    for (const std::size_t turns : {100U, 101U, 150U, 1000U}) {
        INFO(turns);
        std::vector<std::string> outcomes(100);
        Threads threads;
        for (std::size_t i = 0; i < outcomes.size(); ++i)
            threads.submit(
                Priority::interactive, [i](storage::Writer& writer) { put(writer, "k" + std::to_string(i)); },
                outcomes[i]);
        for (std::size_t turn = 0; turn < turns && threads.loop().poll_one() > 0; ++turn) continue;
        threads.threads().stop();
        const auto reader = threads.store().reader();
        for (std::size_t i = 0; i < outcomes.size(); ++i) CHECK(reader.meta("k" + std::to_string(i)) == "1");
        CHECK(threads.threads().waiting() == 0);
        threads.threads().stop();
    }
}

TEST_CASE("more than one group is committed when stop returns, and a unit that throws undoes itself alone") {
    std::vector<std::string> outcomes(600);
    Threads threads;
    for (std::size_t i = 0; i < outcomes.size(); ++i)
        threads.submit(
            i % 2 == 0 ? Priority::interactive : Priority::rebuild,
            [i](storage::Writer& writer) {
                put(writer, "k" + std::to_string(i));
                if (i == 599) throw std::runtime_error("no luck");
            },
            outcomes[i]);
    threads.loop().poll();
    threads.threads().stop();
    const auto reader = threads.store().reader();
    for (std::size_t i = 0; i < 599; ++i) CHECK(reader.meta("k" + std::to_string(i)) == "1");
    CHECK_FALSE(reader.meta("k599"));
}

TEST_CASE("who waits for a write that stop carried out is resumed when the loop goes on") {
    std::string outcome;
    Threads threads;
    threads.submit(
        Priority::interactive, [](storage::Writer& writer) { put(writer, "row"); }, outcome);
    threads.loop().poll_one();
    threads.threads().stop();
    CHECK(outcome == "waiting");
    threads.run();
    CHECK(outcome.empty());
}
