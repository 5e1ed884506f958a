// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "insight/directory/identity.hpp"

using insight::directory::domain_of;
using insight::directory::Identity;
using insight::directory::identity_of;
using Kind = insight::directory::IdentityKind;

TEST_CASE("names of people are compared as their systems mean them, in any letter case") {
    struct Row {
        Kind kind;
        std::string written;
        Kind is;
        std::string value;
    };
    const std::vector<Row> rows = {
        {Kind::email, " Mara.L@Acme.Example ", Kind::email, "mara.l@acme.example"},
        {Kind::email, "mailto:mara@acme.example", Kind::email, "mara@acme.example"},
        {Kind::email, "1234+Mara-L@users.noreply.github.com", Kind::github, "mara-l"},
        {Kind::email, "mara-l@users.noreply.github.com", Kind::github, "mara-l"},
        {Kind::email, "mara+tag@users.noreply.github.com", Kind::github, "mara+tag"},
        {Kind::email, "7+mara@users.noreply.github.acme.example", Kind::github, "mara"},
        {Kind::email, "99-mara.l@users.noreply.gitlab.com", Kind::gitlab, "mara.l"},
        {Kind::github, "@Mara-L", Kind::github, "mara-l"},
        {Kind::gitlab, "Mara", Kind::gitlab, "mara"},
        {Kind::slack, "U0123ABCD", Kind::slack, "u0123abcd"},
        {Kind::jira, "712020:AB-cd", Kind::jira, "712020:ab-cd"},
        {Kind::employee, "0042", Kind::employee, "0042"},
        {Kind::employee, "@7", Kind::employee, "@7"}};
    for (const auto& row : rows) {
        INFO(row.written);
        const auto found = identity_of(row.kind, row.written);
        REQUIRE(found);
        CHECK(found->kind == row.is);
        CHECK(found->value == row.value);
    }
}

TEST_CASE("what is no name names nobody") {
    for (const std::string written : {"", "  ", "mara", "@acme.example", "mara@", "two words@acme.example",
                                      "7+@users.noreply.github.com"}) {
        INFO(written);
        CHECK_FALSE(identity_of(Kind::email, written));
    }
    CHECK_FALSE(identity_of(Kind::github, "@"));
    CHECK_FALSE(identity_of(Kind::github, "mara lindgrau"));
    CHECK_FALSE(identity_of(Kind::employee, std::string(300, '1')));
}

TEST_CASE("the domain of an address is what follows its at sign") {
    CHECK(domain_of(Identity{Kind::email, "mara@acme.example"}) == "acme.example");
    CHECK(domain_of(Identity{Kind::github, "mara"}).empty());
}
