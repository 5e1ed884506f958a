// SPDX-License-Identifier: Apache-2.0
#include "bot/descriptors.hpp"

#include <catch2/catch.hpp>

#include <limits>

using bot::room_for;

TEST_CASE("connections never take all the open files that the system allows") {
    struct Row {
        std::size_t wanted, allowed, connections;
    };
    const auto row = GENERATE(values<Row>({
        {2048, 8192, 2048},
        {2048, 2560, 2048},
        {2048, 2559, 2047},
        {2048, 1024, 512},
        {2048, 256, 96},
        {7, 256, 7},
        {2048, 0, 1},
        {100'000, std::numeric_limits<std::size_t>::max(), 100'000},
    }));
    CAPTURE(row.wanted, row.allowed);
    const auto room = room_for(row.wanted, row.allowed);
    CHECK(room.connections == row.connections);
    CHECK(room.warning.empty() == (row.connections == row.wanted));
    if (row.allowed >= 256) CHECK(room.connections + room.probes + 2 * room.refused + 64 < row.allowed);
}

TEST_CASE("fewer connections than were set are warned of with the setting and the remedy") {
    const auto warning = room_for(2048, 256).warning;
    for (const auto* words : {"256 open files", "server.connections = 2048", "at most 96", "LimitNOFILE="})
        CHECK(warning.find(words) != std::string::npos);
}
