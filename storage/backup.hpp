// SPDX-License-Identifier: Apache-2.0
// Files of the database, never readable by others.
#pragma once

#include "storage/database.hpp"

namespace storage {

// Creates `file` empty with mode 0600 when there is none; a file that is there keeps what it has. Throws
// Broken with the reason. SQLite gives -wal and -shm the mode of the database.
void create_private(const std::filesystem::path& file);

// Copies the whole database through SQLite to `target` (mode 0600): first under a temporary name, checked and
// synced, then renamed over what may be there from an earlier try. Throws Broken; the database itself is not
// changed.
void back_up(Connection& connection, const std::filesystem::path& target);

}  // namespace storage
