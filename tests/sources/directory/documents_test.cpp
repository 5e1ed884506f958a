// SPDX-License-Identifier: Apache-2.0
// The files that docs/directory.md shows are read as it says.
#include "core/text.hpp"
#include "sources/directory/read.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <set>

namespace {
using sources::directory::ImportKind;

struct Shown {
    std::string name, text;
};

// Fenced blocks that say a file's name after their language.
std::vector<Shown> shown_files() {
    std::vector<Shown> out;
    std::ifstream in(std::filesystem::path(ISPO_SOURCE_DIR) / "docs/directory.md");
    bool is_inside = false;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("```")) {
            const auto space = line.find(' ');
            is_inside = space != std::string::npos;
            if (is_inside) out.push_back({line.substr(space + 1), ""});
        } else if (is_inside) {
            out.back().text += line + "\n";
        }
    }
    return out;
}
}  // namespace

TEST_CASE("each file in the documents is told by its name and read without a word") {
    std::set<ImportKind> seen;
    for (const auto& file : shown_files()) {
        INFO(file.name);
        const auto kind = sources::directory::kind_of(file.name, file.text);
        REQUIRE(kind);
        seen.insert(*kind);
        const auto read = sources::directory::read(*kind, file.text);
        CHECK(read.faults.are_none());
        CHECK_FALSE(read.import.teams.empty());
    }
    CHECK(seen.size() == 6);
}

TEST_CASE("the documents name every preset") {
    std::ifstream in(std::filesystem::path(ISPO_SOURCE_DIR) / "docs/directory.md");
    const std::string text(std::istreambuf_iterator<char>(in), {});
    for (const auto& preset : insight::directory::presets())
        CHECK(text.find("| `" + std::string(preset.name) + "` |") != std::string::npos);
}
