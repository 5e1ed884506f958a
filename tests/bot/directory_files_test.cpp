// SPDX-License-Identifier: Apache-2.0
#include "bot/directory_files.hpp"

#include "bot/config_for_tests.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

namespace {
using namespace bot;

struct Files {
    tests::TemporaryFolder folder;
    std::string write(const std::string& name, const std::string& text) const {
        tests::write_file(folder.path() / name, text);
        return (folder.path() / name).string();
    }
};
bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }
}  // namespace

TEST_CASE("files of one kind are one import, and what they are is found out or said") {
    const Files files;
    const auto people = files.write("people.csv", "email,team\na@x.example,T\n");
    const auto map = files.write("map=1.csv", "repository,team\nacme/a,T\n");
    const auto more = files.write("more.csv", "repository,team,color\nacme/b,T,red\n");
    const auto read = read_directory_files({people, "owners=" + map, more}, "");
    REQUIRE(read.has_value());
    REQUIRE(read->imports.size() == 2);
    CHECK(read->imports[1].ownerships.size() == 2);
    CHECK(read->names == std::vector<std::string>{"people.csv", "map=1.csv", "more.csv"});
    REQUIRE(read->notes.size() == 1);
    CHECK(read->notes[0] == "more.csv: Columns that say nothing here: “color”.");
    CHECK(read_directory_files({map}, "").has_value());  // a path may hold an equals sign
    const auto forced = read_directory_files({people}, "overrides");
    REQUIRE(forced.has_value());
    CHECK(forced->imports[0].kind == insight::directory::ImportKind::overrides);
}

TEST_CASE("one fault anywhere and nothing is taken; all of them are told with file and line") {
    const Files files;
    const auto good = files.write("good.csv", "email,team\na@x.example,T\n");
    const auto bad = files.write("bad.csv", "email,team,from\na@x.example,T,soon\nb,T,\n");
    const auto odd = files.write("odd.csv", "colour\nred\n");
    const auto read = read_directory_files({good, bad, odd, (files.folder.path() / "none.csv").string()}, "");
    REQUIRE_FALSE(read.has_value());
    const auto& said = read.error().sentence;
    CHECK(has(said, "Nothing was changed"));
    CHECK(has(said, "bad.csv:2: “soon” is no date"));
    CHECK(has(said, "bad.csv:3: “b” is no email"));
    CHECK(has(said, "odd.csv: neither its name nor its columns say what it is"));
    CHECK(has(said, "none.csv: there is no such file"));
    CHECK_FALSE(read_directory_files({files.folder.path().string()}, "").has_value());  // a folder
    CHECK(has(read_directory_files({good}, "nonsense").error().sentence, "--as takes"));
}

TEST_CASE("a preset that lacks its file is told") {
    DirectoryFiles files;
    CHECK(missing_for_preset("", files).empty());
    CHECK(missing_for_preset("github-teams", files).empty());
    CHECK(missing_for_preset("org-chart-csv", files).size() == 2);
    files.imports.push_back({.kind = insight::directory::ImportKind::org_chart});
    const auto missing = missing_for_preset("org-chart-csv", files);
    REQUIRE(missing.size() == 1);
    CHECK(has(missing[0], "owners=/path/to/file"));
}

TEST_CASE("a preset is one of eight, or none") {
    const Files files;
    CHECK(tests::config_from(files.folder, "[directory]\npreset = \"org-chart-csv\"\n").has_value());
    CHECK(tests::config_from(files.folder, "[directory]\npreset = \"\"\n").has_value());
    for (const std::string line :
         {"several_teams = \"two\"", "email_domains = [\"a.example\"]", "email_domains = [\"x@a.example=T\"]",
          "email_domains = [\"a.example=\"]"}) {
        INFO(line);
        CHECK_FALSE(tests::config_from(files.folder, "[directory]\n" + line + "\n").has_value());
    }
    CHECK(tests::config_from(files.folder, "[directory]\nemail_domains = [\"a.example=A Team\"]\n")
              .has_value());
    const auto wrong = tests::config_from(files.folder, "[directory]\npreset = \"github\"\n");
    REQUIRE_FALSE(wrong.has_value());
    CHECK(has(wrong.error().sentence, "ispo.toml:2"));
    CHECK(has(wrong.error().sentence, "github-teams"));
}
