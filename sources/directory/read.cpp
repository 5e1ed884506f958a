// SPDX-License-Identifier: Apache-2.0
#include "sources/directory/read.hpp"

#include "core/text.hpp"
#include "insight/directory/directory.hpp"
#include "sources/directory/readers.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace sources::directory {
namespace {

constexpr std::size_t most_notes = 20;
constexpr std::size_t looked_at = 64U << 10U;  // enough for a header

std::string_view file_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

FileRead read_with(FileRead (*reader)(const Table&), std::string_view bytes) {
    FileRead out;
    const auto table = read_table(bytes, out.faults);
    if (!out.faults.are_none()) return out;
    out = reader(table);
    out.notes.insert(out.notes.begin(), table.notes.begin(), table.notes.end());
    return out;
}

FileRead read_any(ImportKind kind, std::string_view bytes) {
    switch (kind) {
        case ImportKind::org_chart:
            return read_with(read_org_chart, bytes);
        case ImportKind::teams:
            return read_with(read_teams, bytes);
        case ImportKind::overrides:
            return read_with(read_overrides, bytes);
        case ImportKind::owners:
            return read_with(read_owners, bytes);
        case ImportKind::org_data: {
            FileRead out;
            const auto text = text_of(bytes, out.notes, out.faults);
            if (!text) return out;
            auto read = read_org_data(*text);
            read.notes.insert(read.notes.begin(), out.notes.begin(), out.notes.end());
            return read;
        }
        case ImportKind::catalog:
            return read_catalog(bytes);
    }
    return {};
}

}  // namespace

std::optional<ImportKind> kind_of(std::string_view path, std::string_view bytes) {
    const auto name = core::lower(file_name(path));
    if (name.ends_with(".json")) return ImportKind::org_data;
    if (name.ends_with(".yaml") || name.ends_with(".yml")) return ImportKind::catalog;
    Faults ignored;
    const auto begin = bytes.substr(0, looked_at);
    const auto table =
        read_table(begin.substr(0, begin.rfind('\n') + (begin.ends_with('\n') ? 1 : 0)), ignored);
    const auto whole = table.header.empty() ? read_table(begin, ignored) : table;
    const Columns columns(whole, ignored);
    if (columns.has(Column::repository)) return ImportKind::owners;
    if (columns.has_person())
        return name.find("override") != std::string::npos ? ImportKind::overrides : ImportKind::org_chart;
    if (columns.has(Column::team) && columns.has(Column::parent)) return ImportKind::teams;
    return std::nullopt;
}

FileRead read(ImportKind kind, std::string_view bytes) {
    auto out = read_any(kind, bytes);
    if (!out.faults.are_none()) out.import = {};
    out.import.kind = kind;
    return out;
}

void note(FileRead& out, std::string sentence) {
    if (out.notes.size() < most_notes) out.notes.push_back(std::move(sentence));
}

void note_unused(FileRead& out, const Columns& columns) {
    std::vector<std::string> names;
    for (const auto& name : columns.unused()) names.push_back(in_quotes(name));
    if (names.size() > 5) {
        names.resize(5);
        names.emplace_back("…");
    }
    if (!names.empty()) note(out, fmt::format("Columns that say nothing here: {}.", core::join(names, ", ")));
}

std::string team_key(std::string_view name) {
    const auto id = insight::directory::id_of_team_named(name);
    return id.empty() ? std::string() : "team:" + id;
}

std::string TeamsSeen::key_of(std::string_view written, int line, Faults& faults) {
    auto key = team_key(written);
    if (key.empty())
        faults.add(line, fmt::format("{} is no name of a team.", in_quotes(written)));
    else
        names.try_emplace(key, written);
    return key;
}

void TeamsSeen::add_to(Import& import) const {
    for (const auto& [key, name] : names) import.teams.push_back({key, name, "", ""});
}

bool overlap(const Days& a, const Days& b) {
    const bool ends_before = a.to && b.from && *a.to <= *b.from;
    const bool begins_after = b.to && a.from && *b.to <= *a.from;
    return !ends_before && !begins_after;
}

bool is_in_order(const Days& days, Faults& faults) {
    if (!days.from || !days.to || *days.from < *days.to) return true;
    faults.add(
        days.line,
        fmt::format("It ends on {}, which is not after its first day, {}; “to” is the first day on which "
                    "it does not hold any more.",
                    core::to_date(*days.to), core::to_date(*days.from)));
    return false;
}

bool Periods::take(const std::string& subject, std::string_view shown, int line, Faults& faults) {
    const auto count = ++counts_[subject];
    if (count == most_periods + 1)
        faults.add(line, fmt::format("{} is there more than {} times.", in_quotes(shown), most_periods));
    return count <= most_periods;
}

}  // namespace sources::directory
