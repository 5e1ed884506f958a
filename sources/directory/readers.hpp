// SPDX-License-Identifier: Apache-2.0
// One reader for each kind of file, and what they share.
#pragma once

#include "sources/directory/columns.hpp"
#include "sources/directory/read.hpp"

#include <map>
#include <string>
#include <string_view>

namespace sources::directory {

FileRead read_org_chart(const Table& table);
FileRead read_overrides(const Table& table);
FileRead read_teams(const Table& table);
FileRead read_owners(const Table& table);
FileRead read_org_data(std::string_view text);
FileRead read_catalog(std::string_view bytes);

// Adds a sentence unless there are twenty already.
void note(FileRead& out, std::string sentence);
void note_unused(FileRead& out, const Columns& columns);

// "team:checkout"; empty for a name without a letter or digit.
std::string team_key(std::string_view name);
// Rows name the team by its key; its name is kept as it is written.
struct TeamsSeen {
    std::map<std::string, std::string> names;  // key → as written first
    // Empty, with a fault, when it is no name.
    std::string key_of(std::string_view written, int line, Faults& faults);
    void add_to(Import& import) const;
};

// The days that rows of one subject hold; what overlaps is a fault that names both lines.
struct Days {
    std::optional<core::Time> from, to;
    int line = 0;
};
bool overlap(const Days& a, const Days& b);
// False, with a fault, when the last day is not after the first.
bool is_in_order(const Days& days, Faults& faults);

// How many rows a person, or a path of a repository, has: each is compared with those before it.
inline constexpr std::size_t most_periods = 1000;
class Periods {
  public:
    // False when there are too many, which is one fault for each subject.
    bool take(const std::string& subject, std::string_view shown, int line, Faults& faults);

  private:
    std::map<std::string, std::size_t> counts_;
};

}  // namespace sources::directory
