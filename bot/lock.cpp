// SPDX-License-Identifier: Apache-2.0
#include "bot/lock.hpp"

#include "core/text.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace bot {

namespace {

// Parents as usual, the folder itself for us alone.
bool make_folder(const std::filesystem::path& folder) {
    std::error_code error;
    if (std::filesystem::is_directory(folder, error)) return true;
    std::filesystem::create_directories(folder.parent_path(), error);
    return ::mkdir(folder.c_str(), 0700) == 0 || errno == EEXIST;
}

}  // namespace

core::Result<FolderLock> FolderLock::take(const std::filesystem::path& folder) {
    const auto shown = core::one_line(folder.string());
    if (!make_folder(folder))
        return core::unavailable(fmt::format(
            "The data folder {} cannot be made ({}); nothing was started. Choose another with --data.", shown,
            std::strerror(errno)));
    const auto path = folder / "lock";
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0)
        return core::unavailable(fmt::format(
            "The data folder {} cannot be written ({}); nothing was started. Check its owner and free space.",
            shown, std::strerror(errno)));
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        ::close(descriptor);
        return core::conflict(
            fmt::format("Another ispo process uses {}; nothing was changed. Stop it, or choose another "
                        "folder with --data.",
                        shown));
    }
    return FolderLock(descriptor);
}

FolderLock::~FolderLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}
FolderLock::FolderLock(FolderLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
FolderLock& FolderLock::operator=(FolderLock&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

}  // namespace bot
