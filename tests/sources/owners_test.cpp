// SPDX-License-Identifier: Apache-2.0
#include "sources/owners.hpp"

#include "core/text.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using insight::Host;
using sources::parse_owners;

namespace {

// "3 *.js @a @b", with "[section]" or "^[section]" in front and "!" before a negated pattern; faults as "2 !
// what".
std::string dump(const insight::OwnersFile& file) {
    std::string out;
    for (const auto& rule : file.rules) {
        out += std::to_string(rule.line) + " ";
        if (!rule.section.empty()) out += (rule.optional ? "^[" : "[") + rule.section + "] ";
        out += (rule.negated ? "!" : "") + rule.pattern;
        for (const auto& owner : rule.owners) out += " " + owner;
        out += "\n";
    }
    for (const auto& fault : file.faults) out += std::to_string(fault.line) + " ! " + fault.what + "\n";
    return out;
}

std::string read(const std::string& path, const std::string& text, Host host = Host::unknown,
                 const sources::OwnersAliases& aliases = {}) {
    return dump(parse_owners(path, text, text.size(), host, aliases));
}

struct Row {
    const char* about;
    std::string text;
    std::string rules;
};

}  // namespace

TEST_CASE("CODEOWNERS as GitHub reads it") {
    const std::vector<Row> rows = {
        {"empty", "", ""},
        {"commented out", "# * @a\n  # b\n", ""},
        {"invalid UTF-8", "\xff @a\n", "1 \xEF\xBF\xBD @a\n"},
        {"Windows line ends", "* @a\r\n/b @c\r\n", "1 * @a\n2 /b @c\n"},
        {"an un-owning line", "* @a\n/docs/\n", "1 * @a\n2 /docs/\n"},
        {"teams and mail", "* @org/team a@b.org\n", "1 * @org/team a@b.org\n"},
        {"a remark after the owners", "*.js @a # not @b\n", "1 *.js @a\n"},
        {"a space in a path", "docs/a\\ b.md @a\n", "1 docs/a b.md @a\n"},
        {"tabs", "*\t@a\t@b\n", "1 * @a @b\n"},
        {"a wrong owner skips the line", "* @a bob\n/x @c\n",
         "2 /x @c\n1 ! An owner that is no account, team or e-mail address.\n"},
        {"too many slashes", "* @a/b/c\n", "1 ! An owner that is no account, team or e-mail address.\n"},
        {"exceptions", "!x @a\n",
         "1 ! The line for \"!x\" is skipped: GitHub knows no exceptions with \"!\".\n"},
        {"ranges", "[a-z].js @a\n",
         "1 ! The line for \"[a-z].js\" is skipped: GitHub knows no ranges with \"[ ]\".\n"},
        {"escaped mark", "\\#x @a\n",
         "1 ! The line for \"\\#x\" is skipped: GitHub knows no escaped \"#\".\n"},
    };
    for (const auto& row : rows) {
        INFO(row.about);
        CHECK(read("CODEOWNERS", row.text, Host::github) == row.rules);
    }
}

TEST_CASE("CODEOWNERS as GitLab reads it") {
    const std::vector<Row> rows = {
        {"sections merge by name", "* @z\n[Docs]\n*.md @a\n[DOCS]\n*.rst @b\n",
         "1 * @z\n3 [docs] *.md @a\n5 [docs] *.rst @b\n"},
        {"optional, approvals and default owners", "^[Ops][2] @ops @@maintainer\n*.tf\n*.sh @b\n",
         "2 ^[ops] *.tf @ops @@maintainer\n3 ^[ops] *.sh @b\n"},
        {"approvals without optional", "[A][2] @x\n*\n", "2 [a] * @x\n"},
        {"spaces in a name", "[ A  b ] @x/y/z\n*\n", "2 [a b] * @x/y/z\n"},
        {"exception", "[A]\n* @x\n!*.rb\n", "2 [a] * @x\n3 [a] !*.rb\n"},
        {"a wrong owner is left out", "* @a bob\n",
         "1 * @a\n1 ! An owner that is no account, team or e-mail address.\n"},
        {"a heading that is not complete is a path", "[A\n* @x\n",
         "1 [A\n2 * @x\n1 ! The section heading is not complete.\n"},
        {"an un-owning line", "* @a\nx\n", "1 * @a\n2 x\n"},
        {"escaped mark", "\\#x @a\n", "1 \\#x @a\n"},
    };
    for (const auto& row : rows) {
        INFO(row.about);
        CHECK(read("CODEOWNERS", row.text, Host::gitlab) == row.rules);
    }
}

TEST_CASE("on an unknown host sections or the place tell GitLab's form") {
    CHECK(read("CODEOWNERS", "[A]\n* @x\n") == "2 [a] * @x\n");
    CHECK(read(".gitlab/CODEOWNERS", "!a\n* @x/y/z\n") == "1 !a\n2 * @x/y/z\n");
    CHECK(read("docs/CODEOWNERS", "!a @x\n").starts_with("1 ! The line"));
    CHECK(read(".github/CODEOWNERS", "[ab].js @x\n").starts_with("1 ! The line"));
}

TEST_CASE("GitHub ignores a CODEOWNERS over 3 MB, and a cut one says so") {
    CHECK(parse_owners("CODEOWNERS", "* @a\n", 4'000'000, Host::github).too_large);
    CHECK_FALSE(parse_owners("CODEOWNERS", "* @a\n", 4'000'000, Host::gitlab).too_large);
    const auto cut = parse_owners("CODEOWNERS", "* @a\n", 1'000'000, Host::github);
    CHECK_FALSE(cut.too_large);
    REQUIRE(cut.faults.size() == 1);
    CHECK(cut.faults.front().what == "Only the start of this file was read.");
}

TEST_CASE("OWNERS of Prow: approvers own, aliases stand for people") {
    std::vector<insight::Fault> faults;
    const auto aliases =
        sources::parse_owners_aliases("aliases:\n  Team-A:\n  - ann\n  - bob\n  empty: []\n", faults);
    CHECK(faults.empty());
    const std::vector<Row> rows = {
        {"empty", "", ""},
        {"approvers with an alias", "approvers:\n- cid\n- team-a\nreviewers:\n- dan\n",
         "2 * @cid @ann @bob\n"},
        {"nobody", "approvers: []\n", "1 *\n1 ! There is nobody under approvers.\n"},
        {"labels or reviewers only: the folder above has the approvers", "labels: [x]\nreviewers: [a]\n", ""},
        {"an alias for nobody", "approvers: [empty]\n", "1 *\n"},
        {"filters", "filters:\n  \".*\":\n    approvers: [a]\n  \"\\\\.go$\":\n    approvers: [b]\n",
         "3 * @a\n5 \\.go$ @b\n"},
        {"unknown key", "approver: [a]\napprovers: [b]\n",
         "2 * @b\n1 ! Prow does not know the key \"approver\".\n"},
        {"wrong name", "approvers: [\"a b\"]\n", "1 *\n1 ! An entry that is no account or e-mail address.\n"},
        {"broken", "approvers:\n- a\n b: [\n", "3 ! This is no readable YAML: the syntax is wrong here.\n"},
        {"a line for each owner", "# top\nann@x.org\nset noparent\nper-file *.gn = bob@x.org, cid@x.org\n*\n",
         "2 * ann@x.org\n4 *.gn bob@x.org cid@x.org\n"},
    };
    for (const auto& row : rows) {
        INFO(row.about);
        CHECK(read("pkg/OWNERS", row.text, Host::github, aliases) == row.rules);
    }
    CHECK(read("OWNERS", "reviewers: [a]\n") == "1 ! No approvers are named.\n");
    const auto no_parent = [](const std::string& text) {
        return parse_owners("a/OWNERS", text, text.size(), Host::github).no_parent;
    };
    CHECK(no_parent("options:\n  no_parent_owners: true\napprovers: [a]\n"));
    CHECK(no_parent("set noparent\nann@x.org\n"));
    CHECK_FALSE(no_parent("options:\n  no_parent_owners: false\napprovers: [a]\n"));
    CHECK(parse_owners("OWNERS", "", 0, Host::github).kind == insight::OwnersKind::prow_owners);
}

TEST_CASE("aliases: broken, unknown, and not an owners file of their own") {
    std::vector<insight::Fault> faults;
    CHECK(sources::parse_owners_aliases("aliases: [\n", faults).empty());
    CHECK(faults.size() == 1);
    CHECK(sources::parse_owners_aliases("other: 1\n", faults).empty());
    CHECK(sources::is_owners_aliases("OWNERS_ALIASES"));
    CHECK_FALSE(sources::is_owners_aliases("pkg/OWNERS"));
}

TEST_CASE("component_owners.yml") {
    CHECK(read(".github/component_owners.yml",
               "components:\n  pkg/a:\n    - ann\n    - bob\n  \"*.go\": cid\n  c:\n") ==
          "2 /pkg/a @ann @bob\n5 *.go @cid\n6 /c\n");
    CHECK(read(".github/component_owners.yml", "other: 1\n") == "1 ! There are no components.\n");
    CHECK(read(".github/component_owners.yml", "a: [\n").starts_with("2 ! This is no readable YAML"));
}

TEST_CASE("lists of maintainers, in any form") {
    const std::vector<Row> rows = {
        {"empty", "", ""},
        {"accounts and mail", "# Maintainers\n\n- Ann (@ann)\n- Bob <bob@x.org>\n",
         "3 * @ann\n4 * bob@x.org\n"},
        {"a table with links", "|Name|GitHub|\n|-|-|\n|Ann|[ann](https://github.com/ann)|\n", "3 * @ann\n"},
        {"one person twice", "- [@ann](https://github.com/ann) ann@x.org\n", "1 * @ann\n"},
        {"a link to a repository is nobody", "See [it](https://github.com/a/b).\n", ""},
        {"an address beside the account, and a bare name",
         "# Maintainers\n\n- Jane Doe <jane@x.org> (@jane)\n- Bob\n", "3 * @jane\n"},
        {"a team", "- [Core](https://github.com/orgs/org/teams/core)\n", "1 * @org/core\n"},
        {"former ones", "# Now\n- @a\n\n## Emeritus\n- @b\n\n### More\n- @c\n\n## Committers\n- @d\n",
         "2 * @a\n11 * @d\n"},
        {"names only", "- Ann van Dyk (X)\n- some words here\n",
         "1 * Ann van Dyk\n1 ! An entry without account or address.\n"},
        {"names under a heading of people", "# The project\n\n## Core team\n\n- Ann Berg\n",
         "5 * Ann Berg\n5 ! An entry without account or address.\n"},
        {"steps that look like names", "# Maintainers\n\n## Making a Release\n\n1. Land the PR, wait.\n", ""},
        {"labels are no accounts", "# Maintainers\n\n## Labels\n\n- Agent\n- Client\n", ""},
    };
    for (const auto& row : rows) {
        INFO(row.about);
        CHECK(read("MAINTAINERS.md", row.text) == row.rules);
    }
    CHECK(read("MAINTAINERS", "Core:\nAnn <ann@x.org> (@ann)\n  * @bob\n\nEmeritus:\n@cid\n") ==
          "2 * @ann\n3 * @bob\n");
    CHECK(read("MAINTAINERS", "maintainers:\n- spf13\n- jo-2\n- Ann Berg\nemeritus:\n- old1\n") ==
          "2 * @spf13\n3 * @jo-2\n");
    CHECK(read("MAINTAINERS", "Anna Schmidt\nThanks\n-\n- -x-\n") ==
          "1 * Anna Schmidt\n1 ! An entry without account or address.\n");
    CHECK(read("TRUSTED-COMMITTERS.rst", "* @ann\n") == "1 * @ann\n");
    CHECK(parse_owners("MAINTAINERS.txt", "", 0, Host::github).kind == insight::OwnersKind::maintainers);
}

TEST_CASE("a heading whose name or owners every line repeats does not fill the memory") {
    std::string owners = "[a]", name = "[" + std::string(200'000, 'n') + "] @x\n";
    for (int i = 0; i < 20'000; ++i) owners += " @owner" + std::to_string(i);
    owners += "\n";
    for (int i = 0; i < 40'000; ++i) {
        owners += "p\n";
        name += "p\n";
    }
    const auto many = parse_owners("CODEOWNERS", owners, owners.size(), Host::gitlab);
    CHECK(many.rules.size() == 10);
    CHECK(many.faults.back().what == "The lines from here on were not read.");
    const auto file = parse_owners("CODEOWNERS", name, name.size(), Host::gitlab);
    CHECK(file.rules.size() == 40'000);
    CHECK(core::count_code_points(file.rules.back().section) == 200);
}

TEST_CASE("hostile owners files stay bounded") {
    std::string many;
    for (int i = 0; i < 60'000; ++i) many += "* x\n";
    const auto file = parse_owners("CODEOWNERS", many, many.size(), Host::github);
    CHECK(file.faults.size() <= 101);
    std::string laughs = "x: &x [" + std::string(20'000, 'a') + "]\naliases:\n";
    for (int i = 0; i < 5'000; ++i) laughs += "  a" + std::to_string(i) + ": *x\n";
    std::vector<insight::Fault> faults;
    CHECK(sources::parse_owners_aliases(laughs, faults).size() == 5'000);
    for (const auto& fault : parse_owners("CODEOWNERS",
                                          "* \xE2\x80\xAE"
                                          "evil\n",
                                          9, Host::github)
                                 .faults)
        CHECK(core::is_utf8(fault.what));
}
