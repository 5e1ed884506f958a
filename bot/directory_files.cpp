// SPDX-License-Identifier: Apache-2.0
#include "bot/directory_files.hpp"

#include "commands/people_words.hpp"
#include "core/text.hpp"
#include "sources/directory/read.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace bot {

namespace {

using insight::directory::Import;
using insight::directory::ImportKind;

constexpr const char* kinds = "org-chart, teams, overrides, owners, org-data or catalog";

std::string shown(const std::string& path) { return core::shorten(core::one_line(path), 200); }

struct Named {
    std::string path;
    std::optional<ImportKind> kind = {};
};

// "owners=/srv/map.csv"; a path may hold an equals sign too.
Named named(const std::string& text) {
    const auto equals = text.find('=');
    const auto kind = insight::directory::import_kind_from(text.substr(0, equals));
    if (equals == std::string::npos || !kind) return {text};
    return {text.substr(equals + 1), kind};
}

// A pipe would never end, a device neither.
core::Result<std::string> bytes_of(const std::string& path) {
    std::error_code failed;
    if (!std::filesystem::is_regular_file(path, failed))
        return core::not_found(fmt::format("{}: there is no such file.", shown(path)));
    if (std::filesystem::file_size(path, failed) > sources::directory::most_bytes)
        return core::invalid(
            fmt::format("{}: it is larger than {} MiB.", shown(path), sources::directory::most_bytes >> 20U));
    std::ifstream in(path, std::ios::binary);
    std::string bytes(std::istreambuf_iterator<char>(in), {});
    if (!in) return core::not_found(fmt::format("{}: it cannot be read.", shown(path)));
    return bytes;
}

void add_to(std::vector<Import>& imports, Import&& import) {
    const auto found = std::ranges::find(imports, import.kind, &Import::kind);
    if (found == imports.end()) {
        imports.push_back(std::move(import));
        return;
    }
    const auto append = [](auto& to, auto& from) {
        to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
    };
    append(found->teams, import.teams);
    append(found->people, import.people);
    append(found->memberships, import.memberships);
    append(found->ownerships, import.ownerships);
}

struct Refused {
    core::Errc code = core::Errc::invalid;
    std::vector<std::string> lines;
};

void read_one(const Named& file, DirectoryFiles& out, Refused& refused) {
    const auto bytes = bytes_of(file.path);
    if (!bytes) {
        refused.code = bytes.error().code;
        refused.lines.push_back(bytes.error().sentence);
        return;
    }
    const auto kind = file.kind ? file.kind : sources::directory::kind_of(file.path, *bytes);
    if (!kind) {
        refused.lines.push_back(
            fmt::format("{}: neither its name nor its columns say what it is; say --as with {}.",
                        shown(file.path), kinds));
        return;
    }
    auto read = sources::directory::read(*kind, *bytes);
    for (const auto& fault : read.faults.told)
        refused.lines.push_back(fmt::format("{}:{}: {}", shown(file.path), fault.line, fault.what));
    if (read.faults.more > 0)
        refused.lines.push_back(fmt::format("{}: and {} more.", shown(file.path), read.faults.more));
    const auto name = core::one_line(std::filesystem::path(file.path).filename().string());
    for (const auto& note : read.notes)
        out.notes.push_back(fmt::format("{}: {}", core::shorten(name, 80), note));
    out.names.push_back(name);
    add_to(out.imports, std::move(read.import));
}

core::Error no_files(const ShellOptions& options) {
    return core::invalid(fmt::format(
        "No file was named, and directory.files is empty; nothing was changed. For example: {} people "
        "import people.csv owners.csv",
        options.program));
}

}  // namespace

core::Result<DirectoryFiles> read_directory_files(const std::vector<std::string>& paths,
                                                  const std::string& as) {
    DirectoryFiles out;
    Refused refused;
    const auto kind = insight::directory::import_kind_from(as);
    if (!as.empty() && !kind)
        return core::invalid(fmt::format("--as takes {}, not “{}”; nothing was changed.", kinds, shown(as)));
    for (const auto& path : paths) {
        auto file = named(path);
        if (kind) file = {path, kind};
        read_one(file, out, refused);
    }
    if (refused.lines.empty()) return out;
    return core::Error{
        refused.code,
        "Nothing was changed, as not all of it can be taken:\n  " + core::join(refused.lines, "\n  "),
        {}};
}

std::vector<std::string> missing_for_preset(const std::string& preset, const DirectoryFiles& files) {
    std::vector<std::string> out;
    const auto* known = insight::directory::preset_named(preset);
    if (known == nullptr) return out;
    for (const auto kind : known->files)
        if (std::ranges::find(files.imports, kind, &Import::kind) == files.imports.end())
            out.push_back(
                fmt::format("The preset {0} says little without a file of the kind {1}: name it in "
                            "directory.files ({1}=/path/to/file), or import it by hand.",
                            known->name, word_of(kind)));
    return out;
}

int import_people(const Config& config, const std::vector<std::string>& paths, const std::string& as,
                  bool dry_run, const ShellOptions& options) {
    const auto wanted = paths.empty() ? config.list("directory.files") : paths;
    if (wanted.empty()) return show_error(no_files(options), options);
    const auto files = read_directory_files(wanted, as);
    if (!files) return show_error(files.error(), options);
    std::vector<std::string> words = {"people", "import"};
    words.insert(words.end(), files->names.begin(), files->names.end());
    if (dry_run) words.emplace_back("--dry-run");
    auto asked = options;
    asked.fields[std::string(commands::facts_field)] = insight::directory::to_lines(files->imports);
    auto heard = ask_anyone(config, words, asked);
    if (!heard) return show_error(heard.error(), options);
    for (const auto& note : files->notes) heard->answer.parts.emplace_back(commands::Note{note});
    return show(heard->answer, options);
}

}  // namespace bot
