// SPDX-License-Identifier: Apache-2.0
#include "bot/facts_lines.hpp"

#include "core/text.hpp"
#include "sources/facts/fields.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <utility>

namespace bot {

namespace {

constexpr std::size_t read_at_once = 256U << 10U;

}  // namespace

core::Result<OpenFile> OpenFile::reading(const std::string& path) {
    OpenFile file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat is {};
    const bool is_there = file.descriptor_ >= 0 && ::fstat(file.descriptor_, &is) == 0;
    if (!is_there || S_ISDIR(is.st_mode))
        return core::not_found(
            fmt::format("{}: there is no such file, or it cannot be read; nothing was changed.",
                        core::shorten(core::one_line(path), 200)));
    return file;
}

core::Result<OpenFile> OpenFile::without_name(const std::filesystem::path& folder) {
    OpenFile file(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (file.descriptor_ >= 0) return file;
    // Not every file system knows files without a name.
    auto pattern = (folder / "ispo-facts-XXXXXX").string();
    OpenFile named(::mkostemp(pattern.data(), O_CLOEXEC));
    if (named.descriptor_ < 0)
        return core::unavailable(fmt::format("Nothing can be written in {}; nothing was changed.",
                                             core::shorten(core::one_line(folder.string()), 200)));
    ::unlink(pattern.c_str());
    return named;
}

core::Result<OpenFile> OpenFile::without_name() {
    std::error_code none;
    const auto folder = std::filesystem::temp_directory_path(none);
    if (none)
        return core::unavailable("There is no folder for temporary files; nothing was changed. Set TMPDIR.");
    return without_name(folder);
}

OpenFile OpenFile::standard_input() { return OpenFile(::dup(STDIN_FILENO)); }

OpenFile::OpenFile(int descriptor)
    : descriptor_(descriptor), begin_(std::max<std::int64_t>(0, ::lseek(descriptor, 0, SEEK_CUR))) {}
OpenFile::OpenFile(OpenFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), begin_(other.begin_) {}
OpenFile& OpenFile::operator=(OpenFile&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    std::swap(begin_, other.begin_);
    return *this;
}
OpenFile::~OpenFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

bool OpenFile::can_be_read_again() const {
    struct stat is {};
    return ::fstat(descriptor_, &is) == 0 && S_ISREG(is.st_mode);
}

void OpenFile::begin_again() { ::lseek(descriptor_, begin_, SEEK_SET); }

std::uint64_t OpenFile::size() const {
    struct stat is {};
    if (::fstat(descriptor_, &is) != 0 || !S_ISREG(is.st_mode) || is.st_size < begin_) return 0;
    return static_cast<std::uint64_t>(is.st_size - begin_);
}

core::Result<void> OpenFile::append(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0)
            return core::unavailable(
                "What came cannot be kept aside, as the disk is full or fails; nothing was changed.");
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

bool FactsLines::fill() {
    if (ended_) return false;
    buffer_.erase(0, at_);
    at_ = 0;
    const auto had = buffer_.size();
    buffer_.resize(had + read_at_once);
    ssize_t count = 0;
    do count = ::read(file_.descriptor(), buffer_.data() + had, read_at_once);
    while (count < 0 && errno == EINTR);
    buffer_.resize(had + (count > 0 ? static_cast<std::size_t>(count) : 0));
    ended_ = count <= 0;
    failed_ = count < 0;
    return !ended_;
}

std::optional<std::string_view> FactsLines::next() {
    constexpr auto longest = sources::facts::longest_line + 2;  // its carriage return, and one too many
    std::size_t looked = at_, cut = 0;
    for (;;) {
        if (const auto end = buffer_.find('\n', looked); end != std::string::npos) {
            const auto begin = std::exchange(at_, end + 1);
            return std::string_view(buffer_).substr(begin, cut > 0 ? cut : end - begin);
        }
        // Of a line without end the beginning is enough.
        if (buffer_.size() - at_ > longest) {
            cut = longest;
            buffer_.resize(at_ + longest);
        }
        looked = buffer_.size() - at_;
        if (!fill()) break;
    }
    if (failed_ || at_ == buffer_.size()) return std::nullopt;
    const auto begin = std::exchange(at_, buffer_.size());
    return std::string_view(buffer_).substr(begin);
}

}  // namespace bot
