// SPDX-License-Identifier: Apache-2.0
#include "bot/backup_shell.hpp"

#include "bot/clock.hpp"
#include "bot/keep.hpp"
#include "bot/lock.hpp"
#include "bot/log.hpp"
#include "bot/restore.hpp"
#include "core/text.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <numeric>

namespace bot {

namespace fs = std::filesystem;

namespace {

std::string shown(const fs::path& path) { return core::one_line(path.string()); }

std::int64_t rows_in(const storage::Contents& contents) {
    return std::accumulate(contents.rows.begin(), contents.rows.end(), std::int64_t{0},
                           [](std::int64_t sum, const auto& each) { return sum + each.second; });
}

std::string in_mebibytes(std::uintmax_t bytes) {
    return fmt::format("{:.1f} MiB", static_cast<double>(bytes) / (1U << 20U));
}

core::Result<void> stream(std::ifstream& in) {
    std::array<char, 1U << 16U> buffer;
    bool is_taken = in.is_open();
    while (is_taken && (in.read(buffer.data(), buffer.size()) || in.gcount() > 0)) {
        const auto count = static_cast<std::size_t>(in.gcount());
        is_taken = std::fwrite(buffer.data(), 1, count, stdout) == count;
    }
    if (is_taken && in.eof() && std::fflush(stdout) == 0) return {};
    return core::unavailable("Standard output took only a part of the backup; do not use it.");
}

// By way of a file, as it is checked before the first byte goes out; it has no name any more by then.
int backup_to_output(const Config& config, const ShellOptions& options) {
    if (options.json)
        return show_error(
            core::invalid("--json and - contradict each other; nothing was copied. Name a file."), options);
    if (::isatty(STDOUT_FILENO) != 0)
        return show_error(
            core::invalid("A backup is no text for a terminal; nothing was copied. Name a file, or send "
                          "it on: ispo backup - | …"),
            options);
    std::signal(SIGPIPE, SIG_IGN);
    auto folder = room_for_copies(config);
    if (!folder) return show_error(folder.error(), options);
    const auto aside = *folder / "ispo.db";
    const auto note = make_backup_at(config, aside, wall_now());
    std::ifstream in(aside, std::ios::binary);
    std::error_code ignored;
    fs::remove_all(*folder, ignored);
    const auto sent = note ? stream(in) : core::Result<void>(note.error());
    return sent ? 0 : show_error(sent.error(), options);
}

commands::Answer told(const fs::path& file, const BackupNote& note) {
    auto answer = commands::say(fmt::format("Backed up to {}.", shown(file)));
    commands::Facts facts;
    facts.facts.push_back({"Size", in_mebibytes(note.bytes)});
    facts.facts.push_back({"Rows", std::to_string(rows_in(note.contents))});
    facts.facts.push_back({"Schema", std::to_string(note.contents.schema)});
    facts.facts.push_back({"SHA-256", note.sha256});
    answer.parts.emplace_back(std::move(facts));
    answer.parts.emplace_back(
        commands::Note{"It holds personal data, and secrets sealed with a key that is not in it: keep it as "
                       "the data folder is kept, and that key elsewhere."});
    answer.data = to_json(note);
    answer.data["file"] = file.string();
    return answer;
}

commands::Facts facts_of(const TriedBackup& tried, const fs::path& backup) {
    commands::Facts facts;
    facts.facts.push_back({"Backup", shown(backup)});
    if (tried.note) facts.facts.push_back({"Made", core::to_readable(tried.note->made_at)});
    facts.facts.push_back({"Checksum", tried.note ? "as noted" : "not compared: no note lies beside it"});
    const auto ours = storage::newest_schema();
    facts.facts.push_back({"Schema", tried.schema == ours
                                         ? std::to_string(ours)
                                         : fmt::format("{}, brought to {}", tried.schema, ours)});
    facts.facts.push_back({"Rows", std::to_string(rows_in(tried.contents))});
    facts.facts.push_back({"Answers", core::join(tried.asked, ", ")});
    return facts;
}

core::Json json_of(const TriedBackup& tried, const fs::path& backup) {
    return {{"file", backup.string()},
            {"noted", tried.note.has_value()},
            {"schema", tried.schema},
            {"rows", tried.contents.rows},
            {"asked", tried.asked}};
}

core::Result<fs::path> chosen_backup(const Config& config, const std::string& named) {
    if (!named.empty()) return fs::path(named);
    const auto all = backups_in(backup_folder(config), wall_now());
    if (!all) return all.error();
    if (!all->empty()) return all->front().file;
    return core::not_found(fmt::format("There is no backup in {}; nothing was changed. Name a file.",
                                       shown(backup_folder(config))));
}

core::Result<commands::Answer> verify(const Config& config, const fs::path& backup) {
    auto tried = TriedBackup::try_out(config, backup, wall_now());
    if (!tried) return tried.error();
    auto answer = commands::say("The backup is good. Nothing was changed.");
    answer.parts.emplace_back(facts_of(*tried, backup));
    answer.data = json_of(*tried, backup);
    if (!tried->note) return answer;
    auto note = *tried->note;
    note.verified_at = wall_now();
    if (const auto kept = keep_note(backup, note); !kept)
        answer.parts.emplace_back(commands::Note{"That it was tried could not be noted beside it."});
    return answer;
}

core::Result<commands::Answer> put_back(const Config& config, const fs::path& backup) {
    const auto lock = FolderLock::take(config.data_folder());
    if (!lock) return lock.error();
    const auto restored = restore(config, backup, wall_now());
    if (!restored) return restored.error();
    auto answer = commands::say(fmt::format("Restored {}.", shown(backup)));
    auto facts = facts_of(restored->tried, backup);
    if (!restored->safe_copy.empty()) facts.facts.push_back({"Before", shown(restored->safe_copy)});
    answer.parts.emplace_back(std::move(facts));
    if (restored->settled.messages + restored->settled.deliveries > 0)
        answer.parts.emplace_back(commands::Note{
            fmt::format("{} messages and {} questions waited when it was made. They may have been sent and "
                        "answered since, so that they are not sent again.",
                        restored->settled.messages, restored->settled.deliveries)});
    if (restored->pauses > 0)
        answer.parts.emplace_back(commands::Note{"What was paused before is paused still."});
    answer.parts.emplace_back(
        commands::Note{"Start the service; what the sources hold since then it reads again."});
    answer.data = json_of(restored->tried, backup);
    answer.data["before"] = restored->safe_copy.string();
    answer.data["unsent"] = restored->settled.messages;
    return answer;
}

core::Error not_restored(const storage::Broken& broken) {
    auto error = error_of(broken);
    error.sentence = "Nothing was restored: " + error.sentence;
    return error;
}

int show_result(const core::Result<commands::Answer>& answer, const ShellOptions& options) {
    return answer ? show(*answer, options) : show_error(answer.error(), options);
}

}  // namespace

int backup_in_shell(const Config& config, const std::string& target, const ShellOptions& options) {
    start_log("warning", "text");
    if (target == "-") return backup_to_output(config, options);
    if (!target.empty()) {
        const auto note = make_backup_at(config, target, wall_now());
        return note ? show(told(target, *note), options) : show_error(note.error(), options);
    }
    const auto backup = make_backup(config, wall_now());
    if (!backup) return show_error(backup.error(), options);
    const auto note = note_of(backup->file);
    if (!note) return show_error(note.error(), options);
    return show(told(backup->file, note->value_or(BackupNote{})), options);
}

int restore_in_shell(const Config& config, const std::string& named, bool only_verify,
                     const ShellOptions& options) {
    start_log("warning", "text");
    const auto backup = chosen_backup(config, named);
    if (!backup) return show_error(backup.error(), options);
    try {
        return show_result(only_verify ? verify(config, *backup) : put_back(config, *backup), options);
    } catch (const storage::Broken& broken) {
        return show_error(not_restored(broken), options);
    }
}

}  // namespace bot
