// SPDX-License-Identifier: Apache-2.0
#include "bot/lock.hpp"

#include "support/git_repository.hpp"

#include <catch2/catch.hpp>

#include <sys/stat.h>

namespace {
using bot::FolderLock;

unsigned mode_of(const std::filesystem::path& path) {
    struct stat status {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    return status.st_mode & 0777U;
}
}  // namespace

TEST_CASE("a folder has one owner at a time, and a second taker is told what to do") {
    const tests::TemporaryFolder around;
    const auto folder = around.path() / "a" / "data";
    {
        const auto first = FolderLock::take(folder);
        REQUIRE(first.has_value());
        const auto second = FolderLock::take(folder);
        REQUIRE(second.has_error());
        CHECK(second.error().code == core::Errc::conflict);
        CHECK(second.error().sentence.find("nothing was changed") != std::string::npos);
    }
    CHECK(FolderLock::take(folder).has_value());
}

TEST_CASE("the folder is made for its owner alone") {
    const tests::TemporaryFolder around;
    const auto lock = FolderLock::take(around.path() / "data");
    REQUIRE(lock.has_value());
    CHECK(mode_of(around.path() / "data") == 0700);
    CHECK(mode_of(around.path() / "data" / "lock") == 0600);
}

TEST_CASE("a lock moves with its owner") {
    const tests::TemporaryFolder folder;
    auto first = FolderLock::take(folder.path());
    REQUIRE(first.has_value());
    auto moved = std::move(*first);
    CHECK(FolderLock::take(folder.path()).has_error());
    const tests::TemporaryFolder other;
    moved = std::move(*FolderLock::take(other.path()));
    CHECK(FolderLock::take(other.path()).has_error());
}

TEST_CASE("a folder that cannot be made or written is told so") {
    const tests::TemporaryFolder around;
    tests::write_file(around.path() / "file", "x");
    for (const auto& path : {around.path() / "file", around.path() / "file" / "below"}) {
        const auto lock = FolderLock::take(path);
        REQUIRE(lock.has_error());
        CHECK(lock.error().code == core::Errc::unavailable);
        CHECK(lock.error().sentence.find("nothing was written there") != std::string::npos);
    }
}

TEST_CASE("a lock file that is a link is not followed") {
    const tests::TemporaryFolder folder;
    tests::write_file(folder.path() / "elsewhere", "precious");
    std::filesystem::create_symlink(folder.path() / "elsewhere", folder.path() / "lock");
    CHECK(FolderLock::take(folder.path()).has_error());
}

TEST_CASE("who finds a folder whose owner starts is told that, until it has started") {
    const tests::TemporaryFolder folder;
    const auto said = [&] { return FolderLock::take(folder.path()).error().sentence; };
    {
        const auto owner = FolderLock::take(folder.path());
        REQUIRE(owner.has_value());
        CHECK_FALSE(bot::start_under_way(folder.path()));
        owner->is_starting();
        REQUIRE(bot::start_under_way(folder.path()));
        CHECK(bot::tells_of_a_start(*bot::start_under_way(folder.path())));
        CHECK(said().find("is starting since ") != std::string::npos);
        CHECK(said().find("nothing was changed") != std::string::npos);
        CHECK(said().find("kill") == std::string::npos);
        owner->has_started();
        CHECK_FALSE(bot::start_under_way(folder.path()));
        CHECK(said().find("Another ispo process") != std::string::npos);
        owner->is_starting();
    }
    // It died while starting; the next owner is no start.
    const auto next = FolderLock::take(folder.path());
    CHECK_FALSE(bot::start_under_way(folder.path()));
}
