// SPDX-License-Identifier: Apache-2.0
// Backups: copies of the database in a folder, each with a note beside it, and which of them are kept.
#pragma once

#include "bot/backup_note.hpp"
#include "bot/config.hpp"

#include <filesystem>
#include <optional>
#include <stop_token>
#include <vector>

namespace bot {

struct Backup {
    std::filesystem::path file;
    core::Time at{};                             // when it was made: what its name says
    std::optional<core::Time> verified_at = {};  // when it was tried last and found good
};
// How many are kept: of so many last days and of so many last ISO weeks (UTC) the newest one each; and the
// newest that was found good.
struct BackupTerms {
    int daily = 7, weekly = 4;
};

std::filesystem::path backup_folder(const Config& config);
// Newest first; other files, and those that say they were made after `now`, are not seen. None where there is
// no such folder; Errc::unavailable when it cannot be read.
core::Result<std::vector<Backup>> backups_in(const std::filesystem::path& folder, core::Time now);
// Those that are no longer kept. The newest always is. `all`: newest first.
std::vector<Backup> outdated(const std::vector<Backup>& all, BackupTerms terms);

// Of a folder: when the newest was made, and when one of them was found good last.
struct BackupState {
    std::optional<core::Time> newest, verified;
};
BackupState state_of(const std::vector<Backup>& backups);

// Makes one in the folder beside whatever runs, stops nobody, then removes the outdated ones.
// Errc::not_found when there is no database, Errc::conflict when there is one of that second already,
// Errc::unavailable when it cannot be written, there is too little space, `stop` is requested, or the
// database is broken or damaged; nothing is left half-made, and none is removed.
core::Result<Backup> make_backup(const Config& config, core::Time now, const std::stop_token& stop = {});
// Makes one at `target`, where neither it nor its note may be yet.
core::Result<BackupNote> make_backup_at(const Config& config, const std::filesystem::path& target,
                                        core::Time now, const std::stop_token& stop = {});
// Errc::unavailable when a copy of the database does not fit `times` into the folder with some room to spare.
core::Result<void> has_space(const std::filesystem::path& folder, const std::filesystem::path& database,
                             int times);
// Made by root, it belongs to who owns the data folder, as whose user the service runs. Nothing else is
// changed.
void give_to_owner(const Config& config, const std::filesystem::path& made);

}  // namespace bot
