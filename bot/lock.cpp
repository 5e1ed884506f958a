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
#include <system_error>
#include <utility>

namespace bot {

namespace {

// Parents as usual, the folder itself for us alone. The first failure is the one that says why.
std::error_code make_folder(const std::filesystem::path& named) {
    const auto folder = named.has_filename() ? named : named.parent_path();  // "a/b/" is "a/b"
    std::error_code failed;
    if (std::filesystem::is_directory(folder, failed)) return {};
    failed.clear();
    if (folder.has_parent_path()) std::filesystem::create_directories(folder.parent_path(), failed);
    if (!failed && ::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        failed.assign(errno, std::generic_category());
    return failed;
}

}  // namespace

core::Result<void> make_data_folder(const std::filesystem::path& folder) {
    if (const auto failed = make_folder(folder))
        return core::unavailable(fmt::format(
            "The data folder {} cannot be made ({}); nothing was written there. Choose another with --data.",
            core::one_line(folder.string()), failed.message()));
    return {};
}

core::Result<FolderLock> FolderLock::take(const std::filesystem::path& folder) {
    if (const auto made = make_data_folder(folder); !made) return made.error();
    const auto shown = core::one_line(folder.string());
    const auto path = folder / "lock";
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0)
        return core::unavailable(
            fmt::format("The data folder {} cannot be written ({}); nothing was written there. Check its "
                        "owner and free space.",
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
