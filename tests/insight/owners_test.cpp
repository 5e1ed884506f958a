// SPDX-License-Identifier: Apache-2.0
#include "insight/owners.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <tuple>
#include <utility>

using namespace insight;

namespace {

OwnersRule rule(std::string pattern, std::vector<std::string> owners, std::string section = {},
                bool negated = false) {
    return {.pattern = std::move(pattern),
            .owners = std::move(owners),
            .section = std::move(section),
            .negated = negated};
}

Tree tree_of(std::vector<std::string> paths) {
    Tree tree;
    for (auto& path : paths) tree.files.push_back({.path = std::move(path)});
    return tree;
}

}  // namespace

TEST_CASE("patterns mean what GitHub says they mean") {
    struct Row {
        std::string_view pattern, path;
        bool owned;
    };
    const auto row = GENERATE(
        Row{"", "a", false}, Row{"!a", "a", false}, Row{"[ab]", "a", false}, Row{"\\#a", "#a", false},
        Row{"*", "a/b/c", true}, Row{"*.js", "a/b.js", true}, Row{"*.js", "a/b.JS", false},
        Row{"/build/logs/", "build/logs/a/b", true}, Row{"/build/logs/", "x/build/logs/a", false},
        Row{"/build/logs/", "build/logs", false}, Row{"docs/*", "docs/a.md", true},
        Row{"docs/*", "docs/a/b.md", false}, Row{"docs/*", "x/docs/a.md", false},
        Row{"apps/", "x/apps/y/z", true}, Row{"/docs/", "docs/a/b", true},
        Row{"/apps/github", "apps/github/a/b", true}, Row{"/apps/github", "apps/github2", false},
        Row{"**/logs", "deep/down/logs/a", true}, Row{"/scripts/**/x", "scripts/x", true},
        Row{"/scripts/**/x", "scripts/a/b/x", true}, Row{"Makefile", "a/Makefile", true},
        Row{"a/**", "a", false}, Row{"a/**", "a/b", true}, Row{"a?c", "abc", true}, Row{"a\\ b", "a b", true},
        Row{"src/*.c", "src/a.c", true}, Row{"src/*.c", "src/x/a.c", false}, Row{"/", "a/b", true});
    CAPTURE(row.pattern, row.path);
    CHECK(owns(row.pattern, row.path, OwnersSyntax::github) == row.owned);
}

TEST_CASE("patterns mean what GitLab says they mean") {
    struct Row {
        std::string_view pattern, path;
        bool owned;
    };
    const auto row =
        GENERATE(Row{"*", "a/b/c", true}, Row{"README.md", "x/README.md", true},
                 Row{"in/README.md", "x/in/README.md", true}, Row{"/docs", "docs/a", false},
                 Row{"/docs/", "docs/a/b", true}, Row{"docs/", "x/docs/a", true},
                 Row{"/docs/*.md", "docs/a.md", true}, Row{"/docs/*.md", "docs/x/a.md", false},
                 Row{"/docs/**/*.md", "docs/x/y/a.md", true}, Row{"\\#a", "#a", true},
                 Row{"[ab].c", "x/b.c", true}, Row{"[^ab].c", "b.c", false}, Row{"[a-c].c", "b.c", true});
    CAPTURE(row.pattern, row.path);
    CHECK(owns(row.pattern, row.path, OwnersSyntax::gitlab) == row.owned);
}

TEST_CASE("a hostile pattern costs no more than its length") {
    std::string pattern, path;
    for (int i = 0; i < 200; ++i) pattern += "**/a*a*a*a*a*b/";
    for (int i = 0; i < 2000; ++i) path += "aaaaaaaaaaaaaaaaaaaa/";
    CHECK_FALSE(owns(pattern, path + "x", OwnersSyntax::github));
}

TEST_CASE("on GitHub the last matching line wins, and a line without owners un-owns") {
    const OwnersFile file{.path = "CODEOWNERS",
                          .rules = {rule("*", {"@all"}), rule("*.js", {"@js"}), rule("/gen/", {}),
                                    rule("/gen/keep.js", {"@k"})}};
    const OwnersIndex index(file, OwnersSyntax::github);
    CHECK(index.rules_for("a.js").front()->owners.front() == "@js");
    CHECK(index.rules_for("a.c").front()->owners.front() == "@all");
    CHECK_FALSE(index.is_owned("gen/a.js"));
    CHECK(index.is_owned("gen/keep.js"));
}

TEST_CASE("on GitLab every section counts, and !pattern takes a file out of its own section only") {
    const OwnersFile file{.path = ".gitlab/CODEOWNERS",
                          .rules = {rule("*", {"@all"}), rule("*.rb", {"@ruby"}, "ruby"),
                                    rule("vendor/", {}, "ruby", true), rule("/lib/", {"@lib"}, "ruby")}};
    const OwnersIndex index(file, OwnersSyntax::gitlab);
    REQUIRE(index.rules_for("lib/a.rb").size() == 2);
    CHECK(index.rules_for("lib/a.rb").back()->owners.front() == "@lib");
    CHECK(index.rules_for("vendor/a.rb").size() == 1);
}

TEST_CASE("the syntax follows the host, else what the file uses") {
    CHECK(syntax_of({.path = "CODEOWNERS"}, Host::unknown) == OwnersSyntax::github);
    CHECK(syntax_of({.path = ".gitlab/CODEOWNERS"}, Host::unknown) == OwnersSyntax::gitlab);
    CHECK(syntax_of({.path = "CODEOWNERS", .rules = {rule("*", {"@a"}, "docs")}}, Host::unknown) ==
          OwnersSyntax::gitlab);
    CHECK(syntax_of({.path = ".gitlab/CODEOWNERS"}, Host::github) == OwnersSyntax::github);
}

TEST_CASE("the index answers as matching each rule would") {
    std::mt19937 random(7);
    const std::vector<std::string> words = {"a",    "b",        "*",    "**", "a.js",
                                            "*.js", "*.min.js", "docs", "a*", "?"};
    const auto word = [&](std::size_t most) { return words[random() % most]; };
    for (const auto syntax : {OwnersSyntax::github, OwnersSyntax::gitlab}) {
        OwnersFile file{.path = "CODEOWNERS"};
        for (int i = 0; i < 60; ++i) {
            auto pattern = std::string(random() % 2 ? "/" : "") + word(10);
            for (auto n = random() % 3; n > 0; --n) pattern += "/" + word(10);
            file.rules.push_back(rule(pattern + (random() % 3 ? "" : "/"), {"@x"}));
        }
        const OwnersIndex index(file, syntax);
        const std::vector<std::string> names = {"a", "b", "a.js", "x.min.js", "docs", "ab", "c"};
        for (int i = 0; i < 500; ++i) {
            auto path = names[random() % 7];
            for (auto n = random() % 4; n > 0; --n) path += "/" + names[random() % 7];
            const OwnersRule* wanted = nullptr;
            for (const auto& each : file.rules)
                if (owns(each.pattern, path, syntax)) wanted = &each;
            const auto found = index.rules_for(path);
            CAPTURE(path);
            CHECK((found.empty() ? nullptr : found.front()) == wanted);
        }
    }
}

TEST_CASE("GitHub obeys .github before the top folder, GitLab the top folder first") {
    Facts facts;
    facts.owners = {{.path = "CODEOWNERS", .rules = {rule("*", {"@top"})}},
                    {.path = ".github/CODEOWNERS", .rules = {rule("*", {"@hub"})}}};
    facts.host = Host::github;
    CHECK(owners_in_force(facts).front()->path == ".github/CODEOWNERS");
    facts.host = Host::gitlab;
    CHECK(owners_in_force(facts).front()->path == "CODEOWNERS");
}

TEST_CASE("a host reads CODEOWNERS at its own places and in capitals only") {
    struct Row {
        const char* path;
        bool github, gitlab, unknown;
    };
    const auto row =
        GENERATE(Row{"codeowners", false, false, true}, Row{"docs/codeowners", false, false, true},
                 Row{".gitlab/CODEOWNERS", false, true, true}, Row{".github/CODEOWNERS", true, false, true},
                 Row{"docs/CODEOWNERS", true, true, true}, Row{"CODEOWNERS", true, true, true});
    CAPTURE(row.path);
    Facts facts;
    facts.owners = {{.path = row.path, .rules = {rule("*", {"@a"})}}};
    for (const auto& [host, read] : {std::pair{Host::github, row.github}, std::pair{Host::gitlab, row.gitlab},
                                     std::pair{Host::unknown, row.unknown}}) {
        facts.host = host;
        CHECK(owners_in_force(facts).empty() != read);
    }
}

TEST_CASE("a later line for everything without owners leaves no default owner") {
    OwnersFile file{.path = "CODEOWNERS", .rules = {rule("*", {"@a"}), rule("*", {})}};
    CHECK_FALSE(has_default_owner({&file}));
    file.rules.push_back(rule("**", {"@b"}));
    CHECK(has_default_owner({&file}));
}

TEST_CASE("an empty CODEOWNERS gives way to a list of maintainers") {
    Facts facts;
    facts.owners = {{.path = "CODEOWNERS"},
                    {.path = "MAINTAINERS", .kind = OwnersKind::maintainers, .rules = {rule("*", {"@m"})}}};
    CHECK(owners_in_force(facts).front()->path == "MAINTAINERS");
}

TEST_CASE("Prow finds the nearest OWNERS upward") {
    Facts facts;
    facts.owners = {{.path = "pkg/OWNERS", .kind = OwnersKind::prow_owners, .rules = {rule("*", {"ann"})}}};
    const auto files = owners_in_force(facts);
    const auto coverage = coverage_of(files, tree_of({"a.c", "pkg/b.c", "pkg/deep/c.c"}), Host::github);
    CHECK(coverage.unowned == 1);
    CHECK(coverage.examples == std::vector<std::string>{"a.c"});
    CHECK_FALSE(has_default_owner(files));
}

TEST_CASE("Prow stops where the owners of the folders above do not count") {
    Facts facts;
    facts.owners = {{.path = "OWNERS", .kind = OwnersKind::prow_owners, .rules = {rule("*", {"@ann"})}},
                    {.path = "own/OWNERS", .kind = OwnersKind::prow_owners, .no_parent = true},
                    {.path = "labels/OWNERS", .kind = OwnersKind::prow_owners}};
    const auto tree = tree_of({"a", "labels/b", "own/c", "own/deep/d"});
    CHECK(coverage_of(owners_in_force(facts), tree, Host::github).examples ==
          std::vector<std::string>{"own/c", "own/deep/d"});
    CHECK_FALSE(coverage_of(owners_in_force(facts), tree, Host::github, 20).complete);
}

TEST_CASE("a file that is too large owns nothing") {
    const OwnersFile file{.path = "CODEOWNERS", .rules = {rule("*", {"@a"})}, .too_large = true};
    CHECK(coverage_of({&file}, tree_of({"a"}), Host::github).unowned == 1);
}

namespace {

Tree many_files(int count) {
    Tree tree;
    for (int i = 0; i < count; ++i)
        tree.files.push_back({.path = "module" + std::to_string(i / 250) + "/src/part" +
                                      std::to_string(i / 50) + "/file" + std::to_string(i) + ".c"});
    return tree;
}

}  // namespace

TEST_CASE("rules that take too many comparisons leave the coverage unseen, in every shape of hostile file") {
    const auto slow = [](bool negated, bool sections) {
        OwnersFile file{.path = "CODEOWNERS"};
        if (negated) file.rules.push_back(rule("*", {"@a"}));
        for (int i = 0; i < 5'000; ++i)
            file.rules.push_back(rule("*a*b*x" + std::to_string(i) + "*c", {"@a"},
                                      sections ? "s" + std::to_string(i) : "", negated));
        return file;
    };
    const auto tree = many_files(1'000);
    for (const auto& [about, file, host] : {std::tuple{"stars", slow(false, false), Host::github},
                                            std::tuple{"exceptions", slow(true, false), Host::gitlab},
                                            std::tuple{"sections", slow(false, true), Host::gitlab}}) {
        INFO(about);
        const auto coverage = coverage_of({&file}, tree, host, 200'000);
        CHECK_FALSE(coverage.complete);
        CHECK(coverage.files < tree.files.size());
    }
}

TEST_CASE("a name of many dots and a folder of many names cost what they are long") {
    const OwnersFile file{.path = "CODEOWNERS", .rules = {rule("*.x", {"@a"}), rule("/a/b/", {"@b"})}};
    Tree tree;
    for (int i = 0; i < 200; ++i) {
        std::string path;
        for (int part = 0; part < 500; ++part) path += "f" + std::to_string(i) + "/";
        tree.files.push_back({.path = path + std::string(4'000, '.')});
    }
    CHECK_FALSE(coverage_of({&file}, tree, Host::github, 1'000'000).complete);
}

TEST_CASE("a hundred thousand files and three hundred rules are no burden") {
    OwnersFile file{.path = "CODEOWNERS", .rules = {rule("*", {"@all"})}};
    for (int i = 0; i < 300; ++i)
        file.rules.push_back(rule(i % 10 == 0 ? "/module" + std::to_string(i) + "/*/gen*.c"
                                              : "/module" + std::to_string(i) + "/src/",
                                  {"@t"}));
    const auto coverage = coverage_of({&file}, many_files(100'000), Host::github);
    CHECK(coverage.complete);
    CHECK(coverage.files == 100'000);
    CHECK(coverage.unowned == 0);
}
