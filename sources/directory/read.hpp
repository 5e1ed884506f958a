// SPDX-License-Identifier: Apache-2.0
// The files of a company's directory: bytes in, facts out, or the lines where they are wrong. Nothing is read
// in half: a file with a fault states nothing.
#pragma once

#include "insight/directory/import.hpp"
#include "sources/directory/table.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sources::directory {

using insight::directory::Import;
using insight::directory::ImportKind;

struct FileRead {
    Import import;                   // empty with a fault
    Faults faults;                   // why it is refused
    std::vector<std::string> notes;  // what was left out or read in a way of ours; at most twenty
};

// What the file is, by its name and its columns; nothing when neither tells.
std::optional<ImportKind> kind_of(std::string_view path, std::string_view bytes);

// Linear in the size but for sorting; never throws for what the bytes hold.
FileRead read(ImportKind kind, std::string_view bytes);

}  // namespace sources::directory
