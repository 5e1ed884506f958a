// SPDX-License-Identifier: Apache-2.0
// CSV as spreadsheets and HR systems write it: a header and rows with their lines. Source: RFC 4180; beyond
// it separators other than a comma, the line "sep=;" of Excel, and letters other than UTF-8.
#pragma once

#include "insight/facts.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sources::directory {

inline constexpr std::size_t most_bytes = 64U << 20U;
inline constexpr std::size_t most_rows = 200'000;
inline constexpr std::size_t most_columns = 100;
inline constexpr std::size_t longest_cell = 1000;  // bytes
inline constexpr std::size_t longest_row = 1000;   // cells, empty ones too
inline constexpr std::size_t most_faults = 20;     // told; more are counted

// What is wrong, by line. Past the first twenty they are only counted.
struct Faults {
    std::vector<insight::Fault> told;
    std::size_t more = 0;
    bool are_none() const { return told.empty(); }
    void add(int line, std::string what);
};

struct Row {
    int line = 0;  // where it begins, from 1
    // One clean line each, at most as many as the header; empty ones at the end are not held.
    std::vector<std::string> cells;
};
struct Table {
    std::vector<std::string> header;
    int header_line = 1;
    std::vector<Row> rows;           // empty lines are left out
    std::vector<std::string> notes;  // how it was read, where that is not plain
};

// The bytes as UTF-8 without a byte order mark: UTF-16 with a mark is decoded, text without any letter of
// UTF-8 beyond ASCII is taken for Latin-1, and a note says so. A fault when it is no text: NUL bytes, or a
// mixture of letters.
std::optional<std::string> text_of(std::string_view bytes, std::vector<std::string>& notes, Faults& faults);

// Linear in the size. Never throws for what the bytes hold; with a fault the table means nothing, and rows
// after one are not held.
Table read_table(std::string_view bytes, Faults& faults);

}  // namespace sources::directory
