// SPDX-License-Identifier: Apache-2.0
#include "bot/restore.hpp"

#include "bot/keep.hpp"
#include "bot/lock.hpp"
#include "commands/command.hpp"
#include "core/text.hpp"
#include "storage/health.hpp"

#include <fmt/format.h>
#include <stdlib.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace bot {

namespace fs = std::filesystem;

namespace {

constexpr std::array questions = {"status", "audit", "people check"};
constexpr std::string_view room_begins = "restoring-";

std::string shown(const fs::path& path) { return core::one_line(path.string()); }

// What a copy or its note is called before it is whole: "ispo-20261130T010203Z.db.k3Xw9Q".
bool is_part_of_backup(std::string_view name) {
    constexpr std::string_view shape = "ispo-########T######Z.db", note = ".json";
    constexpr std::size_t mark = 7;
    if (name.size() < shape.size() + mark) return false;
    for (std::size_t n = 0; n < shape.size(); ++n) {
        const bool fits = shape[n] == '#' ? name[n] >= '0' && name[n] <= '9' : name[n] == shape[n];
        if (!fits) return false;
    }
    auto rest = name.substr(shape.size());
    if (rest.starts_with(note)) rest.remove_prefix(note.size());
    return rest.size() == mark && rest.front() == '.';
}

core::Error damaged(const fs::path& backup, const std::string& how) {
    return core::unavailable(
        fmt::format("{} is damaged ({}). It was not restored, and nothing was changed; take an "
                    "older backup.",
                    shown(backup), core::shorten(core::one_line(how), 200)));
}

core::Result<void> is_as_noted(const fs::path& backup, const BackupNote& note, const std::stop_token& stop) {
    std::error_code failed;
    if (const auto bytes = fs::file_size(backup, failed); failed || bytes != note.bytes)
        return damaged(backup,
                       fmt::format("its note says {} bytes, it has {}", note.bytes, failed ? 0 : bytes));
    const auto sum = sha256_of(backup, stop);
    if (!sum) return sum.error();
    if (*sum != note.sha256) return damaged(backup, "its checksum is not the noted one");
    return {};
}

core::Result<void> has_noted_rows(const fs::path& backup, const storage::Contents& noted,
                                  const storage::Contents& found) {
    for (const auto& [table, count] : noted.rows) {
        const auto there = found.rows.find(table);
        const auto has = there == found.rows.end() ? std::int64_t{0} : there->second;
        if (has != count)
            return damaged(backup, fmt::format("{} rows of {} instead of {}", has, table, count));
    }
    return {};
}

const commands::Command* command_named(std::string_view name) {
    for (const auto* command : commands::commands())
        if (command->name == name) return command;
    return nullptr;
}

// Empty when it answers all of them.
std::string unanswered_by(const storage::Reader& reader, core::Time now) {
    commands::Request request;
    request.asker.role = commands::Role::admin;
    request.place = {.kind = commands::PlaceKind::shell};
    request.now = now;
    commands::Context context{
        request, std::make_shared<const commands::Vocabulary>(commands::vocabulary_of(reader)), {}};
    for (const auto* question : questions) {
        const auto* command = command_named(question);
        if (command == nullptr || command->run == nullptr) return question;
        const auto answer = command->run(context, reader);
        if (answer.outcome != commands::Outcome::done && answer.outcome != commands::Outcome::no)
            return question;
    }
    return {};
}

// A name that is not taken, whatever the clock says.
fs::path free_name(const fs::path& database, core::Time now) {
    auto stamp = core::to_rfc3339(now);
    std::erase_if(stamp, [](char c) { return c == '-' || c == ':'; });
    const auto named = [&](int n) {
        const auto more = n == 1 ? std::string() : fmt::format("-{}", n);
        return database.parent_path() / fmt::format("before-restore-{}{}.db", stamp, more);
    };
    std::error_code failed;
    int n = 1;
    while (fs::exists(named(n), failed)) ++n;
    return named(n);
}

// The brake that somebody pulled stays pulled. Of a database that cannot be read nobody knows.
std::vector<storage::Pause> pauses_in(const fs::path& database, core::Time now) {
    try {
        const auto reader = storage::look_into(database);
        return reader ? reader->pauses(now) : std::vector<storage::Pause>();
    } catch (const storage::Broken&) {
        return {};
    }
}

// Where the name of the database is a link, what it leads to is replaced.
fs::path database_of(const Config& config) {
    const auto named = config.data_folder() / "ispo.db";
    std::error_code missing;
    const auto found = fs::canonical(named, missing);
    return missing ? named : found;
}

core::Error of_backup(const storage::Broken& broken, const fs::path& backup) {
    using Kind = storage::Broken::Kind;
    if (broken.kind == Kind::corrupt) return damaged(backup, broken.what());
    return core::unavailable(
        fmt::format("{} cannot be read as a database. Nothing was changed.", shown(backup)), broken.what());
}

core::Error of_copy(const storage::Broken& broken, const fs::path& backup, const fs::path& room) {
    if (broken.kind == storage::Broken::Kind::newer_schema) return error_of(broken);
    return core::unavailable(fmt::format("{} could not be tried in {}: {}. Nothing was changed.",
                                         shown(backup), shown(room),
                                         core::shorten(core::one_line(broken.what()), 200)));
}

}  // namespace

TriedBackup::TriedBackup(fs::path folder) : folder_(std::move(folder)), file_(folder_ / "ispo.db") {}
TriedBackup::TriedBackup(TriedBackup&& other) noexcept
    : note(std::move(other.note)),
      schema(other.schema),
      contents(std::move(other.contents)),
      asked(std::move(other.asked)),
      folder_(std::exchange(other.folder_, {})),
      file_(std::move(other.file_)) {}
TriedBackup::~TriedBackup() {
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
}

core::Result<TriedBackup> TriedBackup::try_out(const Config& config, const fs::path& backup, core::Time now,
                                               const std::stop_token& stop) {
    std::error_code failed;
    if (!fs::is_regular_file(backup, failed))
        return core::not_found(fmt::format("There is no file {}; nothing was changed.", shown(backup)));
    if (::access(backup.c_str(), R_OK) != 0)
        return core::unavailable(fmt::format("{} cannot be read: {}. Nothing was changed.", shown(backup),
                                             std::generic_category().message(errno)));
    auto note = note_of(backup);
    if (!note) return damaged(backup, "its note cannot be read");
    auto folder = room_for_copies(config);
    if (!folder) return folder.error();
    TriedBackup tried(std::move(*folder));
    tried.note = std::move(*note);
    if (tried.note)
        if (const auto same = is_as_noted(backup, *tried.note, stop); !same) return same.error();
    try {
        tried.schema = storage::contents_of(backup).schema;
        if (tried.schema > storage::newest_schema())
            return core::conflict(
                fmt::format("{} was written by a newer version (schema {}, this program knows "
                            "up to {}). Nothing was changed; install that version.",
                            shown(backup), tried.schema, storage::newest_schema()));
        if (const auto damage = storage::damage_in(backup, stop); !damage.empty())
            return damaged(backup, damage);
    } catch (const storage::Broken& broken) {
        return of_backup(broken, backup);
    }
    // Bringing it to this schema makes a further copy.
    const int times = tried.schema == storage::newest_schema() ? 1 : 2;
    if (const auto space = has_space(tried.folder_, backup, times); !space) return space.error();
    try {
        storage::copy_database(backup, tried.file_, stop);
        storage::Store store(tried.file_);
        tried.contents = storage::contents_of(tried.file_);
        if (tried.note && tried.note->contents.schema == tried.contents.schema)
            if (const auto same = has_noted_rows(backup, tried.note->contents, tried.contents); !same)
                return same.error();
        if (const auto question = unanswered_by(store.reader(), now); !question.empty())
            return damaged(backup, fmt::format("a copy of it does not answer `{}`", question));
    } catch (const storage::Broken& broken) {
        return of_copy(broken, backup, tried.folder_);
    }
    tried.asked.assign(questions.begin(), questions.end());
    return tried;
}

core::Result<Restored> restore(const Config& config, const fs::path& backup, core::Time now) {
    auto tried = TriedBackup::try_out(config, backup, now);
    if (!tried) return tried.error();
    const auto database = database_of(config);
    Restored restored{.tried = std::move(*tried), .settled = {}, .safe_copy = {}};
    const auto pauses = pauses_in(database, now);
    {
        storage::Store store(restored.tried.file());
        auto writer = store.writer();
        restored.settled = writer.settle_restored(now);
        for (const auto& pause : pauses) writer.put_pause(pause);
        restored.pauses = pauses.size();
        store.checkpoint(0);
    }
    std::error_code failed;
    if (fs::exists(restored.tried.file().string() + "-wal", failed))
        return core::unavailable("The copy to be restored is still in use. Nothing was changed; try again.");
    give_to_owner(config, restored.tried.file());
    if (fs::exists(database, failed)) restored.safe_copy = free_name(database, now);
    storage::put_in_place(restored.tried.file(), database, restored.safe_copy);
    return restored;
}

core::Result<fs::path> room_for_copies(const Config& config) {
    if (const auto made = make_data_folder(config.data_folder()); !made) return made.error();
    std::string pattern = (config.data_folder() / room_begins).string() + "XXXXXX";
    if (::mkdtemp(pattern.data()) != nullptr) return fs::path(pattern);
    return core::unavailable(fmt::format("No folder can be made in {}: {}. Nothing was changed.",
                                         shown(config.data_folder()),
                                         std::generic_category().message(errno)));
}

void remove_left_copies(const Config& config) {
    const auto latest =
        fs::file_time_type::clock::now() - std::chrono::hours(1);  // a younger one may be in use
    std::error_code failed;
    std::vector<fs::path> left;
    for (const auto& folder : {config.data_folder(), backup_folder(config)}) {
        auto entries = fs::directory_iterator(folder, failed);
        for (; !failed && entries != fs::directory_iterator(); entries.increment(failed)) {
            const auto name = entries->path().filename().string();
            const bool is_ours = name.starts_with(room_begins) || is_part_of_backup(name);
            std::error_code unknown;
            if (is_ours && fs::last_write_time(entries->path(), unknown) < latest && !unknown)
                left.push_back(entries->path());
        }
    }
    for (const auto& each : left) fs::remove_all(each, failed);
}

}  // namespace bot
