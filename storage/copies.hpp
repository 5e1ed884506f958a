// SPDX-License-Identifier: Apache-2.0
// Copies of the whole database for bad days: made beside a program that runs on it, and looked through before
// they are trusted.
#pragma once

#include "storage/store.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <stop_token>
#include <string>

namespace storage {

// What a copy holds, to be compared with what it held when it was made.
struct Contents {
    std::int64_t schema = 0;
    std::map<std::string, std::int64_t> rows;  // by table; empty when it has not this program's schema
    bool operator==(const Contents&) const = default;
};

// All that is committed now; who reads and writes meanwhile goes on. `target` (mode 0600) is there whole,
// checked and on disk, or not at all. Throws Broken: of Kind::exists when something is there already, of
// Kind::stopped soon after `stop` is requested.
void copy_database(const std::filesystem::path& database, const std::filesystem::path& target,
                   const std::stop_token& stop = {});
// What is wrong inside (pages, references): the first thing found; empty = nothing. Throws Broken when it
// cannot be read at all.
std::string damage_in(const std::filesystem::path& file, const std::stop_token& stop = {});
// Throws Broken; of Kind::corrupt for what is no database of this program.
Contents contents_of(const std::filesystem::path& file);
std::int64_t newest_schema();  // that this program knows

// Puts `copy` in the place of `database` and keeps what was there as `aside` (with its log, when that holds
// anything), without copying it; both lie in one folder. Nobody may have either open. Throws Broken: of
// Kind::exists when `aside` is there, and as long as the old database is the one that counts. On disk when it
// returns.
void put_in_place(const std::filesystem::path& copy, const std::filesystem::path& database,
                  const std::filesystem::path& aside);

}  // namespace storage
