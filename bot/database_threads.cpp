// SPDX-License-Identifier: Apache-2.0
#include "bot/database_threads.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>

namespace asio = boost::asio;

namespace bot {

namespace {
constexpr std::size_t most_in_a_group = 256;
constexpr auto slow = std::chrono::milliseconds(20);
}  // namespace

struct DatabaseThreads::Ticket {
    Ticket(const asio::any_io_executor& executor, std::function<void(storage::Writer&)> unit_,
           Touches touches_)
        : unit(std::move(unit_)), touches(touches_), ready(executor, asio::steady_timer::time_point::max()) {}
    std::function<void(storage::Writer&)> unit;
    Touches touches;
    asio::steady_timer ready;  // cancelled once done
    std::exception_ptr failed;
    bool was_slow = false;
    bool done = false;
};

DatabaseThreads::DatabaseThreads(asio::io_context& loop, storage::Store& store)
    : loop_(loop),
      writer_(std::make_shared<storage::Writer>(store.writer())),
      interactive_reader_(std::make_shared<storage::Reader>(store.reader())),
      background_reader_(std::make_shared<storage::Reader>(store.reader())) {}

DatabaseThreads::~DatabaseThreads() { stop(); }

asio::awaitable<void> DatabaseThreads::write(Priority priority, std::function<void(storage::Writer&)> unit,
                                             Touches touches) {
    auto ticket = std::make_shared<Ticket>(co_await asio::this_coro::executor, std::move(unit), touches);
    waiting_[static_cast<std::size_t>(priority)].push_back(ticket);
    if (!pumping_) {
        pumping_ = true;
        asio::co_spawn(loop_, pump(), asio::detached);
    }
    while (!ticket->done) co_await ticket->ready.async_wait(asio::as_tuple(asio::use_awaitable));
    if (ticket->failed) std::rethrow_exception(ticket->failed);
}

std::deque<std::shared_ptr<DatabaseThreads::Ticket>> DatabaseThreads::take_group() {
    std::deque<std::shared_ptr<Ticket>> group;
    for (auto& queue : waiting_) {
        while (!queue.empty() && group.size() < most_in_a_group) {
            group.push_back(std::move(queue.front()));
            queue.pop_front();
        }
    }
    return group;
}

void DatabaseThreads::commit(storage::Writer& writer, std::atomic<std::uint64_t>& commits,
                             const std::deque<std::shared_ptr<Ticket>>& group) {
    const bool has_facts = std::any_of(group.begin(), group.end(),
                                       [](const auto& each) { return each->touches == Touches::facts; });
    const auto counted = has_facts ? std::make_unique<const Counted>(commits) : nullptr;
    try {
        writer.in_transaction([&] {
            for (const auto& ticket : group) {
                const auto begun = std::chrono::steady_clock::now();
                try {
                    writer.in_savepoint([&] { ticket->unit(writer); });
                } catch (...) {
                    ticket->failed = std::current_exception();
                }
                ticket->was_slow = std::chrono::steady_clock::now() - begun > slow;
            }
        });
    } catch (...) {
        for (const auto& ticket : group) ticket->failed = std::current_exception();
    }
    for (const auto& ticket : group) ticket->unit = nullptr;
}

asio::awaitable<void> DatabaseThreads::pump() {
    for (auto group = take_group(); !group.empty(); group = take_group()) {
        const auto started = std::chrono::steady_clock::now();
        auto job = [writer = writer_, commits = commits_, busy = busy_, group] {
            const Busy busy_now(*busy);
            commit(*writer, *commits, group);
        };
        co_await writing_.run(std::move(job));
        ++counts_.groups;
        counts_.units += group.size();
        counts_.last_commit_seconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
        for (const auto& ticket : group) {
            if (ticket->was_slow) ++counts_.slow_units;
            ticket->done = true;
            ticket->ready.cancel();
        }
    }
    pumping_ = false;
}

std::size_t DatabaseThreads::waiting() const {
    std::size_t count = writing_.waiting();
    for (const auto& queue : waiting_) count += queue.size();
    return count;
}

std::chrono::steady_clock::duration DatabaseThreads::busy_for() const {
    using Clock = std::chrono::steady_clock;
    const auto since = busy_->load();
    if (since == 0) return {};
    return Clock::now() - Clock::time_point(Clock::duration(since));
}

void DatabaseThreads::stop() {
    interactive_.stop();
    background_.stop();
    writing_.stop();
    // What the pump had not handed over yet. The writer's thread has ended, so its connection is free.
    for (auto group = take_group(); !group.empty(); group = take_group()) {
        commit(*writer_, *commits_, group);
        for (const auto& ticket : group) {
            ticket->done = true;
            ticket->ready.cancel();
        }
    }
}

}  // namespace bot
