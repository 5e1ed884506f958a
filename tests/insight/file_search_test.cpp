// SPDX-License-Identifier: Apache-2.0
#include "insight/file_search.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace insight;

TEST_CASE("a file is found by its part, whatever its spelling, case and place") {
    struct Row {
        const char* path;
        Role role;
    };
    const Row rows[] = {
        {"LICENCE", Role::licence},
        {"COPYING", Role::licence},
        {"LICENSE-MIT", Role::licence},
        {"MIT-LICENSE.txt", Role::licence},
        {"LICENSES/Apache-2.0.txt", Role::licence},
        {"UNLICENSE", Role::licence},
        {"History.md", Role::change_log},
        {"NEWS", Role::change_log},
        {"CHANGES.rst", Role::change_log},
        {"docs/changelog.adoc", Role::change_log},
        {".github/security.md", Role::security},
        {"SECURITY", Role::security},
        {".github/pull_request_template.md", Role::change_template},
        {"PULL_REQUEST_TEMPLATE.md", Role::change_template},
        {".gitlab/merge_request_templates/Default.md", Role::change_template},
        {".github/ISSUE_TEMPLATE/bug.yml", Role::issue_template},
        {".github/ISSUE_TEMPLATE/config.yml", Role::template_config},
        {".gitea/ISSUE_TEMPLATE/bug.yaml", Role::issue_template},
        {".forgejo/issue_template/bug.md", Role::issue_template},
        {".forgejo/issue_template/config.yaml", Role::template_config},
        {".gitea/issue_template.md", Role::issue_template},
        {".forgejo/PULL_REQUEST_TEMPLATE.md", Role::change_template},
        {".gitea/pull_request_template/fix.md", Role::change_template},
        {"readme.rst", Role::readme},
        {".github/README.md", Role::readme},
        {"docs/README.md", Role::readme},
        {"Contributing.adoc", Role::contributing},
        {"HACKING", Role::contributing},
        {"docs/development.md", Role::contributing},
        {"docs/how-to-contribute.md", Role::contributing},
        {"Contributing Guide.md", Role::contributing},
        {"CONTRIBUTING.en.md", Role::contributing},
        {"CONTRIBUTING.de.md", Role::contributing},
        {".github/contributing-pt_BR.md", Role::contributing},
        {"docs/CONTRIBUTING_zh-CN.rst", Role::contributing},
        {"contribution-guidelines.md", Role::contributing},
        {"docs/Contributing_Guidelines.adoc", Role::contributing},
        {"contributor-guide.md", Role::contributing},
        {"docs/adr/0001-use-git.md", Role::conventions},
        {"AGENTS.md", Role::conventions},
        {".github/copilot-instructions.md", Role::conventions},
        {"ARCHITECTURE.md", Role::conventions},
        {".github/workflows/ci.yaml", Role::ci},
        {".gitlab-ci.yml", Role::ci},
        {"Jenkinsfile", Role::ci},
        {"ci/Jenkinsfile", Role::ci},
        {"jenkins/build.groovy", Role::ci},
        {"build/azure-pipelines.yml", Role::ci},
        {".azuredevops/pipelines/ci.yml", Role::ci},
        {".teamcity/settings.kts", Role::ci},
        {"bamboo-specs/bamboo.yml", Role::ci},
        {"buildspec.yml", Role::ci},
        {"codefresh.yml", Role::ci},
        {".zuul.yaml", Role::ci},
        {"screwdriver.yaml", Role::ci},
        {".harness/pipelines/ci.yaml", Role::ci},
        {"innersource.json", Role::listing},
        {".innersource-readiness.yml", Role::readiness},
        {"CODEOWNERS", Role::owners},
        {"src/OWNERS", Role::owners},
        {"MAINTAINERS.md", Role::owners},
        {"package-lock.json", Role::lock_file},
        {"web/go.sum", Role::lock_file},
        {"pom.xml", Role::manifest},
        {".devcontainer/devcontainer.json", Role::setup},
        {"Makefile", Role::setup},
        {"flake.nix", Role::setup},
        {".github/dependabot.yml", Role::dependency_updates},
        {"pkg/store_test.go", Role::test},
        {"src/FooTest.java", Role::test},
        {"lib/button.spec.ts", Role::test},
        {"t/basic.t", Role::test},
        {"tests/main.cpp", Role::test},
        {"test_api.py", Role::test},
        {"spec/user_spec.rb", Role::test},
    };
    for (const auto& row : rows) {
        CAPTURE(row.path);
        CHECK(has_role(row.path, row.role));
        CHECK(std::ranges::count(roles_of(row.path), row.role) == 1);
    }
}

TEST_CASE("an ordinary file plays no part") {
    for (const auto* path : {"",
                             "/",
                             "src/main.cpp",
                             "src/readme.md",
                             "src/latest.js",
                             "src/contest.py",
                             "license_check.py",
                             "src/security.md",
                             "docs/guide/usage.md",
                             "tests/data.json",
                             "src/changes.cpp",
                             "lib/support.rb",
                             ".gitlab/README.md",
                             "CONTRIBUTING.js.md",
                             "contributing-ui.md",
                             "CONTRIBUTING.de-docs.md",
                             "CONTRIBUTING-.md",
                             "contributing.de.cpp",
                             "src/CONTRIBUTING.de.md",
                             "guidelines.md",
                             "third_party/zlib/Jenkinsfile.linux",
                             "templates/azure-pipelines.yml",
                             "azure-pipelines.txt",
                             "buildspecs.yml",
                             "zuul.d/README.md",
                             ".gitea/README.md",
                             ".forgejo/contributing.md",
                             "src/.gitea/issue_template.md"}) {
        CAPTURE(path);
        CHECK(roles_of(path).empty());
        CHECK_FALSE(wants_text(path));
    }
}

TEST_CASE("tests and lock files are counted, not read") {
    CHECK_FALSE(wants_text("pkg/store_test.go"));
    CHECK_FALSE(wants_text("yarn.lock"));
    CHECK(wants_text("README"));
    CHECK(wants_text("Makefile"));
}

TEST_CASE("the top folder comes first and the organisation's default last") {
    Facts facts;
    facts.documents = {{.path = "CONTRIBUTING.md", .inherited = true},
                       {.path = "docs/CONTRIBUTING.md"},
                       {.path = ".github/contributing.md"},
                       {.path = "CONTRIBUTING.rst"},
                       {.path = "src/a.md"}};
    const auto found = documents_with(facts, Role::contributing);
    REQUIRE(found.size() == 4);
    CHECK(found[0]->path == "CONTRIBUTING.rst");
    CHECK(found[1]->path == ".github/contributing.md");
    CHECK(found[2]->path == "docs/CONTRIBUTING.md");
    CHECK(found[3]->inherited);
}

TEST_CASE("a guide in another language is the guide where there is no other") {
    Facts facts;
    facts.tree = Tree{.files = {{.path = "CONTRIBUTING.de.md"}, {.path = "docs/development.md"}}};
    facts.documents = {{.path = "CONTRIBUTING.de.md"}, {.path = "docs/development.md"}};
    CHECK(documents_with(facts, Role::contributing).size() == 2);
    CHECK(files_with(facts, Role::contributing).size() == 2);
    facts.documents.push_back({.path = "CONTRIBUTING.md", .inherited = true});
    CHECK(documents_with(facts, Role::contributing).size() == 3);
    facts.tree->files.push_back({.path = ".github/CONTRIBUTING.md"});
    facts.documents.push_back({.path = ".github/CONTRIBUTING.md"});
    CHECK(documents_with(facts, Role::contributing).size() == 4);  // that one says nothing
    facts.documents.back().blocks = {{.text = "Welcome"}};
    const auto found = documents_with(facts, Role::contributing);
    REQUIRE(found.size() == 3);
    CHECK(found[0]->path == ".github/CONTRIBUTING.md");
    CHECK(found[1]->path == "docs/development.md");
    CHECK(files_with(facts, Role::contributing).size() == 2);
}

TEST_CASE("without a tree no file is found") { CHECK(files_with(Facts{}, Role::licence).empty()); }

TEST_CASE("the first page of a folder on contributing is a guide") {
    for (const auto* path :
         {"docs/contributing/index.md", "contributing/README.rst", "docs/Contribute/index.adoc"}) {
        CAPTURE(path);
        CHECK(has_role(path, Role::contributing));
    }
    for (const auto* path : {"docs/contributing/style.md", "src/contributing/index.md",
                             "docs/contributing/index.html", "docs/index.md"}) {
        CAPTURE(path);
        CHECK_FALSE(has_role(path, Role::contributing));
    }
}

TEST_CASE("examples and foreign code come last") {
    Facts facts;
    facts.tree = Tree{.files = {{.path = "CMake/a_test.c"},
                                {.path = "examples/b_test.c"},
                                {.path = "src/c_suite.c"},
                                {.path = "tests/d.c"}}};
    CHECK(files_with(facts, Role::test).front()->path == "tests/d.c");
    CHECK(files_with(facts, Role::test)[1]->path == "src/c_suite.c");
    CHECK(files_with(facts, Role::test).size() == 4);
}
