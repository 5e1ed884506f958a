// SPDX-License-Identifier: Apache-2.0
#include "bot/clock.hpp"

#include <catch2/catch.hpp>

TEST_CASE("a clock nobody has set is the wall's") {
    const bot::Clock clock;
    const auto before = bot::wall_now();
    CHECK(clock.now() >= before);
    CHECK(clock.now() <= bot::wall_now());
    CHECK_FALSE(clock.is_movable());
}

TEST_CASE("a clock that was set stands still there") {
    bot::Clock clock;
    clock.set(core::from_unix(0));
    CHECK(clock.is_movable());
    CHECK(clock.now() == core::from_unix(0));
    clock.set(core::from_unix(5));
    CHECK(clock.now() == core::from_unix(5));
    CHECK(bot::wall_now() > core::from_unix(1'700'000'000));
}
