// SPDX-License-Identifier: Apache-2.0
// Turns what SQLite or the system says into storage::Broken, with a sentence that a person can act on.
#pragma once

#include "storage/store.hpp"

namespace storage {

// From a (possibly extended) result code of SQLite and `system_errno` (0 = none). `file` is the database;
// only its name is shown to people, the whole path to who runs the program.
Broken broken_by_sqlite(int code, int system_errno, const std::filesystem::path& file,
                        const std::string& detail);
// From errno of a system call on the database or a file beside it.
Broken broken_by_system(int system_errno, const std::filesystem::path& file, const std::string& detail);
Broken broken(Broken::Kind kind, const std::filesystem::path& file, const std::string& detail);

}  // namespace storage
