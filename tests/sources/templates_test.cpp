// SPDX-License-Identifier: Apache-2.0
#include "sources/templates.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using insight::TemplateKind;
using sources::parse_template;

namespace {

struct Row {
    const char* path;
    std::string text;
    std::string missing;
};

}  // namespace

TEST_CASE("a Markdown issue template needs a name and what it is about") {
    const std::vector<Row> rows = {
        {".github/ISSUE_TEMPLATE/bug.md", "", "the file is empty"},
        {".github/ISSUE_TEMPLATE/bug.md", " \n\xE2\x80\x8B\n", "the file is empty"},
        {".github/ISSUE_TEMPLATE/bug.md", std::string("a\0b", 3), "the file is binary"},
        {".github/ISSUE_TEMPLATE/bug.md", "text only\n", "name and about are missing"},
        {".github/ISSUE_TEMPLATE/bug.md", "---\nname: Bug\n---\ntext\n", "about is missing"},
        {".github/ISSUE_TEMPLATE/bug.md", "---\nname: Bug\nabout: ''\n---\n", "about is missing"},
        {".github/ISSUE_TEMPLATE/bug.md", "---\nname: Bug\nabout: x\n", "name and about are missing"},
        {".github/ISSUE_TEMPLATE/bug.md", "---\nname: [\n---\n", "the front matter is no readable YAML"},
        {".github/ISSUE_TEMPLATE/bug.md", "---\nname: Bug\nabout: Broken\n---\n\nWhat?\n", ""},
        {".github/issue_template/bug.md", "\xEF\xBB\xBF---\r\nname: Bug\r\nabout: Broken\r\n---\r\n", ""},
        {".github/ISSUE_TEMPLATE.md", "What happened?\n", ""},
        {"issue_template.md", "What happened?\n", ""},
        {".gitlab/issue_templates/Bug.md", "What happened?\n", ""},
    };
    for (const auto& row : rows) {
        INFO(row.path << ": " << row.text);
        const auto found = parse_template(row.path, row.text, TemplateKind::issue);
        CHECK(found.missing == row.missing);
        CHECK(found.complete == row.missing.empty());
        CHECK(found.path == row.path);
    }
}

TEST_CASE("an issue form needs name, description and something to fill in") {
    const std::vector<Row> rows = {
        {"a.yml", "a: [\n", "This is no readable YAML: the syntax is wrong here."},
        {"a.yml", "# nothing\n", "the form is empty"},
        {"a.yml", "- a\n", "the form is empty"},
        {"a.yml", "name: A\n", "description and body are missing"},
        {"a.yml", "name: A\ndescription: b\nbody: []\n", "body is missing"},
        {"a.yml", "name: A\ndescription: b\nbody:\n- type: markdown\n", "body is missing"},
        {"a.yml", "name: [A]\ndescription: b\nbody:\n- type: textarea\n", "name is missing"},
        {"a.yaml", "name: A\ndescription: b\nbody:\n- type: textarea\n", ""},
    };
    for (const auto& row : rows) {
        INFO(row.text);
        const auto found =
            parse_template(std::string(".github/ISSUE_TEMPLATE/") + row.path, row.text, TemplateKind::issue);
        CHECK(found.missing == row.missing);
        CHECK(found.complete == row.missing.empty());
    }
}

TEST_CASE("a change template needs some text") {
    CHECK(parse_template("pull_request_template.md", "## Why\n", TemplateKind::change).complete);
    CHECK(parse_template(".github/PULL_REQUEST_TEMPLATE/a.md", "x", TemplateKind::change).kind ==
          TemplateKind::change);
    CHECK(parse_template("pull_request_template.md", "\n", TemplateKind::change).missing ==
          "the file is empty");
}
