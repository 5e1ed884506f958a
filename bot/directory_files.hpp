// SPDX-License-Identifier: Apache-2.0
// The files of the company's directory, read where somebody asks in a shell and with their rights.
#pragma once

#include "bot/config.hpp"
#include "bot/shell.hpp"
#include "insight/directory/import.hpp"

#include <string>
#include <vector>

namespace bot {

struct DirectoryFiles {
    std::vector<insight::directory::Import> imports;  // one for each kind
    std::vector<std::string> notes;                   // "people.csv: …", how they were read
    std::vector<std::string> names;                   // of the files, without folders
};
// Each is a path, or "kind=path"; `as`: the kind of all of them, empty = as it is said or found out. All
// faults of all files at once, one a line: Errc::not_found when one cannot be read, else Errc::invalid.
core::Result<DirectoryFiles> read_directory_files(const std::vector<std::string>& paths,
                                                  const std::string& as);

// What a preset needs and the files are not: one sentence each.
std::vector<std::string> missing_for_preset(const std::string& preset, const DirectoryFiles& files);

// `people import`: reads the files (those of directory.files when none is given) and hands what they state to
// the service, or to the store where none runs. Prints and returns the exit code.
int import_people(const Config& config, const std::vector<std::string>& paths, const std::string& as,
                  bool dry_run, const ShellOptions& options);

}  // namespace bot
