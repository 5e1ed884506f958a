// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "storage/store.hpp"
#include "tests/storage/examples.hpp"

using namespace examples;

TEST_CASE("what a person chose is theirs alone, in their order, and replaces what was") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    const auto one = writer.put_repository(repository("one")), two = writer.put_repository(repository("two"));
    CHECK(writer.settings_of(1, "U1").repositories.empty());
    CHECK(writer.settings_of(1, "U1").version == 0);
    writer.put_settings(1, "U1", {.repositories = {two, one}, .full_home = true, .version = 3});
    writer.put_settings(2, "U1", {.repositories = {one}});
    const auto kept = store.reader().settings_of(1, "U1");
    CHECK(kept.repositories == std::vector<std::int64_t>{two, one});
    CHECK(kept.full_home);
    CHECK(kept.version == 3);
    CHECK(writer.settings_of(2, "U1").repositories == std::vector<std::int64_t>{one});
    CHECK(writer.settings_of(1, "U2").repositories.empty());
    writer.put_settings(1, "U1", {.repositories = {one, one}, .version = 4});
    CHECK(writer.settings_of(1, "U1").repositories == std::vector<std::int64_t>{one});
    CHECK_FALSE(writer.settings_of(1, "U1").full_home);
    CHECK(writer.settings_of(2, "U1").repositories.size() == 1);
}

TEST_CASE("a repository that goes is chosen by nobody any more") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    const auto id = writer.put_repository(repository("gone"));
    writer.put_settings(1, "U1", {.repositories = {id}, .version = 1});
    writer.forget_source("sample");
    CHECK(writer.settings_of(1, "U1").repositories.empty());
    CHECK(writer.settings_of(1, "U1").version == 1);
}

TEST_CASE("a person is welcomed once for each installation") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    CHECK_FALSE(writer.is_welcomed(1, "U1"));
    writer.welcome(1, "U1", now);
    writer.welcome(1, "U1", now + day);
    CHECK(store.reader().is_welcomed(1, "U1"));
    CHECK_FALSE(writer.is_welcomed(2, "U1"));
    CHECK_FALSE(writer.is_welcomed(1, "U2"));
}
