// SPDX-License-Identifier: Apache-2.0
// Where SQLite work runs: one writer thread that commits what is waiting as a group, one reader for people
// who wait, one for the rest. All members are called on the loop's thread.
#pragma once

#include "net/worker.hpp"
#include "storage/store.hpp"

#include <array>
#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <optional>

namespace bot {

enum class Priority { interactive, delivery, sync, rebuild };
// What a unit changes: facts that answers rest on, or only what came in and goes out.
enum class Touches { facts, messages };

struct WriterCounts {
    std::uint64_t groups = 0, units = 0, slow_units = 0;  // slow: over 20 ms
    double last_commit_seconds = 0;
};

class DatabaseThreads {
  public:
    DatabaseThreads(boost::asio::io_context& loop, storage::Store& store);
    ~DatabaseThreads();

    // `work(reader)`, on one state of the data, on the interactive reader's thread, or on the one for slow
    // work.
    template <class Work>
    auto read(Work work) {
        return interactive_.run([reader = interactive_reader_, work = std::move(work)]() mutable {
            return on_one_state(*reader, work);
        });
    }
    template <class Work>
    auto read_slowly(Work work) {
        return background_.run([reader = background_reader_, work = std::move(work)]() mutable {
            return on_one_state(*reader, work);
        });
    }

    // Runs `unit` in a savepoint of its own inside the next group; resumes after that group's COMMIT. An
    // exception of the unit undoes just the unit and comes out here; a COMMIT that fails comes out for every
    // unit of the group. `unit` may run when who waits for it is gone, until stop() has ended: it owns what
    // it refers to, or that outlives stop() as the parts of Service do.
    boost::asio::awaitable<void> write(Priority priority, std::function<void(storage::Writer&)> unit,
                                       Touches touches = Touches::facts);

    // `work(writer)` between two groups, outside any transaction, so that it may open its own; for imports
    // that take long.
    template <class Work>
    auto write_alone(Work work) {
        return writing_.run(
            [writer = writer_, commits = commits_, busy = busy_, work = std::move(work)]() mutable {
                const Busy busy_now(*busy);
                const Counted counted(*commits);
                return work(*writer);
            });
    }
    // The same, for what takes minutes by its nature: busy_for() does not count it.
    template <class Work>
    auto write_for_long(Work work) {
        return writing_.run([writer = writer_, commits = commits_, work = std::move(work)]() mutable {
            const Counted counted(*commits);
            return work(*writer);
        });
    }

    // Rises after each group that touched facts and each work that wrote alone, on the writer's thread: a
    // reader that comes after it sees the change.
    std::uint64_t commits() const { return commits_->load(std::memory_order_acquire); }
    std::size_t waiting() const;
    // How long the writer has been at what it does now; zero when it does nothing. Long: the disk hangs.
    std::chrono::steady_clock::duration busy_for() const;
    WriterCounts counts() const { return counts_; }
    // Carries out and commits what was submitted, then ends the threads. Who waits for it is resumed only if
    // the loop still runs. Nothing may be submitted after. Called on the loop's thread, or when the loop has
    // ended.
    void stop();

  private:
    template <class Work>
    static auto on_one_state(const storage::Reader& reader, Work& work) {
        std::optional<decltype(work(reader))> result;
        reader.in_snapshot([&] { result.emplace(work(reader)); });
        return std::move(*result);
    }
    struct Ticket;
    // Counts when it goes, also by an exception: part of the work may have been committed.
    class Counted {
      public:
        explicit Counted(std::atomic<std::uint64_t>& count) : count_(count) {}
        ~Counted() { count_.fetch_add(1, std::memory_order_release); }
        Counted(const Counted&) = delete;
        Counted& operator=(const Counted&) = delete;

      private:
        std::atomic<std::uint64_t>& count_;
    };
    // Since when the writer is at one thing, in ticks of the steady clock; zero: at nothing.
    using BusySince = std::atomic<std::chrono::steady_clock::rep>;
    class Busy {
      public:
        explicit Busy(BusySince& since) : since_(since) {
            since_.store(std::chrono::steady_clock::now().time_since_epoch().count());
        }
        ~Busy() { since_.store(0); }
        Busy(const Busy&) = delete;
        Busy& operator=(const Busy&) = delete;

      private:
        BusySince& since_;
    };
    boost::asio::awaitable<void> pump();
    static void commit(storage::Writer& writer, std::atomic<std::uint64_t>& commits,
                       const std::deque<std::shared_ptr<Ticket>>& group);
    std::deque<std::shared_ptr<Ticket>> take_group();

    boost::asio::io_context& loop_;
    std::shared_ptr<storage::Writer> writer_;
    std::shared_ptr<storage::Reader> interactive_reader_, background_reader_;
    std::array<std::deque<std::shared_ptr<Ticket>>, 4> waiting_;
    bool pumping_ = false;
    // Shared with the jobs: the last may end after this.
    std::shared_ptr<std::atomic<std::uint64_t>> commits_ = std::make_shared<std::atomic<std::uint64_t>>(0);
    std::shared_ptr<BusySince> busy_ = std::make_shared<BusySince>(0);
    WriterCounts counts_;
    net::Worker writing_, interactive_, background_;  // last: they end first
};

}  // namespace bot
