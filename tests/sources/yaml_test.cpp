// SPDX-License-Identifier: Apache-2.0
#include "sources/yaml.hpp"

#include <catch2/catch.hpp>
#include <string>

namespace yaml = sources::yaml;

namespace {

std::string repeated(const std::string& part, int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += part;
    return out;
}

}  // namespace

TEST_CASE("YAML that is too deep, too long or broken gives one fault with its line") {
    const std::vector<std::pair<std::string, int>> rows = {
        {repeated("[", 100'000), 1},
        {repeated("- ", 100'000), 1},
        {repeated("? ", 100'000), 1},
        {repeated("{a: ", 100'000), 1},
        {"a: 1\nb: [\n", 3},
        {"a: 1\n  b: 2\n", 2},
        {"a: *nobody\n", 1},
        {"a: &a [*a]\n", 1},
        {std::string(300'000, 'a'), 1},
        {"%YAML 9.9\n---\n\t- x: [}\n", 1},
        {repeated("- a\n", 60'000), 50'000},
    };
    for (const auto& [text, line] : rows) {
        const auto file = yaml::parse(text);
        INFO(text.substr(0, 40));
        REQUIRE(file.is_broken());
        CHECK(file.faults.front().line == line);
        CHECK(file.faults.front().what.starts_with("This is no readable YAML: "));
        CHECK(file.documents.empty());
    }
}

TEST_CASE("aliases are references, so a bomb stays small") {
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 30; ++i) {
        const auto before = "*a" + std::to_string(i - 1);
        bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before +
                repeated(", " + before, 9) + "]\n";
    }
    const auto file = yaml::parse(bomb);
    REQUIRE_FALSE(file.is_broken());
    yaml::Budget budget;
    CHECK(yaml::scalars_of(yaml::find(*file.documents.front(), "a29"), budget).size() < 20'001);
}

TEST_CASE("chains of aliases cannot get deeper than written text") {
    std::string chain = "- &a0 [x]\n";
    for (int i = 1; i < 5'000; ++i)
        chain += "- &a" + std::to_string(i) + " [[[[*a" + std::to_string(i - 1) + "]]]]\n";
    CHECK(yaml::parse(chain).is_broken());
}

TEST_CASE("merge keys are looked into, within reason") {
    const auto file =
        yaml::parse("base: &b {x: 1, y: 2}\njob:\n  <<: *b\n  y: 3\nmany:\n  <<: [{z: 4}, *b]\n");
    REQUIRE(file.documents.size() == 1);
    const auto& root = *file.documents.front();
    CHECK(yaml::text_of(yaml::find(yaml::find(root, "job"), "x")) == "1");
    CHECK(yaml::text_of(yaml::find(yaml::find(root, "job"), "y")) == "3");
    CHECK(yaml::text_of(yaml::find(yaml::find(root, "many"), "z")) == "4");
    CHECK(yaml::text_of(yaml::find(yaml::find(root, "many"), "y")) == "2");
    CHECK(yaml::find(root, "none").kind == yaml::Kind::null);
    CHECK(yaml::line_of_key(root, "job") == 2);
    CHECK(yaml::line_of_key(root, "none") == 0);
}

TEST_CASE("scalars stay as written, with lines and tags") {
    const auto file = yaml::parse("on: yes\r\n\"off\": ~\r\nc: !reference [a, b]\n---\nd\n");
    REQUIRE(file.documents.size() == 2);
    const auto& root = *file.documents.front();
    REQUIRE(root.fields.size() == 3);
    CHECK(root.fields[0].first->text == "on");
    CHECK(root.fields[0].second->text == "yes");
    CHECK(root.fields[1].first->line == 2);
    CHECK(root.fields[2].second->tag == "!reference");
    CHECK(yaml::text_of(*file.documents.back()) == "d");
    CHECK(file.documents.back()->line == 5);
}

TEST_CASE("an empty file is no fault") {
    CHECK_FALSE(yaml::parse("").is_broken());
    CHECK_FALSE(yaml::parse("# only a remark\n").is_broken());
    CHECK_FALSE(yaml::parse("\xEF\xBB\xBF"
                            "a: \xff\n")
                    .is_broken());
}
