// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "storage/store.hpp"

TEST_CASE("a store in memory has the newest schema") {
    storage::Store store(":memory:");
    CHECK(store.reader().schema_version() == 1);
}
