// SPDX-License-Identifier: Apache-2.0
#include "net/worker.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

namespace asio = boost::asio;

namespace {

// A worker and the loop it comes home to. The loop outlives it: the last post of the worker may still be at
// the loop when its handler has run.
struct Home {
    asio::io_context loop;
    net::Worker worker;
};

// Runs one crossing to its end and gives back what came of it.
template <class Work>
auto cross(Home& home, Work work) {
    auto& [loop, worker] = home;
    loop.restart();
    std::exception_ptr failed;
    std::optional<std::invoke_result_t<Work&>> value;
    asio::co_spawn(loop, worker.run(std::move(work)), [&](std::exception_ptr thrown, auto result) {
        failed = thrown;
        if (!thrown) value.emplace(std::move(result));
    });
    loop.run();
    if (failed) std::rethrow_exception(failed);
    return std::move(*value);
}

asio::awaitable<void> count_up(net::Worker& worker, int& on_worker, int& on_loop, std::thread::id home,
                               bool& stayed) {
    co_await worker.run([&on_worker] { ++on_worker; });
    stayed = stayed && std::this_thread::get_id() == home;
    ++on_loop;
}

asio::awaitable<void> count(net::Worker& worker, int& counted) {
    co_await worker.run([&counted] { ++counted; });
}

}  // namespace

TEST_CASE("work runs on another thread and its result comes home") {
    Home home;
    CHECK(cross(home, [] { return std::this_thread::get_id(); }) != std::this_thread::get_id());
    CHECK(home.worker.waiting() == 0);
}

TEST_CASE("results and work may be move-only") {
    Home home;
    auto owned = std::make_unique<int>(7);
    const auto back = cross(home, [owned = std::move(owned)]() mutable { return std::move(owned); });
    CHECK(*back == 7);
}

TEST_CASE("what the work throws is thrown at the caller and the worker lives on") {
    Home home;
    CHECK_THROWS_WITH(cross(home, []() -> int { throw std::runtime_error("disk full"); }), "disk full");
    CHECK(cross(home, [] { return 1; }) == 1);
}

TEST_CASE("many crossings at once run one after the other and resume on the loop's thread") {
    asio::io_context loop;
    net::Worker worker;
    int on_worker = 0, on_loop = 0;
    bool stayed = true;
    for (int n = 0; n < 1000; ++n)
        asio::co_spawn(loop, count_up(worker, on_worker, on_loop, std::this_thread::get_id(), stayed),
                       [](std::exception_ptr thrown) { CHECK_FALSE(thrown); });
    loop.run();
    CHECK(on_worker == 1000);
    CHECK(on_loop == 1000);
    CHECK(stayed);
}

TEST_CASE("stopping finishes what is queued although nobody runs the loop any more") {
    auto loop = std::make_unique<asio::io_context>();
    net::Worker worker;
    int counted = 0;
    bool resumed = false;
    std::promise<void> gate;
    auto first = [entered = gate.get_future()]() mutable { entered.wait(); };
    asio::co_spawn(*loop, worker.run(std::move(first)), asio::detached);
    for (int n = 0; n < 100; ++n)
        asio::co_spawn(*loop, count(worker, counted), [&](const std::exception_ptr&) { resumed = true; });
    loop->poll();
    CHECK(worker.waiting() == 101);
    gate.set_value();
    worker.stop();
    CHECK(counted == 100);
    CHECK(worker.waiting() == 0);
    loop.reset();
    CHECK_FALSE(resumed);
    worker.stop();
}

TEST_CASE("what was finished while stopping comes home when the loop runs on") {
    asio::io_context loop;
    net::Worker worker;
    int on_worker = 0, on_loop = 0;
    bool stayed = true;
    for (int n = 0; n < 100; ++n)
        asio::co_spawn(loop, count_up(worker, on_worker, on_loop, std::this_thread::get_id(), stayed),
                       asio::detached);
    loop.poll();
    worker.stop();
    CHECK(on_worker == 100);
    loop.restart();
    loop.run();
    CHECK(on_loop == 100);
    CHECK(stayed);
}
