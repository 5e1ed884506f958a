// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "insight/directory/join.hpp"
#include "insight/directory/machines.hpp"
#include "tests/insight/directory/directory_for_tests.hpp"

#include <algorithm>

using namespace directory_for_tests;
using insight::PersonKind;

TEST_CASE("records of several systems that share a name are one person") {
    auto account = person("github:7");
    account.login = "Mara-L";
    const Join join({person("org-chart:42", {"employee:42", "email:mara@acme.example", "github:mara-l"}),
                     account, person("slack:1/u1", {"email:Mara@Acme.Example"}),
                     person("git:x", {"email:9+mara-l@users.noreply.github.com"}),
                     person("org-chart:43", {"employee:43"})});
    CHECK(join.people() == 2);
    for (const auto* key : {"github:7", "slack:1/u1", "git:x"})
        CHECK(join.person_with_key(key) == join.person_with_key("org-chart:42"));
    CHECK(join.person_with_key("org-chart:43") != join.person_with_key("org-chart:42"));
    CHECK(join.person_called(named("github:MARA-L")) == join.person_with_key("github:7"));
    CHECK_FALSE(join.person_called(named("github:noah")));
    CHECK_FALSE(join.person_with_key("github:8"));  // deleted, or never seen
    CHECK(join.clashes().empty());
}

TEST_CASE("a name that two employees claim is told and says who neither of them is") {
    const Join join({person("org-chart:1", {"employee:1", "email:team@acme.example"}),
                     person("org-chart:2", {"employee:2", "email:team@acme.example"}),
                     person("github:9", {"github:noah"})});
    CHECK(join.people() == 3);
    REQUIRE(join.clashes().size() == 1);
    CHECK(join.clashes()[0].identity == named("email:team@acme.example"));
    CHECK(join.clashes()[0].one == "org-chart:1");
    CHECK(join.clashes()[0].other == "org-chart:2");
    CHECK_FALSE(join.person_called(named("email:team@acme.example")));
}

TEST_CASE("a name that two employees claim joins no third record to either, in whatever order they come") {
    std::vector<Person> records = {person("a", {"employee:1", "email:team@acme.example"}),
                                   person("b", {"employee:2", "email:team@acme.example"}),
                                   person("c", {"email:team@acme.example", "github:zoe"}),
                                   person("d", {"github:zoe"})};
    std::vector<std::size_t> order = {0, 1, 2, 3};
    do {
        std::vector<Person> shuffled;
        for (const auto i : order) shuffled.push_back(records[i]);
        const Join join(shuffled);
        CHECK(join.people() == 3);
        CHECK(join.clashes().size() == 1);
        CHECK(join.person_with_key("c") == join.person_with_key("d"));
        CHECK_FALSE(join.person_called(named("email:team@acme.example")));
        CHECK(join.person_called(named("github:zoe")) == join.person_with_key("c"));
    } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("which of two employees a record between them belongs to does not rest on the order of records") {
    std::vector<Person> records = {person("a", {"employee:1", "github:mara"}),
                                   person("b", {"github:mara", "email:mara@acme.example"}),
                                   person("c", {"employee:2", "email:mara@acme.example"})};
    std::vector<std::size_t> order = {0, 1, 2};
    do {
        std::vector<Person> shuffled;
        for (const auto i : order) shuffled.push_back(records[i]);
        const Join join(shuffled);
        CHECK(join.person_with_key("b") == join.person_with_key("c"));
        REQUIRE(join.clashes().size() == 1);
        CHECK(join.clashes()[0].identity == named("github:mara"));
    } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("two employees never become one by a third record between them") {
    const Join join({person("a", {"employee:1", "github:mara"}),
                     person("b", {"github:mara", "email:mara@acme.example"}),
                     person("c", {"employee:2", "email:mara@acme.example"})});
    CHECK(join.people() == 2);
    CHECK(join.clashes().size() == 1);
}

TEST_CASE("bots and agents are told by type, mark, list and pattern; whoever is none of these is a person") {
    const insight::directory::Machines machines{.bots = {"svc-*", "Examplia-CI"}, .agents = {"acme-coder"}};
    struct Row {
        std::string login;
        bool typed;
        PersonKind kind;
    };
    const std::vector<Row> rows = {{"mara", false, PersonKind::human},
                                   {"dependabot[bot]", false, PersonKind::bot},
                                   {"renovate", true, PersonKind::bot},
                                   {"SVC-deploy", false, PersonKind::bot},
                                   {"examplia-ci", false, PersonKind::bot},
                                   {"copilot-swe-agent[bot]", true, PersonKind::agent},
                                   {"Acme-Coder", false, PersonKind::agent},  // an account of type User
                                   {"acme-coder[bot]", false, PersonKind::agent},
                                   {"claude", false, PersonKind::human},  // a first name
                                   {"bot", false, PersonKind::human},
                                   {"", false, PersonKind::human}};
    for (const auto& row : rows) {
        INFO(row.login);
        CHECK(kind_of(row.login, row.typed, machines) == row.kind);
    }
}

TEST_CASE("what an agent wrote is nobody's, or its sponsor's where the company says so") {
    using insight::directory::AgentsAre;
    CHECK(author_of("copilot", PersonKind::agent, "mara", AgentsAre::a_bucket) == "copilot");
    CHECK(author_of("copilot", PersonKind::agent, "mara", AgentsAre::their_sponsor) == "mara");
    CHECK(author_of("copilot", PersonKind::agent, "", AgentsAre::their_sponsor).empty());
    CHECK(author_of("noah", PersonKind::human, "mara", AgentsAre::their_sponsor) == "noah");
    CHECK(author_of("x[bot]", PersonKind::bot, "mara", AgentsAre::their_sponsor) == "x[bot]");
}
