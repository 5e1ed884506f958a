// SPDX-License-Identifier: Apache-2.0
#include "bot/single_flight.hpp"

#include "tests/bot/service_for_tests.hpp"

#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <catch2/catch.hpp>

#include <vector>

namespace asio = boost::asio;
using bot::SingleFlight;
using std::chrono::milliseconds;

namespace {

using Order = std::vector<std::string>;

asio::awaitable<void> sleep(milliseconds time) {
    asio::steady_timer timer(co_await asio::this_coro::executor, time);
    co_await timer.async_wait(asio::use_awaitable);
}

// Works for `time` when it has a turn.
asio::awaitable<void> take_turn(SingleFlight& flights, std::string key, milliseconds patience,
                                milliseconds time, std::string name, Order& order) {
    const auto turn = co_await flights.turn(key, patience);
    order.push_back(name + (turn ? " works" : " looks"));
    if (turn) co_await sleep(time);
    if (turn) order.push_back(name + " ends");
}

asio::awaitable<void> fail_in_turn(SingleFlight& flights) {
    const auto turn = co_await flights.turn("a", milliseconds{10'000});
    co_await sleep(milliseconds{1});
    throw std::runtime_error("no");
}

}  // namespace

TEST_CASE("the first works, whoever comes meanwhile looks when it has ended") {
    asio::io_context loop{1};
    SingleFlight flights;
    Order order;
    const milliseconds long_{10'000}, short_{5};
    for (const std::string name : {"one", "two", "three"})
        asio::co_spawn(loop, take_turn(flights, "a", long_, short_, name, order), asio::detached);
    asio::co_spawn(loop, take_turn(flights, "b", long_, milliseconds{0}, "other", order), asio::detached);
    loop.run();
    CHECK(order == Order{"one works", "other works", "other ends", "one ends", "two looks", "three looks"});
    CHECK(flights.waited() == 2);
    loop.restart();
    asio::co_spawn(loop, take_turn(flights, "a", long_, short_, "later", order), asio::detached);
    loop.run();
    CHECK(order[order.size() - 2] == "later works");
}

TEST_CASE("nobody waits longer for another than they may") {
    asio::io_context loop{1};
    SingleFlight flights;
    Order order;
    const milliseconds patience{5};
    asio::co_spawn(loop, take_turn(flights, "a", patience, milliseconds{60}, "slow", order), asio::detached);
    asio::co_spawn(loop, take_turn(flights, "a", patience, milliseconds{0}, "two", order), asio::detached);
    loop.run();
    CHECK(order == Order{"slow works", "two looks", "slow ends"});
}

TEST_CASE("a turn ends when the work fails, and when the loop goes before it") {
    Order order;
    {
        asio::io_context loop{1};
        SingleFlight flights;
        bool failed = false;
        asio::co_spawn(loop, fail_in_turn(flights),
                       [&](std::exception_ptr thrown) { failed = thrown != nullptr; });
        asio::co_spawn(loop, take_turn(flights, "a", milliseconds{10'000}, milliseconds{0}, "two", order),
                       asio::detached);
        loop.run();
        CHECK(failed);
        CHECK(order == Order{"two looks"});
    }
    asio::io_context loop{1};
    SingleFlight flights;
    asio::co_spawn(loop, take_turn(flights, "a", milliseconds{10'000}, milliseconds{10'000}, "one", order),
                   asio::detached);
    loop.poll();
    CHECK(order.back() == "one works");  // and is torn down: flights first, then the loop
}
