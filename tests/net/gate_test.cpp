// SPDX-License-Identifier: Apache-2.0
#include "net/gate.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <memory>
#include <optional>

namespace {

namespace asio = boost::asio;

struct Waiter {
    asio::io_context loop;
    asio::cancellation_signal signal;
    bool ended = false;
    bool threw = false;
    explicit Waiter(net::Gate& gate) {
        asio::co_spawn(loop, gate.wait(),
                       asio::bind_cancellation_slot(signal.slot(), [this](std::exception_ptr thrown) {
                           ended = true;
                           threw = thrown != nullptr;
                       }));
        loop.poll();
    }
    bool has_ended() {
        loop.poll();
        return ended;
    }
};

}  // namespace

TEST_CASE("waiting at an empty gate ends at once") {
    net::Gate gate;
    CHECK(Waiter(gate).ended);
    CHECK(gate.who().empty());
}

TEST_CASE("waiting ends when the last one leaves, for everybody who waits") {
    net::Gate gate;
    std::optional<net::Gate::Inside> first = gate.enter("event");
    std::optional<net::Gate::Inside> second = gate.enter("click");
    Waiter one(gate), two(gate);
    first.reset();
    CHECK_FALSE(one.has_ended());
    second.reset();
    CHECK(one.has_ended());
    CHECK(two.has_ended());
    CHECK_FALSE(one.threw);
}

TEST_CASE("who enters between the last leaving and the waking is waited for too") {
    net::Gate gate;
    std::optional<net::Gate::Inside> inside = gate.enter("event");
    Waiter waiter(gate);
    inside.reset();
    inside = gate.enter("late");
    CHECK_FALSE(waiter.has_ended());
    inside.reset();
    CHECK(waiter.has_ended());
}

TEST_CASE("a gate names each kind of guest once") {
    net::Gate gate;
    const auto a = gate.enter("event"), b = gate.enter("click"), c = gate.enter("event");
    CHECK(gate.who() == "click, event");
    CHECK(gate.inside() == 3);
}

TEST_CASE("a guest that is moved is counted once and leaves once") {
    net::Gate gate;
    {
        auto first = gate.enter("event");
        auto second = std::move(first);
        CHECK(gate.inside() == 1);
        auto third = gate.enter("click");
        third = std::move(second);
        CHECK(gate.who() == "event");
    }
    CHECK(gate.inside() == 0);
}

TEST_CASE("a late stop says who is late; they may leave after the gate is gone") {
    std::optional<net::Gate> gate(std::in_place);
    std::optional<net::Gate::Inside> event = gate->enter("event");
    std::optional<net::Gate::Inside> click = gate->enter("click");
    CHECK(gate->who() == "click, event");
    gate.reset();
    event.reset();
    event = std::move(click);
    event.reset();
}

TEST_CASE("who waits at a gate that goes away is woken by the last who leaves") {
    std::optional<net::Gate> gate(std::in_place);
    std::optional<net::Gate::Inside> inside = gate->enter("event");
    Waiter waiter(*gate);
    gate.reset();
    CHECK_FALSE(waiter.has_ended());
    inside.reset();
    CHECK(waiter.has_ended());
    CHECK_FALSE(waiter.threw);
}

TEST_CASE("a loop that is torn down takes those who wait and those inside with it, after the gate") {
    struct Guest {
        static asio::awaitable<void> stay(net::Gate::Inside inside, net::Gate& gate) {
            const auto kept = std::move(inside);
            co_await gate.wait();  // never ends: it waits for itself
        }
    };
    auto loop = std::make_unique<asio::io_context>();
    {
        net::Gate gate;
        auto inside = gate.enter("itself");
        asio::co_spawn(*loop, Guest::stay(std::move(inside), gate), asio::detached);
        loop->poll();
        CHECK(gate.who() == "itself");
    }
    CHECK_NOTHROW(loop.reset());
}

TEST_CASE("a wait that is cancelled ends although somebody is inside") {
    net::Gate gate;
    const auto inside = gate.enter("event");
    Waiter waiter(gate);
    waiter.signal.emit(asio::cancellation_type::terminal);
    CHECK(waiter.has_ended());
    CHECK(waiter.threw);
}
