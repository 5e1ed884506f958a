// SPDX-License-Identifier: Apache-2.0
#include "bot/backups.hpp"

#include "bot/keep.hpp"
#include "core/text.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <set>
#include <system_error>
#include <tuple>

namespace bot {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view begins = "ispo-", ends = ".db";
constexpr std::chrono::hours clocks_differ{1};  // one that was made later than that was made by a wrong clock

// "ispo-20261130T010203Z.db".
std::string name_of(core::Time at) {
    auto stamp = core::to_rfc3339(at);
    std::erase_if(stamp, [](char c) { return c == '-' || c == ':'; });
    return fmt::format("{}{}{}", begins, stamp, ends);
}

std::optional<core::Time> time_in(std::string_view name) {
    constexpr std::size_t length = 16;  // 20261130T010203Z
    if (name.size() != begins.size() + length + ends.size() || !name.starts_with(begins) ||
        !name.ends_with(ends))
        return std::nullopt;
    const auto stamp = name.substr(begins.size(), length);
    const auto part = [&](std::size_t from, std::size_t count) { return stamp.substr(from, count); };
    const auto time = core::parse_time(fmt::format("{}-{}-{}T{}:{}:{}Z", part(0, 4), part(4, 2), part(6, 2),
                                                   part(9, 2), part(11, 2), part(13, 2)));
    return time && name_of(*time) == name ? std::optional(*time) : std::nullopt;
}

// Monday of the ISO week.
core::Time week_of(core::Time at) {
    const auto day = std::chrono::floor<core::Days>(at);
    return day - (std::chrono::weekday(day) - std::chrono::Monday);
}

void remove_with_note(const fs::path& backup) {
    std::error_code ignored;
    fs::remove(note_file(backup), ignored);
    fs::remove(backup, ignored);
}

core::Error of_copying(const storage::Broken& broken, const fs::path& target) {
    const auto shown = core::one_line(target.string());
    switch (broken.kind) {
        case storage::Broken::Kind::exists:
            return core::conflict(
                fmt::format("{} is there already and was not changed; name another file.", shown));
        case storage::Broken::Kind::full:
            return core::unavailable(fmt::format(
                "There is no space for the backup {}; none was made, and the database is as it was. "
                "Make space there.",
                shown));
        case storage::Broken::Kind::stopped:
            return core::unavailable("The backup was ended before it was whole; none was made.");
        case storage::Broken::Kind::read_only:
        case storage::Broken::Kind::other:
            return core::unavailable(
                fmt::format("The backup {} could not be made: {}. The database is as it was.", shown,
                            core::one_line(broken.what())));
        default:
            return error_of(broken);
    }
}

core::Result<void> make_folder(const Config& config, const fs::path& folder) {
    std::error_code failed;
    if (fs::is_directory(folder, failed)) return {};
    fs::create_directories(folder.parent_path(), failed);
    if (!failed && ::mkdir(folder.c_str(), 0700) != 0) failed.assign(errno, std::generic_category());
    if (failed)
        return core::unavailable(
            fmt::format("The folder of backups {} cannot be made: {}. No backup was made; set "
                        "backup.folder.",
                        core::one_line(folder.string()), failed.message()));
    give_to_owner(config, folder);
    return {};
}

}  // namespace

fs::path backup_folder(const Config& config) {
    const auto& set = config.text("backup.folder");
    return set.empty() ? config.data_folder() / "backups" : fs::path(set);
}

core::Result<std::vector<Backup>> backups_in(const fs::path& folder, core::Time now) {
    std::vector<Backup> out;
    std::error_code failed;
    if (!fs::exists(folder, failed) && !failed) return out;
    const auto latest = now + clocks_differ;
    auto entries = fs::directory_iterator(folder, failed);
    for (; !failed && entries != fs::directory_iterator(); entries.increment(failed)) {
        const auto at = time_in(entries->path().filename().string());
        std::error_code ignored;
        if (!at || *at > latest || !entries->is_regular_file(ignored)) continue;
        Backup backup{entries->path(), *at};
        const auto note = note_of(backup.file);
        if (note && note->has_value() && (*note)->verified_at && *(*note)->verified_at <= latest)
            backup.verified_at = (*note)->verified_at;
        out.push_back(std::move(backup));
    }
    if (failed)
        return core::unavailable(fmt::format("The folder of backups {} cannot be read: {}.",
                                             core::one_line(folder.string()), failed.message()));
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.at > b.at; });
    return out;
}

std::vector<Backup> outdated(const std::vector<Backup>& all, BackupTerms terms) {
    std::set<core::Time> days, weeks;  // that have their newest already
    std::vector<Backup> out;
    const auto good =
        std::find_if(all.begin(), all.end(), [](const auto& each) { return each.verified_at.has_value(); });
    for (auto backup = all.begin(); backup != all.end(); ++backup) {
        const auto is_first_of = [&](std::set<core::Time>& seen, core::Time start, int most) {
            return static_cast<int>(seen.size()) < most && seen.insert(start).second;
        };
        const bool of_day = is_first_of(days, std::chrono::floor<core::Days>(backup->at), terms.daily);
        const bool of_week = is_first_of(weeks, week_of(backup->at), terms.weekly);
        if (!of_day && !of_week && backup != all.begin() && backup != good) out.push_back(*backup);
    }
    return out;
}

BackupState state_of(const std::vector<Backup>& backups) {
    BackupState state;
    for (const auto& backup : backups) {
        if (!state.newest) state.newest = backup.at;
        if (backup.verified_at)
            state.verified = std::max(state.verified.value_or(*backup.verified_at), *backup.verified_at);
    }
    return state;
}

core::Result<void> has_space(const fs::path& folder, const fs::path& database, int times) {
    constexpr std::uintmax_t mebibyte = 1U << 20U, to_spare = 64 * mebibyte;
    std::error_code failed;
    const auto bytes = fs::file_size(database, failed);
    const auto space = failed ? fs::space_info{} : fs::space(folder, failed);
    const auto needed = bytes * static_cast<std::uintmax_t>(times) + to_spare;
    if (failed || space.available >= needed) return {};  // what cannot be known shows when it is written
    return core::unavailable(
        fmt::format("{} has {} MiB free, and {} are needed; nothing was copied. Make space there.",
                    core::one_line(folder.string()), space.available / mebibyte, needed / mebibyte));
}

void give_to_owner(const Config& config, const fs::path& made) {
    struct stat owner {};
    if (::geteuid() != 0 || ::stat(config.data_folder().c_str(), &owner) != 0) return;
    std::ignore = ::lchown(made.c_str(), owner.st_uid, owner.st_gid);
}

core::Result<BackupNote> make_backup_at(const Config& config, const fs::path& target, core::Time now,
                                        const std::stop_token& stop) {
    const auto database = config.data_folder() / "ispo.db";
    std::error_code failed;
    if (!fs::exists(database, failed))
        return core::not_found(fmt::format("There is no database in {} yet; nothing was copied.",
                                           core::one_line(config.data_folder().string())));
    if (fs::exists(note_file(target), failed))
        return core::conflict(fmt::format("{} is there already and was not changed; name another file.",
                                          core::one_line(note_file(target).string())));
    if (const auto space = has_space(target.parent_path().empty() ? "." : target.parent_path(), database, 1);
        !space)
        return space.error();
    try {
        storage::copy_database(database, target, stop);
    } catch (const storage::Broken& broken) {
        return of_copying(broken, target);
    }
    give_to_owner(config, target);
    core::Result<BackupNote> note = core::unavailable("");
    try {
        if (const auto damage = storage::damage_in(target, stop); damage.empty())
            note = note_for(target, now, stop);
        else
            note = core::unavailable(
                fmt::format("The database is damaged ({}); no backup was made of that, and the "
                            "earlier ones stay. `ispo doctor` says more.",
                            core::shorten(core::one_line(damage), 200)));
    } catch (const storage::Broken& broken) {
        note = of_copying(broken, target);
    }
    if (note)
        if (const auto kept = keep_note(target, *note); !kept) note = kept.error();
    if (!note) remove_with_note(target);
    if (note) give_to_owner(config, note_file(target));
    return note;
}

core::Result<Backup> make_backup(const Config& config, core::Time now, const std::stop_token& stop) {
    const auto folder = backup_folder(config);
    if (const auto made = make_folder(config, folder); !made) return made.error();
    const Backup backup{folder / name_of(now), now};
    if (const auto note = make_backup_at(config, backup.file, now, stop); !note) return note.error();
    const BackupTerms terms{.daily = static_cast<int>(config.integer("backup.daily")),
                            .weekly = static_cast<int>(config.integer("backup.weekly"))};
    if (const auto all = backups_in(folder, now))
        for (const auto& old : outdated(*all, terms)) remove_with_note(old.file);
    return backup;
}

}  // namespace bot
