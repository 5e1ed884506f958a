// SPDX-License-Identifier: Apache-2.0
#include "bot/backup_note.hpp"

#include "bot/version.hpp"
#include "core/text.hpp"
#include "net/crypto.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <system_error>

namespace bot {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t longest_note = 64U << 10U;

core::Error not_written(const fs::path& file, int code) {
    return core::unavailable(fmt::format("{} cannot be written: {}. The database was not touched.",
                                         core::one_line(file.string()),
                                         std::generic_category().message(code)));
}

bool write_all(int file, std::string_view text) {
    while (!text.empty()) {
        const auto written = ::write(file, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(file) == 0;
}

// In the place of what may be there, on disk when it returns.
core::Result<void> replace(const fs::path& file, const std::string& text) {
    auto fresh = file.string() + ".XXXXXX";
    const int opened = ::mkostemp(fresh.data(), O_CLOEXEC);
    if (opened < 0) return not_written(file, errno);
    const bool is_written = write_all(opened, text);
    const int code = errno;
    ::close(opened);
    if (is_written && ::rename(fresh.c_str(), file.c_str()) == 0) return {};
    const int renamed = errno;
    ::unlink(fresh.c_str());
    return not_written(file, is_written ? renamed : code);
}

}  // namespace

core::Json to_json(const BackupNote& note) {
    core::Json json = {{"made_at", core::to_rfc3339(note.made_at)},
                       {"program", note.program},
                       {"schema", note.contents.schema},
                       {"bytes", note.bytes},
                       {"sha256", note.sha256},
                       {"rows", note.contents.rows}};
    if (note.verified_at) json["verified_at"] = core::to_rfc3339(*note.verified_at);
    return json;
}

std::optional<BackupNote> backup_note_from(const core::Json& json) {
    const auto made_at = core::parse_time(core::text_of(json, "made_at"));
    BackupNote note{.program = core::text_of(json, "program"), .sha256 = core::text_of(json, "sha256")};
    const auto bytes = core::number_of(json, "bytes", -1);
    const auto& rows = core::member_of(json, "rows");
    if (!made_at || bytes < 0 || note.sha256.empty() || !rows.is_object()) return std::nullopt;
    note.made_at = *made_at;
    note.bytes = static_cast<std::uintmax_t>(bytes);
    note.contents.schema = core::number_of(json, "schema");
    for (const auto& [table, count] : rows.items())
        if (count.is_number_integer()) note.contents.rows[table] = count.get<std::int64_t>();
    if (const auto at = core::parse_time(core::text_of(json, "verified_at"))) note.verified_at = *at;
    return note;
}

fs::path note_file(const fs::path& backup) { return backup.string() + ".json"; }

core::Result<std::optional<BackupNote>> note_of(const fs::path& backup) {
    using Found = std::optional<BackupNote>;
    const auto file = note_file(backup);
    std::error_code failed;
    if (!fs::exists(file, failed) && !failed) return Found();
    const auto unreadable = [&] {
        return core::invalid(fmt::format("The note {} cannot be read.", core::one_line(file.string())));
    };
    if (const auto size = fs::file_size(file, failed); failed || size > longest_note) return unreadable();
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    const auto json = core::parse_json(text);
    auto note = json ? backup_note_from(*json) : std::nullopt;
    return note ? core::Result<Found>(std::move(note)) : unreadable();
}

core::Result<void> keep_note(const fs::path& backup, const BackupNote& note) {
    return replace(note_file(backup), core::dump_json_pretty(to_json(note)) + "\n");
}

core::Result<std::string> sha256_of(const fs::path& file, const std::stop_token& stop) {
    std::ifstream in(file, std::ios::binary);
    net::crypto::Sha256 hash;
    std::array<char, 1U << 16U> buffer;
    while (!stop.stop_requested() && (in.read(buffer.data(), buffer.size()) || in.gcount() > 0))
        hash.add({buffer.data(), static_cast<std::size_t>(in.gcount())});
    if (in.bad() || !in.eof())
        return core::unavailable(fmt::format("{} cannot be read to its end.", core::one_line(file.string())));
    return net::crypto::to_hex(hash.end());
}

core::Result<BackupNote> note_for(const fs::path& backup, core::Time now, const std::stop_token& stop) {
    std::error_code failed;
    BackupNote note{
        .made_at = now, .program = std::string(version()), .bytes = fs::file_size(backup, failed)};
    if (failed) return not_written(backup, failed.value());
    auto sum = sha256_of(backup, stop);
    if (!sum) return sum.error();
    note.sha256 = std::move(*sum);
    note.contents = storage::contents_of(backup);
    return note;
}

}  // namespace bot
