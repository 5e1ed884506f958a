// SPDX-License-Identifier: Apache-2.0
#include "insight/links.hpp"
#include "insight/facts_of.hpp"
#include "insight/guide.hpp"

#include <catch2/catch.hpp>

#include <ctime>
#include <string>

using namespace insight;
using namespace insight::test;

TEST_CASE("links resolve against their document and never above the top") {
    CHECK(resolve_link("a.md", "").empty());
    CHECK(resolve_link("a.md", "%2e%2e/%2e%2e/x").empty());
    CHECK(resolve_link("a.md", "..\\x").empty());
    CHECK(resolve_link("a.md", "mailto:a@b.c").empty());
    CHECK(resolve_link("a.md", "b%2Fc%zz.md") == "b/c%zz.md");
    CHECK(resolve_link("docs/a/b.md", "../c.md") == "docs/c.md");
    CHECK(resolve_link("docs/a.md", "/x/./y.md?raw=1") == "x/y.md");
}

TEST_CASE("a page is found without its ending, a program is no page") {
    auto written = Written().text("Docs/Dev.rst", "x").text("a/README.md", "x").text("a.md", "x");
    written.file("build.py").facts.tree->files = {
        {"Docs/Dev.rst"}, {"a.md"}, {"a/README.md"}, {"build.py"}, {"link.md", FileKind::link}};
    const auto& tree = *written.facts.tree;
    CHECK(find_page(tree, "build.py") == nullptr);
    CHECK(find_page(tree, "link") == nullptr);
    CHECK(find_page(tree, "Docs/Dev")->path == "Docs/Dev.rst");
    CHECK(find_document(written.facts, "docs/dev")->path == "Docs/Dev.rst");
    CHECK(find_document(written.facts, "a")->path == "a.md");
    CHECK(find_document(written.facts, "A/readme.md")->path == "a/README.md");
    CHECK(find_document(written.facts, "do") == nullptr);
}

TEST_CASE("many links among many documents are followed in no time") {
    Written written;
    std::string links;
    for (int i = 0; i < 500; ++i)
        links += "[contribute](" + std::string(200, 'a') + std::to_string(i) + ")\n";
    for (const auto* folder : {"", ".github/", "docs/", ".gitlab/"})
        for (const auto* ending : {"", ".md", ".markdown", ".rst", ".adoc", ".txt", ".org"})
            written.text(std::string(folder) + "CONTRIBUTING" + ending, links);
    for (int i = 0; i < 365; ++i)
        written.text(".github/PULL_REQUEST_TEMPLATE/" + std::string(200, 'b') + std::to_string(i) + ".md",
                     "x");
    const auto start = std::clock();
    CHECK(guide_documents(written.facts).size() == 28);
    // Each link compared with each document took seconds.
    CHECK((std::clock() - start) / CLOCKS_PER_SEC < 10);
}

TEST_CASE("an address is host, path and query of http only") {
    CHECK(address_of("").host.empty());
    CHECK(address_of("docs/http://x").host.empty());
    CHECK(address_of("mailto:a@b.c").host.empty());
    const auto address = address_of("HTTPS://me:pass@Git.Example:8443/Pay/Issues/?q=1#top");
    CHECK(address.host == "git.example");
    CHECK(address.path == "/pay/issues");
    CHECK(address.query == "?q=1");
    CHECK(address_of("http://x?y/z").host == "x");
}

TEST_CASE("only a link that speaks of contributing leads to a guide elsewhere") {
    struct Row {
        const char* text;
        const char* target;
    };
    for (const auto& row : {Row{"", ""}, Row{"guide", "https://google.github.io/styleguide/"},
                            Row{"Google style guide", "https://google.github.io/styleguide/"},
                            Row{"pull requests", "https://github.com/acme/pay/pulls"},
                            Row{"build", "https://ci.example/acme/pay/badge.svg"},
                            Row{"contribute", "https://github.com/acme/pay/actions/workflows/test.yml"},
                            Row{"contributors", "https://github.com/acme/pay/graphs/contributors"},
                            Row{"our contributors", "https://example.com/people"},
                            Row{"Contributor Covenant", "https://www.contributor-covenant.org/version/2/1"},
                            Row{"Contributor Covenant", "https://img.shields.io/badge/x"},
                            Row{"issues for contributors", "https://github.com/acme/pay/issues?q=is:open"},
                            Row{"contributing", "CONTRIBUTING.md"}}) {
        CAPTURE(row.text, row.target);
        CHECK_FALSE(leads_to_foreign_guide({row.text, row.target, 1}));
    }
    for (const auto& row : {Row{"here", "https://git.example/org/.github/blob/main/CONTRIBUTING.md#start"},
                            Row{"here", "https://example.com/contribute/"},
                            Row{"docs", "https://example.com/developer-guide.html"},
                            Row{"How to contribute", "https://wiki.example/x/12"}}) {
        CAPTURE(row.text, row.target);
        CHECK(leads_to_foreign_guide({row.text, row.target, 1}));
    }
}

TEST_CASE("a link that says nothing means what its sentence speaks of") {
    const auto leads = [](std::string_view line, bool in_guide) {
        const auto block = block_of(line, 1);
        return leads_to_foreign_guide(block, block.links.at(0), in_guide);
    };
    for (const auto* line :
         {"How to contribute is told [here](https://wiki.example/x/12).",
          "Contributing: see [https://wiki.example/x?page=12](https://wiki.example/x?page=12) first.",
          "Read [this](https://x.example/docs/contributing/getting-started/).",
          "See our [contributor guide](https://x.example/x)."}) {
        CAPTURE(line);
        CHECK(leads(line, false));
    }
    CHECK(leads("Please read [our wiki](https://wiki.example/x/12).", true));
    CHECK_FALSE(leads("Please read [our wiki](https://wiki.example/x/12).", false));
    for (const auto* line : {"Before you contribute, sign the CLA [here](https://cla.example/x).",
                             "To contribute, look for issues [here](https://tracker.example/x).",
                             "Contribute. The menu stands [here](https://menu.example/x).",
                             "Contribute [here](https://github.com/acme/pay/issues).",
                             "To contribute you need [Docker](https://docker.example/get)."}) {
        CAPTURE(line);
        CHECK_FALSE(leads(line, false));
        CHECK_FALSE(leads(line, true));
    }
}

TEST_CASE("C2: a guide elsewhere is not seen, never a plain no") {
    for (const auto* line : {"See our [contributor guide](https://x.example/docs/contributing/).",
                             "How to contribute stands [here](https://wiki.example/x/12)."}) {
        CAPTURE(line);
        const auto verdict = run("C2", Written().text("README.md", std::string("# Pay\n") + line).facts);
        CHECK(verdict.outcome == Outcome::partly);
        CHECK(verdict.at_least);
        CHECK(verdict.missing.starts_with("not seen: the linked guide https://"));
        CHECK(verdict.evidence.at(0).where == "README.md:2");
    }
    CHECK(outcome("C2", Written().text("README.md", "[Docker](https://docker.example/)").facts) == "no");
}

TEST_CASE("C2: rules of style beside any link are partly, and nothing is left unseen") {
    const std::string style =
        "# Contributing\nNames are lower case. Lines are short.\n" + std::string(320, 'x') + "\n";
    for (const auto* link :
         {"[Google style guide](https://google.github.io/styleguide/)", "[guide](docs/none.md)",
          "[pull requests](https://github.com/acme/pay/pulls)", "[style guide](docs/style.md)",
          "[build](https://github.com/acme/pay/actions/workflows/build.yml/badge.svg)",
          "[Contributor Covenant](https://www.contributor-covenant.org/)", "[guide](LICENSE)"}) {
        CAPTURE(link);
        const auto verdict =
            run("C2",
                Written().file("LICENSE").file("docs/style.md").text("CONTRIBUTING.md", style + link).facts);
        CHECK(verdict.outcome == Outcome::partly);
        CHECK_FALSE(verdict.at_least);
    }
    const auto unread =
        run("C2", Written().file("docs/dev.rst").text("docs/CONTRIBUTING.md", style + "[guide](dev)").facts);
    CHECK(unread.at_least);
    CHECK(unread.missing.ends_with("not seen: the linked guide dev"));
}

TEST_CASE("a guide that was read is not called unread, whatever its link leaves out") {
    for (const auto* link : {"[guide](dev/guide)", "[guide](dev/guide.md#start)", "[guide](dev%2Fguide)"}) {
        CAPTURE(link);
        const auto guide =
            find_guide(Written().text("CONTRIBUTING.md", link).text("dev/guide.md", "Run `npm test`.").facts);
        CHECK(guide.count() == 1);
        CHECK(guide.unread_link.empty());
    }
    CHECK(find_guide(
              Written().text("CONTRIBUTING.md", "[guide](dev)").text("dev/index.md", "Run `npm test`.").facts)
              .count() == 1);
}

TEST_CASE("README's links to tests and contributors are no guide, its links to building are") {
    for (const auto* line :
         {"[JMeter Test](src/test/jmeter/README.md)", "[tests](docs/x.md)", "[help](docs/x.md)",
          "[people](docs/CONTRIBUTORS.md)", "# Testing\n[JMeter](docs/x.md)"}) {
        CAPTURE(line);
        CHECK(guide_documents(Written()
                                  .text("README.md", line)
                                  .text("src/test/jmeter/README.md", "x")
                                  .text("docs/CONTRIBUTORS.md", "x")
                                  .text("docs/x.md", "x")
                                  .facts)
                  .empty());
    }
    for (const auto* line : {"[Contributing](docs/x.md)", "[Building from source](docs/x.md)",
                             "[developer guide](docs/x)", "# Contributing\n[here](docs/x.md)"}) {
        CAPTURE(line);
        CHECK(guide_documents(Written().text("README.md", line).text("docs/x.md", "x").facts).size() == 1);
    }
}
