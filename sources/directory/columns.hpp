// SPDX-License-Identifier: Apache-2.0
// Which column of a table is what, by the names that systems give them.
#pragma once

#include "core/time.hpp"
#include "insight/directory/identity.hpp"
#include "sources/directory/table.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sources::directory {

enum class Column {
    employee,
    email,
    github,
    gitlab,
    jira,
    slack,  // in the order of insight::directory::IdentityKind
    name,
    manager,
    team,
    parent,
    repository,
    path,
    from,
    to
};
inline constexpr std::size_t column_count = 14;
inline constexpr std::size_t most_names = 50;  // of a person, in one cell
std::string_view word_of(Column column);       // as documents call it: "employee id"

class Columns {
  public:
    // Two columns for one thing are a fault, but for names of people.
    Columns(const Table& table, Faults& faults);

    bool has(Column column) const { return !places_.at(static_cast<std::size_t>(column)).empty(); }
    bool has_person() const;
    // The text of the first of them; empty when there is none.
    std::string_view text(const Row& row, Column column) const;
    // All names of a person in the row, each once. One that makes no sense is a fault, and so are more than
    // `most_names` in one cell.
    std::vector<insight::directory::Identity> identities(const Row& row, Faults& faults) const;
    // Midnight UTC; nothing for an empty cell, and for one that is no date, which is a fault. A day of the
    // year 9999 is how systems write "never".
    std::optional<core::Time> day(const Row& row, Column column, Faults& faults) const;
    // Those that mean nothing here, as written.
    const std::vector<std::string>& unused() const { return unused_; }
    // A fault for each that is not there.
    bool need(std::initializer_list<Column> wanted, int line, Faults& faults) const;

  private:
    std::array<std::vector<std::size_t>, column_count> places_;
    std::vector<std::string> unused_;
};

// "“two words”": foreign text in a sentence, shortened.
std::string in_quotes(std::string_view text);

}  // namespace sources::directory
