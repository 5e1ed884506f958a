// SPDX-License-Identifier: Apache-2.0
// Promises that every check keeps.
#include "facts_for_tests.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <set>

using namespace insight;

TEST_CASE("every check has question, statement, why, remedy and what settles it", "[guard]") {
    for (const auto* check : checks()) {
        CAPTURE(check->id);
        CHECK(check->question.ends_with('?'));
        CHECK_FALSE(check->statement.empty());
        CHECK(check->why.ends_with('.'));
        CHECK(check->rule.starts_with("Yes "));
        CHECK(check->rule.find("; no ") != std::string_view::npos);
        CHECK(check->rule.find("partly") != std::string_view::npos);
        CHECK(check->rule.ends_with('.'));
        CHECK(check->remedy.text.ends_with('.'));
        CHECK_FALSE(check->settled_by.empty());
        CHECK_FALSE(check->patterns.empty());
        CHECK(find_check(check->name) == check);
        CHECK(find_check(check->id) == check);
    }
}

TEST_CASE("the 27 weights sum to 100", "[guard]") {
    int sum = 0;
    for (const auto* check : checks()) sum += check->weight;
    CHECK(checks().size() == 27);
    CHECK(sum == 100);
}

TEST_CASE("every file in insight/checks is listed, and every listed check has its file", "[guard]") {
    std::set<std::string> files, listed;
    for (const auto& entry : std::filesystem::directory_iterator(ISPO_SOURCE_DIR "/insight/checks"))
        files.insert(entry.path().stem());
    for (const auto* check : checks()) listed.emplace(check->name);
    CHECK(files == listed);
}

TEST_CASE("an unknown check is named by no word") {
    CHECK(find_check("") == nullptr);
    CHECK(find_check("has_nothing") == nullptr);
}
