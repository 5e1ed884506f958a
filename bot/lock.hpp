// SPDX-License-Identifier: Apache-2.0
// One process owns a data folder.
#pragma once

#include "core/result.hpp"

#include <filesystem>
#include <optional>

namespace bot {

// Makes the folder when it is not there: for us alone (0700), its parents as usual. Errc::unavailable.
core::Result<void> make_data_folder(const std::filesystem::path& folder);

// The sentence for a folder whose owner said that it starts, and says so still; nothing otherwise. Only for
// who has seen that there is an owner: what a start that died left behind looks the same.
std::optional<core::Error> start_under_way(const std::filesystem::path& folder);

// Is it what start_under_way() says?
bool tells_of_a_start(const core::Error& error);

// Held until destroyed; the kernel frees it when the process dies.
class FolderLock {
  public:
    // Makes the folder (mode 0700) if needed. Errc::conflict when another process holds it, Errc::unavailable
    // when it cannot be made.
    static core::Result<FolderLock> take(const std::filesystem::path& folder);
    ~FolderLock();
    // Whoever finds the folder held is told that its owner starts, not that it hangs, until has_started().
    // Where there is no space to note it, nothing is said of it.
    void is_starting() const;
    void has_started() const;
    FolderLock(FolderLock&& other) noexcept;
    FolderLock& operator=(FolderLock&& other) noexcept;

  private:
    explicit FolderLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_ = -1;
};

}  // namespace bot
