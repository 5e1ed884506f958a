// SPDX-License-Identifier: Apache-2.0
// What stands beside a copy of the database and says what the copy holds.
#pragma once

#include "core/json.hpp"
#include "core/result.hpp"
#include "storage/copies.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>

namespace bot {

// What stands beside a copy, so that damage and loss are seen: "ispo-….db" has "ispo-….db.json".
struct BackupNote {
    core::Time made_at{};
    std::string program;  // the version that made it
    std::uintmax_t bytes = 0;
    std::string sha256;  // of the file, in hexadecimal digits
    storage::Contents contents;
    std::optional<core::Time> verified_at;  // the last time that it was tried and found good
};
core::Json to_json(const BackupNote& note);
std::optional<BackupNote> backup_note_from(const core::Json& json);
std::filesystem::path note_file(const std::filesystem::path& backup);
// Nothing when there is none. Errc::invalid when it cannot be read.
core::Result<std::optional<BackupNote>> note_of(const std::filesystem::path& backup);
// Replaces the note as a whole, on disk when it returns. Errc::unavailable.
core::Result<void> keep_note(const std::filesystem::path& backup, const BackupNote& note);

// What a note says of a file as it is, made at `now` by this version. Errc::unavailable.
core::Result<BackupNote> note_for(const std::filesystem::path& backup, core::Time now,
                                  const std::stop_token& stop);

// Of a file, in hexadecimal digits. Errc::unavailable, also when `stop` is requested.
core::Result<std::string> sha256_of(const std::filesystem::path& file, const std::stop_token& stop = {});

}  // namespace bot
