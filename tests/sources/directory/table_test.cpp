// SPDX-License-Identifier: Apache-2.0
#include "sources/directory/table.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace sources::directory;
using Cells = std::vector<std::string>;

namespace {
std::string utf16(const std::string& text) {
    std::string out = "\xFF\xFE";
    for (const char c : text) out += {c, '\0'};
    return out;
}
}  // namespace

TEST_CASE("tables are read as spreadsheets write them") {
    struct Row {
        std::string why, bytes;
        Cells header;
        std::vector<Cells> rows;
    };
    const std::vector<Row> rows = {
        {"plain", "a,b\n1,2\n", {"a", "b"}, {{"1", "2"}}},
        {"no line feed at the end", "a,b\n1,2", {"a", "b"}, {{"1", "2"}}},
        {"CRLF", "a,b\r\n1,2\r\n", {"a", "b"}, {{"1", "2"}}},
        {"CR alone", "a,b\r1,2\r", {"a", "b"}, {{"1", "2"}}},
        {"semicolons", "a;b\n1,5;2\n", {"a", "b"}, {{"1,5", "2"}}},
        {"tabs", "a\tb\n1\t2\n", {"a", "b"}, {{"1", "2"}}},
        {"Excel says which", "sep=;\r\na;b\r\n1;2\r\n", {"a", "b"}, {{"1", "2"}}},
        {"byte order mark", "\xEF\xBB\xBF\x61,b\n1,2\n", {"a", "b"}, {{"1", "2"}}},
        {"UTF-16", utf16("a,b\n1,2\n"), {"a", "b"}, {{"1", "2"}}},
        {"Latin-1", "a\nJos\xE9\n", {"a"}, {{"José"}}},
        {"quotes", "a,b\n\"1,5\",\"say \"\"yes\"\"\"\n", {"a", "b"}, {{"1,5", "say \"yes\""}}},
        {"a line break in quotes", "a,b\n\"1\n2\",3\n4,5\n", {"a", "b"}, {{"1 2", "3"}, {"4", "5"}}},
        {"blanks", " a , b \n 1 , \"2\" \n", {"a", "b"}, {{"1", "2"}}},
        {"empty cells", "a,b,c\n,,3\n1\n1,2,3,,\n", {"a", "b", "c"}, {{"", "", "3"}, {"1"}, {"1", "2", "3"}}},
        {"empty lines", "\n\na,b\n\n,\n1,2\n\n", {"a", "b"}, {{"1", "2"}}},
        {"empty header cells at the end", "a,b,,\n1,2,,\n", {"a", "b"}, {{"1", "2"}}},
        {"a quoted separator in the header", "\"a;b;c\",d\n1,2\n", {"a;b;c", "d"}, {{"1", "2"}}},
        {"control characters", "a\n\x1b[31mred\xE2\x80\xAE\n", {"a"}, {{"red"}}}};
    for (const auto& row : rows) {
        INFO(row.why);
        Faults faults;
        const auto table = read_table(row.bytes, faults);
        CHECK(faults.are_none());
        CHECK(table.header == row.header);
        REQUIRE(table.rows.size() == row.rows.size());
        for (std::size_t i = 0; i < row.rows.size(); ++i) CHECK(table.rows[i].cells == row.rows[i]);
    }
}

TEST_CASE("what is wrong with a table is told by its line") {
    struct Row {
        std::string why, bytes, says;
        int line;
    };
    const std::vector<Row> rows = {
        {"nothing", "", "empty", 1},
        {"only blanks", " \n\n", "empty", 1},
        {"a picture", std::string("a,b\n\0\x01", 6), "NUL", 1},
        {"UTF-16 without its mark", utf16("a,b\n").substr(2), "NUL", 1},
        {"two kinds of letters", "a\n\xC3\xA9\xE9\n", "save it as UTF-8", 1},
        {"open quote", "a,b\n1,2\n\"3,4\n5,6\n", "never closed", 3},
        {"text after a quote", "a,b\n1,2\n\"3\"x,4\n", "written twice", 3},
        {"too many cells", "a,b\n1,2\n\"x\ny\",2\n1,2,3\n", "3 cells, the header 2", 5},
        {"a long cell", "a\n" + std::string(1001, 'x') + "\n", "longer than 1000", 2}};
    for (const auto& row : rows) {
        INFO(row.why);
        Faults faults;
        read_table(row.bytes, faults);
        REQUIRE(faults.told.size() == 1);
        CHECK(faults.told[0].line == row.line);
        CHECK(faults.told[0].what.find(row.says) != std::string::npos);
    }
}

TEST_CASE("a table has limits, and no more than twenty faults are told") {
    Faults faults;
    std::string many = "a\n";
    for (int i = 0; i < 50; ++i) many += "1,2\n";
    read_table(many, faults);
    CHECK(faults.told.size() == 20);
    CHECK(faults.more == 30);
    Faults columns;
    read_table(std::string(150, ',') + "x\n1\n", columns);
    CHECK_FALSE(columns.are_none());
}

TEST_CASE("a header that is too wide ends the reading, and no row is held") {
    std::string rows;
    for (int i = 0; i < 20'000; ++i) rows += "x\n";
    for (const std::size_t width : {101, 1000, 10'000}) {
        std::string header = "a";
        for (std::size_t i = 1; i < width; ++i) header += ",a";
        INFO(width);
        Faults faults;
        const auto table = read_table(header + "\n" + rows, faults);
        REQUIRE(faults.told.size() == 1);
        CHECK(faults.told[0].line == 1);
        CHECK(faults.told[0].what.find("has more than") != std::string::npos);
        CHECK(faults.more == 0);
        CHECK(table.rows.empty());
        CHECK(table.header.size() <= longest_row);
    }
}

TEST_CASE("a short row holds no more cells than it has") {
    std::string bytes = "a";
    for (int i = 1; i < 100; ++i) bytes += ",a" + std::to_string(i);
    bytes += "\n";
    for (int i = 0; i < 10'000; ++i) bytes += "x\nx" + std::string(99, ',') + "\n";
    Faults faults;
    const auto table = read_table(bytes, faults);
    CHECK(faults.are_none());
    CHECK(table.header.size() == 100);
    REQUIRE(table.rows.size() == 20'000);
    std::size_t cells = 0, room = 0;
    for (const auto& row : table.rows) {
        cells += row.cells.size();
        room += row.cells.capacity();
    }
    CHECK(cells == 20'000);
    CHECK(room == 20'000);
}

TEST_CASE("a row of nothing but separators is no way to fill the memory") {
    Faults faults;
    const auto table = read_table("a,b\n1,2\n" + std::string(5000, ',') + "\n", faults);
    REQUIRE(faults.told.size() == 1);
    CHECK(faults.told[0].line == 3);
    CHECK(faults.told[0].what == "This row has more than 1000 cells.");
    CHECK(table.rows.empty());
}

TEST_CASE("how letters were read is said") {
    Faults faults;
    CHECK(read_table("a\nJos\xE9\n", faults).notes ==
          std::vector<std::string>{"It is not UTF-8; it was read as Latin-1."});
    CHECK(read_table(utf16("a\n1\n"), faults).notes == std::vector<std::string>{"It is UTF-16."});
    CHECK(read_table("a\nJos\xC3\xA9\n", faults).notes.empty());
}
