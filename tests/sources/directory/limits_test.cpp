// SPDX-License-Identifier: Apache-2.0
// Files that are large, or made to be a burden.
#include "sources/directory/read.hpp"

#include "core/text.hpp"

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <string>

using namespace sources::directory;

namespace {
bool says(const std::vector<std::string>& notes, const std::string& words) {
    return core::join(notes, "\n").find(words) != std::string::npos;
}

// The one fault of a file that is refused.
insight::Fault fault(ImportKind kind, const std::string& bytes) {
    const auto found = read(kind, bytes);
    REQUIRE(found.faults.told.size() == 1);
    CHECK(found.import.people.empty());
    CHECK(found.import.ownerships.empty());
    return found.faults.told.front();
}
}  // namespace

TEST_CASE("managers without an entry are told by their lines, and past the first ones counted") {
    std::string text = "{";
    for (int i = 0; i < 5000; ++i)
        text += fmt::format("{}\n\"p{:04}\": {{\"manager\": \"gone{}\"}}", i == 0 ? "" : ",", i, i);
    const auto found = read(ImportKind::org_data, text + "\n}");
    CHECK(found.faults.are_none());
    CHECK(found.import.people.size() == 5000);
    REQUIRE(found.notes.size() <= 21);
    CHECK(says(found.notes, "Line 2: the manager “gone0” has no entry of their own."));
    CHECK(says(found.notes, "Line 11: the manager “gone9” has no entry of their own."));
    CHECK(found.notes.back() == "4990 more people have a manager without an entry.");
    CHECK(says(found.notes, "no dates"));
    for (const auto& person : found.import.people) REQUIRE(person.manager.empty());
}

TEST_CASE("one cell holds fifty names at most") {
    const auto file = [](int names) {
        std::string text = "email,team\n";
        for (int i = 0; i < names; ++i) text += fmt::format("a{}@x.example ", i);
        return text + ",T\n";
    };
    const auto found = read(ImportKind::overrides, file(50));
    CHECK(found.faults.are_none());
    CHECK(found.import.people.at(0).identities.size() == 50);
    for (const auto kind : {ImportKind::overrides, ImportKind::org_chart}) {
        const auto refused = fault(kind, file(51));
        CHECK(refused.line == 2);
        CHECK(refused.what == "A cell holds more than 50 names of the kind “email”.");
    }
}

TEST_CASE("one person or repository has a thousand rows at most, and hears of it once") {
    struct Kind {
        ImportKind kind;
        std::string header, subject;
    };
    for (const auto& row :
         {Kind{ImportKind::org_chart, "github", "mara"}, Kind{ImportKind::overrides, "github", "mara"},
          Kind{ImportKind::owners, "repository", "acme/shop"}}) {
        INFO(row.header);
        const auto file = [&](int rows) {
            std::string text = row.header + ",team,from,to\n";
            const auto first = *core::parse_time("2000-01-01");
            for (int i = 0; i < rows; ++i)
                text += fmt::format("{},T,{},{}\n", row.subject, core::to_date(first + core::Days(i)),
                                    core::to_date(first + core::Days(i + 1)));
            return text;
        };
        const auto found = read(row.kind, file(1000));
        CHECK(found.faults.are_none());
        CHECK(found.import.memberships.size() + found.import.ownerships.size() == 1000);
        const auto refused = read(row.kind, file(1010));
        REQUIRE(refused.faults.told.size() == 1);
        CHECK(refused.faults.more == 0);
        CHECK(refused.faults.told[0].line == 1002);
        CHECK(refused.faults.told[0].what == "“" + row.subject + "” is there more than 1000 times.");
    }
}

TEST_CASE("components of one repository count once for each owner") {
    const auto file = [](int components, int owners) {
        std::string text;
        for (int i = 0; i < components; ++i)
            text += fmt::format("---\nkind: API\nmetadata: {{name: shop}}\nspec: {{owner: team{}}}\n",
                                i % owners);
        return text;
    };
    const auto found = read(ImportKind::catalog, file(90, 3));
    CHECK(found.faults.are_none());
    CHECK(found.import.ownerships.size() == 3);
}

TEST_CASE("fifty thousand people are read whole") {
    std::string bytes = "employee id,name,email,github,manager,team,from,to\n";
    for (int i = 1; i <= 50'000; ++i)
        bytes += fmt::format("{0},Person {0},p{0}@acme.example,p{0},{1},team {2},2024-01-01,\n", i, i / 8,
                             i % 4000);
    const auto found = read(ImportKind::org_chart, bytes);
    CHECK(found.faults.are_none());
    CHECK(found.import.people.size() == 50'000);
    CHECK(found.import.memberships.size() == 50'000);
    CHECK(found.import.teams.size() == 4000);
    const auto lines = insight::directory::to_lines({found.import});
    CHECK(lines.size() < (14U << 20U));  // one message to the service
}
