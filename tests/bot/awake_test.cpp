// SPDX-License-Identifier: Apache-2.0
#include "bot/awake.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <catch2/catch.hpp>

#include <stdexcept>
#include <thread>

namespace asio = boost::asio;
using std::chrono::microseconds;
using std::chrono::milliseconds;

TEST_CASE("a loop that stays awake runs what is there and ends when nothing is left") {
    for (const auto awake : {microseconds{0}, microseconds{100}, microseconds{20'000}}) {
        for (const bool others : {false, true}) {
            asio::io_context loop{1};
            int ran = 0;
            asio::post(loop, [&] {
                ++ran;
                asio::post(loop, [&] { ++ran; });
            });
            asio::steady_timer timer(loop, milliseconds{5});
            timer.async_wait([&](const boost::system::error_code&) { ++ran; });
            bot::run_awake(loop, awake, [&] { return others; });
            CHECK(ran == 3);
            CHECK(loop.stopped());
        }
    }
}

TEST_CASE("a loop that stays awake hears what comes from another thread, awake or asleep, and stop()") {
    for (const auto after : {microseconds{0}, microseconds{30'000}}) {
        asio::io_context loop{1};
        const auto guard = asio::make_work_guard(loop);
        int ran = 0;
        std::jthread other([&] {
            std::this_thread::sleep_for(after);
            asio::post(loop, [&] { ++ran; });
            asio::post(loop, [&] { loop.stop(); });
        });
        bot::run_awake(loop, milliseconds{10}, [] { return false; });
        CHECK(ran == 1);
    }
}

TEST_CASE("what a handler throws comes out, and the rest runs with the next call") {
    asio::io_context loop{1};
    int ran = 0;
    asio::post(loop, [] { throw std::runtime_error("no"); });
    asio::post(loop, [&] { ++ran; });
    CHECK_THROWS_AS(bot::run_awake(loop, microseconds{100}, [] { return false; }), std::runtime_error);
    bot::run_awake(loop, microseconds{100}, [] { return false; });
    CHECK(ran == 1);
}
