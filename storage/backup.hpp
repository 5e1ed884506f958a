// SPDX-License-Identifier: Apache-2.0
// Files of the database, never readable by others.
#pragma once

#include "storage/database.hpp"

#include <stop_token>

namespace storage {

// Creates `file` empty with mode 0600 when there is none; a file that is there keeps what it has. Throws
// Broken with the reason. SQLite gives -wal and -shm the mode of the database.
void create_private(const std::filesystem::path& file);

// What was written to a file or a folder's list is on disk when it returns. Throws Broken.
void sync_to_disk(const std::filesystem::path& path);

// What may be at a place where a copy goes: nothing yet, or an earlier try.
enum class There { nothing, earlier_try };

// Copies the whole database through SQLite to `target` (mode 0600): first under a name of its own beside it,
// checked and synced, then in its place. Throws Broken, of Kind::exists when something is there that must not
// be; the database itself is not changed, and nothing half-made is left. Ends soon once `stop` is requested.
void back_up(Connection& connection, const std::filesystem::path& target, There there,
             const std::stop_token& stop = {});

}  // namespace storage
