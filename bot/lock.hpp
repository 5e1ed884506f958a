// SPDX-License-Identifier: Apache-2.0
// One process owns a data folder.
#pragma once

#include "core/result.hpp"

#include <filesystem>

namespace bot {

// Makes the folder when it is not there: for us alone (0700), its parents as usual. Errc::unavailable.
core::Result<void> make_data_folder(const std::filesystem::path& folder);

// Held until destroyed; the kernel frees it when the process dies.
class FolderLock {
  public:
    // Makes the folder (mode 0700) if needed. Errc::conflict when another process holds it, Errc::unavailable
    // when it cannot be made.
    static core::Result<FolderLock> take(const std::filesystem::path& folder);
    ~FolderLock();
    FolderLock(FolderLock&& other) noexcept;
    FolderLock& operator=(FolderLock&& other) noexcept;

  private:
    explicit FolderLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_ = -1;
};

}  // namespace bot
