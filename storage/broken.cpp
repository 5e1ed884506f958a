// SPDX-License-Identifier: Apache-2.0
#include "storage/broken.hpp"

#include "core/text.hpp"

#include <fmt/format.h>
#include <sqlite3.h>
#include <cerrno>
#include <system_error>
#include <utility>

namespace storage {
namespace {

using Kind = Broken::Kind;

// What happened, what was not changed, what to do; {} is the name of the file.
std::string_view pattern_of(Kind kind) {
    switch (kind) {
        case Kind::corrupt:
            return "The database “{}” is damaged or is no database. Nothing was written to it. Restore a "
                   "backup, or move the "
                   "file away to start with an empty one.";
        case Kind::newer_schema:
            return "The database “{}” was written by a newer version of this program. Nothing was changed. "
                   "Install that "
                   "version again, or restore the backup made before the upgrade.";
        case Kind::full:
            return "There is no space left for the database “{}”. The last change was not saved; everything "
                   "before it is "
                   "safe. Free some disk space and try again.";
        case Kind::read_only:
            return "The database “{}” may not be written. Nothing was changed. Let the user who runs this "
                   "program write the "
                   "file and its folder, and check that the disk is not mounted read-only.";
        case Kind::busy:
            return "Another program is writing to the database “{}”. Nothing was changed. Try again; if this "
                   "goes on, stop "
                   "the other program.";
        case Kind::exists:
            return "“{}” is there already, and was not changed. Name another file.";
        case Kind::stopped:
            return "Work on the database “{}” was ended before it was done. Nothing was changed. Try again.";
        case Kind::other:
            return "The database “{}” could not be used. The last change was not saved. Look in the log for "
                   "the reason, then "
                   "try again.";
    }
    return "{}";
}

Kind kind_of_errno(int system_errno) {
    switch (system_errno) {
        case ENOSPC:
        case EDQUOT:
        case EFBIG:
            return Kind::full;
        case EACCES:
        case EPERM:
        case EROFS:
            return Kind::read_only;
        case EEXIST:
            return Kind::exists;
        default:
            return Kind::other;
    }
}

Kind kind_of_code(int code) {
    switch (code & 0xff) {
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return Kind::corrupt;
        case SQLITE_FULL:
            return Kind::full;
        case SQLITE_READONLY:
        case SQLITE_PERM:
            return Kind::read_only;
        case SQLITE_INTERRUPT:
            return Kind::stopped;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return Kind::busy;
        default:
            return Kind::other;
    }
}

// Only here does errno belong to the failure; elsewhere it is left over from something older.
bool is_system_failure(int code) { return (code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_CANTOPEN; }

}  // namespace

Broken::Broken(Kind kind_, std::string sentence_, std::string with_path_, const std::string& detail)
    : std::runtime_error(detail),
      kind(kind_),
      sentence(std::move(sentence_)),
      with_path(std::move(with_path_)) {}

Broken broken(Kind kind, const std::filesystem::path& file, const std::string& detail) {
    const auto naming = [&](const std::filesystem::path& shown) {
        return fmt::format(fmt::runtime(pattern_of(kind)), core::one_line(shown.string()));
    };
    // Whoever may know the path may know the reason: in a shell there is no log to look into.
    auto with_path = kind == Kind::other
                         ? fmt::format(
                               "The database “{}” could not be used: {}. The last change was not saved. "
                               "Mend that, then try again.",
                               core::one_line(file.string()), core::one_line(detail))
                         : naming(file);
    return {kind, naming(file.filename()), std::move(with_path),
            fmt::format("{}: {}", file.string(), detail)};
}

Broken broken_by_sqlite(int code, int system_errno, const std::filesystem::path& file,
                        const std::string& detail) {
    const auto kind = is_system_failure(code) ? kind_of_errno(system_errno) : kind_of_code(code);
    return broken(kind, file, fmt::format("{} (SQLite {})", detail, code));
}

Broken broken_by_system(int system_errno, const std::filesystem::path& file, const std::string& detail) {
    const auto reason = std::generic_category().message(system_errno);
    return broken(kind_of_errno(system_errno), file, fmt::format("{}: {}", detail, reason));
}

}  // namespace storage
