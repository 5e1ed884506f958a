// SPDX-License-Identifier: Apache-2.0
#include "commands/reference.hpp"

#include "commands/command.hpp"
#include "core/text.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>

namespace {

// How many bars part cells; those with a backslash before them are text.
std::size_t bars_in(std::string_view row) {
    std::size_t bars = 0;
    for (std::size_t i = 0; i < row.size(); ++i) bars += row[i] == '|' && (i == 0 || row[i - 1] != '\\');
    return bars;
}

}  // namespace

TEST_CASE("docs/commands.md is what the commands are") {
    std::ifstream in(std::string(ISPO_SOURCE_DIR) + "/docs/commands.md");
    std::ostringstream text;
    text << in.rdbuf();
    INFO("ispo reference > docs/commands.md");
    CHECK(text.str() == commands::commands_markdown());
}

TEST_CASE("every row of the table of commands has the cells of its head") {
    const auto page = commands::commands_markdown();
    std::size_t rows = 0;
    for (const auto line : core::lines(page)) {
        if (!line.starts_with('|')) continue;
        INFO(line);
        CHECK(bars_in(line) == 6);
        ++rows;
    }
    CHECK(rows == commands::commands().size() + 2);
}
