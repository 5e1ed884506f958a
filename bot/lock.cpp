// SPDX-License-Identifier: Apache-2.0
#include "bot/lock.hpp"

#include "bot/clock.hpp"
#include "core/text.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>
#include <system_error>
#include <tuple>
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

std::filesystem::path lock_in(const std::filesystem::path& folder) { return folder / "lock"; }

// "starting 4711 1767600000" in the lock's file: the process, and since when.
constexpr std::string_view starting = "starting";
constexpr std::chrono::minutes usual_start{15};  // a backup and a migration of some GB included

}  // namespace

std::optional<core::Error> start_under_way(const std::filesystem::path& folder) {
    std::ifstream file(lock_in(folder));
    std::string word;
    std::int64_t process = 0, since = 0;
    if (!(file >> word >> process >> since) || word != starting) return std::nullopt;
    const auto waited = std::max(wall_now() - core::from_unix(since), std::chrono::seconds(0));
    const auto late =
        waited > usual_start
            ? std::string(" That is long: look into its log, and end it only when that shows no progress.")
            : std::string();
    return core::unavailable(
        fmt::format(
            "The service on {} (process {}) is starting since {} s; nothing was changed. Try again in "
            "a moment.{}",
            core::one_line(folder.string()), process, waited.count(), late),
        std::string(starting));
}

core::Result<void> make_data_folder(const std::filesystem::path& folder) {
    if (const auto failed = make_folder(folder))
        return core::unavailable(fmt::format(
            "The data folder {} cannot be made ({}); nothing was written there. Choose another with --data.",
            core::one_line(folder.string()), failed.message()));
    return {};
}

bool tells_of_a_start(const core::Error& error) { return error.detail == starting; }

core::Result<FolderLock> FolderLock::take(const std::filesystem::path& folder) {
    if (const auto made = make_data_folder(folder); !made) return made.error();
    const auto shown = core::one_line(folder.string());
    const auto path = lock_in(folder);
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0)
        return core::unavailable(
            fmt::format("The data folder {} cannot be written ({}); nothing was written there. Check its "
                        "owner and free space.",
                        shown, std::strerror(errno)));
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        ::close(descriptor);
        if (auto busy = start_under_way(folder)) {
            busy->code = core::Errc::conflict;
            return *busy;
        }
        return core::conflict(
            fmt::format("Another ispo process uses {}; nothing was changed. Stop it, or choose another "
                        "folder with --data.",
                        shown));
    }
    FolderLock lock(descriptor);
    lock.has_started();  // who held it before may have died while starting
    return lock;
}

void FolderLock::is_starting() const {
    const auto text = fmt::format("{} {} {}\n", starting, ::getpid(), core::to_unix(wall_now()));
    if (::pwrite(descriptor_, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()))
        has_started();
}

void FolderLock::has_started() const { std::ignore = ::ftruncate(descriptor_, 0); }

FolderLock::~FolderLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}
FolderLock::FolderLock(FolderLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
FolderLock& FolderLock::operator=(FolderLock&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

}  // namespace bot
