// SPDX-License-Identifier: Apache-2.0
// Putting a backup back, and the drill that shows beforehand that it can be.
#pragma once

#include "bot/backups.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace bot {

// A copy aside of a backup that was tried: whole, as noted, brought to this program's schema, and able to
// answer. Goes away with this, folder and all.
class TriedBackup {
  public:
    // In a folder of its own in the data folder. Errc::not_found: no such file; Errc::conflict: a newer
    // version wrote it; Errc::unavailable: it cannot be read, is damaged, is not what its note says, there is
    // no room, or `stop` is requested. The backup itself is only read.
    static core::Result<TriedBackup> try_out(const Config& config, const std::filesystem::path& backup,
                                             core::Time now, const std::stop_token& stop = {});
    ~TriedBackup();
    TriedBackup(TriedBackup&& other) noexcept;
    TriedBackup& operator=(TriedBackup&&) = delete;

    const std::filesystem::path& file() const { return file_; }  // the copy
    std::optional<BackupNote> note;                              // what stands beside the backup
    std::int64_t schema = 0;         // of the backup, before it was brought to ours
    storage::Contents contents;      // of the copy, in our schema
    std::vector<std::string> asked;  // the questions that it answered

  private:
    explicit TriedBackup(std::filesystem::path folder);
    std::filesystem::path folder_, file_;
};

// What became of a database whose place a backup took.
struct Restored {
    TriedBackup tried;
    storage::Settled settled;         // what waited in the backup and is not sent or answered any more
    std::size_t pauses = 0;           // in force before, and still
    std::filesystem::path safe_copy;  // of what was there before; empty: there was nothing
};
// Under the data folder's lock, which the caller holds. As try_out() refuses; until the last moment, what was
// there stays. Throws storage::Broken.
core::Result<Restored> restore(const Config& config, const std::filesystem::path& backup, core::Time now);

// A folder of its own in the data folder, for copies that are used here and now.
core::Result<std::filesystem::path> room_for_copies(const Config& config);
// What a backup or a drill that was killed has left behind for an hour: copies of the database, whole or in
// part, that nobody will use. Under the data folder's lock.
void remove_left_copies(const Config& config);

}  // namespace bot
