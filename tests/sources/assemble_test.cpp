// SPDX-License-Identifier: Apache-2.0
#include "sources/assemble.hpp"

#include "core/text.hpp"
#include "insight/links.hpp"
#include "insight/unread.hpp"
#include "sources/own_links.hpp"
#include "sources/reading_order.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

using insight::Facts;
using insight::FileKind;
using insight::Host;

namespace {

// A repository in memory that remembers what was read.
struct Files {
    std::map<std::string, std::string> texts;
    std::vector<std::string> links, submodules, unreadable, too_large;
    std::vector<std::string> expected, read;
    std::vector<std::string> talk;  // both, in their order: "expect x", "read x"
    std::size_t cut = 1'000'000;

    static bool holds(const std::vector<std::string>& list, const std::string& path) {
        return std::ranges::find(list, path) != list.end();
    }
    Facts assembled(std::size_t limit = 400, Facts facts = {}) {
        insight::Tree tree;
        for (const auto& [path, text] : texts) {
            const auto kind = holds(links, path)        ? FileKind::link
                              : holds(submodules, path) ? FileKind::submodule
                                                        : FileKind::regular;
            tree.files.push_back({path, kind, text.size()});
        }
        // Sources may list in any order.
        std::ranges::reverse(tree.files);
        sources::assemble(facts, tree,
                          {.read = [&](const insight::File& file) { return blob(file); },
                           .expect =
                               [&](const auto& files) {
                                   for (const auto* file : files) {
                                       expected.push_back(file->path);
                                       talk.push_back("expect " + file->path);
                                   }
                               }},
                          limit);
        return facts;
    }
    std::optional<sources::Blob> blob(const insight::File& file) {
        read.push_back(file.path);
        talk.push_back("read " + file.path);
        if (holds(unreadable, file.path)) return std::nullopt;
        const auto& text = texts.at(file.path);
        if (holds(too_large, file.path)) return sources::Blob{{}, true, text.size(), 4};
        return sources::Blob{text.substr(0, cut), text.size() > cut, text.size()};
    }
};

std::vector<std::string> documents_of(const Facts& facts) {
    std::vector<std::string> out;
    for (const auto& document : facts.documents) out.push_back(document.path);
    return out;
}
using Paths = std::vector<std::string>;

}  // namespace

TEST_CASE("what will be read is told before, in the same order and no more than the limit") {
    Files files{.texts = {{"README.md", "words"},
                          {"CONTRIBUTING.md", "words"},
                          {"main.cpp", "int x;"},
                          {"LICENSE", "MIT"},
                          {"OWNERS_ALIASES", "aliases:"},
                          {"deep/OWNERS_ALIASES", "aliases:"},
                          {"lib/README.md", ""}},
                .submodules = {"lib/README.md"}};
    files.assembled();
    std::ranges::sort(files.read);
    auto sorted = files.expected;
    std::ranges::sort(sorted);
    CHECK(sorted == Paths{"CONTRIBUTING.md", "LICENSE", "OWNERS_ALIASES", "README.md"});
    CHECK(files.read == sorted);
    const auto first_read =
        std::ranges::find_if(files.talk, [](const auto& word) { return word.starts_with("read"); });
    CHECK(first_read - files.talk.begin() == 4);
    CHECK(files.expected.front() == "README.md");
    Files few{.texts = files.texts};
    few.assembled(1);
    CHECK(few.expected == Paths{"README.md"});
}

TEST_CASE("an empty tree is seen and empty") {
    const auto facts = Files{}.assembled();
    REQUIRE(facts.tree);
    CHECK(facts.tree->files.empty());
    CHECK(facts.documents.empty());
    CHECK(facts.host == Host::unknown);
    CHECK(facts.faults.empty());
}

TEST_CASE("every part is read as what it is") {
    Files files;
    files.texts = {{"README.md", "# A\n"},
                   {"CONTRIBUTING.rst", "Guide\n=====\n"},
                   {"src/main.c", "int main;\n"},
                   {".github/workflows/ci.yml", "on: push\njobs: {}\n"},
                   {".github/CODEOWNERS", "* @a\n"},
                   {".github/ISSUE_TEMPLATE/bug.md", "---\nname: B\nabout: b\n---\n"},
                   {".github/ISSUE_TEMPLATE/config.yml", "blank_issues_enabled: false\n"},
                   {".github/pull_request_template.md", "We take no patches.\n"},
                   {".innersource-readiness.yml", "version: 1\nowner: me\n"},
                   {"innersource.json", "{}\n"},
                   {"Makefile", "test:\n\tmake\n"},
                   {"package.json", "{}"},
                   {"MAINTAINERS.md", "- @b\n"},
                   {"tests/a_test.c", "x"}};
    const auto facts = files.assembled();
    CHECK(facts.host == Host::github);
    CHECK(documents_of(facts) ==
          Paths{"README.md", "CONTRIBUTING.rst", ".github/pull_request_template.md", "MAINTAINERS.md"});
    CHECK(facts.owners.size() == 2);
    CHECK(facts.ci.size() == 1);
    CHECK(facts.ci.front().triggers.size() == 1);
    CHECK(facts.templates.size() == 2);
    REQUIRE(facts.declared);
    CHECK(facts.declared->owner == "me");
    REQUIRE(facts.small_files.size() == 3);
    CHECK(std::ranges::find(facts.small_files, "test:\n\tmake\n", &insight::SmallFile::text) !=
          facts.small_files.end());
    CHECK(facts.tree->files.front().path == ".github/CODEOWNERS");
    CHECK_FALSE(Files::holds(files.read, "src/main.c"));
    CHECK_FALSE(Files::holds(files.read, ".github/ISSUE_TEMPLATE/config.yml"));
    CHECK_FALSE(Files::holds(files.read, "tests/a_test.c"));
    CHECK(facts.faults.empty());
}

TEST_CASE("of CI files no more is kept than a limit, and those beyond it are told") {
    std::string text =
        "x: &a \"" + std::string(30'000, 'y') + "\"\non: pull_request\njobs:\n  t:\n    steps:\n";
    for (int n = 0; n < 100; ++n) text += "      - run: *a\n";
    Files files;
    for (char name = 'a'; name <= 'n'; ++name)
        files.texts[fmt::format(".github/workflows/{}.yml", name)] = text;
    const auto facts = files.assembled();
    REQUIRE(facts.ci.size() == 14);
    std::size_t bytes = 0;
    for (const auto& file : facts.ci) bytes += file.step_bytes;
    CHECK(bytes < (5U << 20U));
    CHECK(facts.ci.front().is_cut);
    CHECK_FALSE(facts.ci.back().parsed);
    CHECK(facts.ci.back().is_cut);
    const auto is_told = [&](std::string_view words) {
        return std::ranges::any_of(
            facts.faults, [&](const auto& fault) { return fault.what.find(words) != std::string::npos; });
    };
    CHECK(is_told("Only the first "));
    CHECK(is_told("was not read: the limit of CI steps is reached."));
}

TEST_CASE("config.yml alone is no template") {
    Files files;
    files.texts = {{".github/ISSUE_TEMPLATE/config.yml", "blank_issues_enabled: false\n"}};
    CHECK(files.assembled().templates.empty());
}

TEST_CASE("links out of the tree and submodules are not read, and such links are named") {
    Files files;
    files.texts = {{"README.md", "/etc/passwd"}, {"CONTRIBUTING.md", "x"}, {"docs/SECURITY.md", "x"}};
    files.links = {"README.md"};
    files.submodules = {"CONTRIBUTING.md"};
    files.unreadable = {"docs/SECURITY.md"};
    const auto facts = files.assembled();
    CHECK(facts.documents.empty());
    CHECK(files.read == Paths{"README.md", "docs/SECURITY.md"});  // of the link, where it leads
    REQUIRE(facts.faults.size() == 2);
    CHECK(facts.faults[0].what == "\"README.md\" is a link to no file of this tree and was not followed.");
    CHECK(facts.faults[1].what == "\"docs/SECURITY.md\" could not be read.");
}

TEST_CASE("a link inside the tree counts as the file that it leads to") {
    struct Row {
        const char* about;
        std::string target;
        std::string text;  // of README.md; empty when the link leads nowhere
    };
    const Row rows[] = {
        {"a file", "text/intro.md", "Intro"},
        {"a detour", "./text/../text//intro.md", "Intro"},
        {"over another link", "second", "Intro"},
        {"through a linked folder", "folder/intro.md", "Intro"},
        {"out of the tree", "../README.md", ""},
        {"out of the tree and back", "text/../../repo/text/intro.md", ""},
        {"absolute", "/text/intro.md", ""},
        {"nothing", "text/none.md", ""},
        {"a folder", "text", ""},
        {"itself", "README.md", ""},
        {"a circle", "round", ""},
        {"a submodule", "module", ""},
        {"below a file", "text/intro.md/more", ""},
        {"empty", "", ""},
    };
    for (const auto& row : rows) {
        CAPTURE(row.about);
        Files files;
        files.texts = {{"README.md", row.target}, {"text/intro.md", "Intro\n"},
                       {"second", "third"},       {"third", "text/intro.md"},
                       {"folder", "text"},        {"round", "again"},
                       {"again", "round"},        {"module", "x"}};
        files.links = {"README.md", "second", "third", "folder", "round", "again"};
        files.submodules = {"module"};
        const auto facts = files.assembled();
        const auto* readme = insight::find_file(*facts.tree, "README.md");
        CHECK((readme != nullptr) == !row.text.empty());
        if (row.text.empty()) {
            CHECK(facts.documents.empty());
            CHECK(facts.faults.size() == 1);
        } else {
            CHECK(documents_of(facts) == Paths{"README.md"});
            CHECK(facts.documents.at(0).blocks.at(0).text == row.text);
            CHECK(facts.faults.empty());
        }
    }
}

TEST_CASE("a file that is read anyway is not read again under the name of a link to it") {
    Files files;
    files.texts = {{"CONTRIBUTING.md", ".github/CONTRIBUTING.md"},
                   {".github/CONTRIBUTING.md", "Fork it.\n"},
                   {"LICENSE", "README.md"},
                   {"README.md", "# Payments\n"}};
    files.links = {"CONTRIBUTING.md", "LICENSE"};
    const auto facts = files.assembled();
    CHECK(documents_of(facts) == Paths{"README.md", ".github/CONTRIBUTING.md", "LICENSE"});
    CHECK(facts.faults.empty());
    CHECK(insight::find_unread(facts, insight::Role::contributing) == nullptr);
}

TEST_CASE("links by the thousand are followed within a limit, and README is read all the same") {
    Files files;
    for (int i = 0; i < 1000; ++i) {
        const auto path = ".github/workflows/" + std::to_string(i) + ".yml";
        files.texts[path] = "../../ci.yml";
        files.links.push_back(path);
    }
    files.texts["ci.yml"] = "on: push\n";
    files.texts["README.md"] = "# Payments\n";
    const auto facts = files.assembled(50);
    CHECK(files.read.size() <= 100);
    CHECK(documents_of(facts) == Paths{"README.md"});
    CHECK(facts.ci.size() == 49);
    REQUIRE(facts.faults.size() == 1);
    CHECK(facts.faults[0].what == "951 further files with text were not read: the limit is reached.");
}

TEST_CASE("a pointer of Git LFS is no text of the repository") {
    Files files;
    files.texts = {{"README.md",
                    "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22e"
                    "adbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n"}};
    const auto facts = files.assembled();
    CHECK(facts.documents.empty());
    REQUIRE(facts.faults.size() == 1);
    CHECK(facts.faults[0].what ==
          "\"README.md\" is a pointer of Git LFS: its text is not in git, so it was not read.");
}

TEST_CASE("of a long document it is said how much was read") {
    Files files;
    files.texts = {{"README.md", "# Payments\n\n" + std::string(5000, 'x')}};
    files.cut = 100;
    const auto facts = files.assembled();
    REQUIRE(facts.faults.size() == 1);
    CHECK(facts.faults[0].what == "Only the first 100 bytes of \"README.md\" were read; it has 5012 bytes.");
}

TEST_CASE("a file that is too large is named once, with its size; an empty one is read") {
    Files files;
    files.texts = {{"README.md", std::string(5000, 'x')}, {"CONTRIBUTING.md", ""}, {"CODEOWNERS", "* @a\n"}};
    files.too_large = {"README.md", "CODEOWNERS"};
    const auto facts = files.assembled();
    CHECK(documents_of(facts) == Paths{"CONTRIBUTING.md"});
    CHECK(facts.owners.empty());
    REQUIRE(facts.faults.size() == 2);
    std::set<std::string> told;
    for (const auto& fault : facts.faults) told.insert(fault.what);
    CHECK(told == std::set<std::string>{
                      "\"README.md\" was not read: it has 5000 bytes, and a file over 4 bytes is not opened.",
                      "\"CODEOWNERS\" was not read: it has 5 bytes, and a file over 4 bytes is not opened."});
}

TEST_CASE("links to a contribution guide are followed") {
    Files files;
    files.texts = {{"README.md",
                    "# A\n\n[Contributing](docs/how%20to.md#start) and [contributing more](docs/more.md)\n"},
                   {"docs/how to.md", "# How\n"},
                   {"docs/more.md", "# More\n"}};
    CHECK(documents_of(files.assembled()) == Paths{"README.md", "docs/how to.md", "docs/more.md"});
}

TEST_CASE("the parts of a guide are read, whatever is linked to before them, but eight at most") {
    Files files;
    files.texts = {
        {"CONTRIBUTING.md",
         "See [the format](docs/format.md). Our [Contributor Handbook](docs/handbook.md) tells all.\n"},
        {"docs/format.md", "x\n"},
        {"docs/handbook.md",
         "[Setting up](set-up.md), [the wall](wall.md), [contributions](../patterns/a.md)\n"},
        {"docs/set-up.md", "x\n"},
        {"patterns/a.md", "x\n"},
        {"docs/wall.md", "x\n"}};
    CHECK(documents_of(files.assembled()) == Paths{"CONTRIBUTING.md", "docs/handbook.md", "docs/set-up.md"});
    files.texts = {{"README.md", "See [Contributor guide](docs/dev/guide.md).\n"},
                   {"docs/dev/guide.md", "x\n"}};
    CHECK(documents_of(files.assembled()) == Paths{"README.md", "docs/dev/guide.md"});
    files.texts = {{"README.md",
                    "How to contribute stands [here](docs/x.md), the menu [here](docs/y.md).\n"
                    "\nWhat we eat stands [here](docs/z.md).\n"},
                   {"docs/x.md", "x\n"},
                   {"docs/z.md", "x\n"}};
    CHECK(documents_of(files.assembled()) == Paths{"README.md", "docs/x.md"});
    files.texts = {{"CONTRIBUTING.md", ""}};
    for (int i = 0; i < 20; ++i) {
        const auto path = "docs/" + std::to_string(i) + ".md";
        files.texts["CONTRIBUTING.md"] += "[testing](" + path + ")\n";
        files.texts[path] = "x\n";
    }
    CHECK(files.assembled().documents.size() == 9);
}

TEST_CASE("what CONTRIBUTING links to comes before what README links to") {
    Files files;
    files.texts = {{"README.md", "[Contributing](docs/a.md)\n"},
                   {"CONTRIBUTING.md", "See [here](docs/b.md).\n"},
                   {"docs/a.md", "a\n"},
                   {"docs/b.md", "b\n"}};
    CHECK(documents_of(files.assembled()) == Paths{"README.md", "CONTRIBUTING.md", "docs/b.md", "docs/a.md"});
}

TEST_CASE("a link is followed only to a readable document inside the tree") {
    const std::vector<std::pair<std::string, std::string>> rows = {
        {"outside", "[Contributing](../guide.md)\n"},
        {"outside by a detour", "[Contributing](docs/../../guide.md)\n"},
        {"absolute address", "[Contributing](https://x.org/guide.md)\n"},
        {"host without scheme", "[Contributing](//x.org/guide.md)\n"},
        {"missing", "[Contributing](docs/none.md)\n"},
        {"a link in the tree", "[Contributing](docs/link.md)\n"},
        {"through a linked folder", "[Contributing](folder/guide.md)\n"},
        {"a program", "[Contributing](build.py)\n"},
        {"another part", "[Contributing](LICENSE)\n"},
        {"not about contributing", "[Usage](docs/use.md)\n"},
        {"about tests", "## Testing\n\n[JMeter Test](docs/use.md)\n"},
        {"itself", "[Contributing](#contributing)\n"},
    };
    for (const auto& [about, text] : rows) {
        Files files;
        files.texts = {{"README.md", text}, {"docs/link.md", "x"}, {"folder", "docs"},
                       {"build.py", "x"},   {"LICENSE", "MIT\n"},  {"docs/use.md", "x"}};
        files.links = {"docs/link.md", "folder"};
        const auto read = documents_of(files.assembled());
        INFO(about);
        CHECK(read == Paths{"README.md", "LICENSE"});
    }
}

TEST_CASE("under a heading on contributing any document counts, endings may be left out") {
    Files files;
    files.texts = {{"README.rst", "Contributing\n============\n\nRead :doc:`docs/dev`.\n"},
                   {"docs/dev.rst", "x\n"}};
    CHECK(documents_of(files.assembled()) == Paths{"README.rst", "docs/dev.rst"});
    files.texts = {{"README.md", "## Development\n\n[docs](dev/)\n"}, {"dev/README.md", "x\n"}};
    CHECK(documents_of(files.assembled()) == Paths{"README.md", "dev/README.md"});
    files.texts = {{"CONTRIBUTING.md", "[guide](dev/my%20guide)\n"}, {"dev/my guide.md", "x\n"}};
    CHECK(documents_of(files.assembled()) == Paths{"CONTRIBUTING.md", "dev/my guide.md"});
}

TEST_CASE("a declared guide is read, and only inside the tree") {
    Files files;
    files.texts = {
        {".innersource-readiness.yml", "version: 1\nevidence: {contribution_guide: docs/dev.md}\n"},
        {"docs/dev.md", "x\n"}};
    CHECK(documents_of(files.assembled()) == Paths{"docs/dev.md"});
    CHECK(files.assembled().faults.empty());
    for (const auto* guide : {"../../etc/passwd", "/etc/passwd", "docs/gone.md"}) {
        CAPTURE(guide);
        files.texts[".innersource-readiness.yml"] =
            "version: 1\nevidence: {contribution_guide: " + std::string(guide) + "}\n";
        const auto facts = files.assembled();
        CHECK(documents_of(facts).empty());
        REQUIRE(facts.faults.size() == 1);
        CHECK(facts.faults[0].what == "\".innersource-readiness.yml\" names \"" + std::string(guide) +
                                          "\" as contribution_guide, which is no file of this tree.");
    }
}

TEST_CASE("the host follows from its folders") {
    const auto host = [](const Paths& paths) {
        insight::Tree tree;
        for (const auto& path : paths) tree.files.push_back({path, FileKind::regular, 1});
        return sources::host_of(tree);
    };
    CHECK(host({"README.md"}) == Host::unknown);
    CHECK(host({".github/FUNDING.yml"}) == Host::github);
    CHECK(host({".gitlab-ci.yml"}) == Host::gitlab);
    CHECK(host({".gitlab/CODEOWNERS"}) == Host::gitlab);
    CHECK(host({".github/a", ".gitlab-ci.yml"}) == Host::github);
    CHECK(host({".github/a", ".gitlab-ci.yml", ".gitlab/CODEOWNERS"}) == Host::gitlab);
    CHECK(host({".github/CODEOWNERS", ".gitlab-ci.yml", ".gitlab/CODEOWNERS"}) == Host::github);
    CHECK(host({"docs/.github/a"}) == Host::unknown);
    CHECK(host({".forgejo/workflows/a.yml", ".github/a"}) == Host::unknown);  // that one reads both
    CHECK(host({".gitea/issue_template.md", ".github/CODEOWNERS"}) == Host::unknown);
}

TEST_CASE("a host that is known already stays") {
    Files files;
    files.texts = {{".github/a", ""}, {"CODEOWNERS", "[A]\n* @x\n"}};
    const auto facts = files.assembled(400, Facts{.host = Host::gitlab});
    CHECK(facts.host == Host::gitlab);
    REQUIRE(facts.owners.size() == 1);
    CHECK(facts.owners.front().rules.front().section == "a");
}

TEST_CASE("aliases are unfolded wherever they are named, and own nothing themselves") {
    Files files;
    files.texts = {{"OWNERS_ALIASES", "aliases: {team: [ann]}\n"},
                   {"OWNERS", "approvers: [team]\n"},
                   {"pkg/OWNERS", "approvers: [bob]\n"}};
    const auto facts = files.assembled();
    REQUIRE(facts.owners.size() == 2);
    CHECK(facts.owners[0].path == "OWNERS");
    CHECK(facts.owners[0].rules.front().owners == Paths{"@ann"});
    files.texts["OWNERS_ALIASES"] = "aliases: [\n";
    CHECK(files.assembled().faults.front().what.starts_with("OWNERS_ALIASES, line 2: "));
}

TEST_CASE("the limit cuts the least telling files, and says so") {
    Files files;
    files.texts = {{"README.md", "# A\n"},
                   {"CONTRIBUTING.md", "x\n"},
                   {"LICENSE", "x\n"},
                   {"CHANGES", "x\n"},
                   {"docs/adr/1.md", "x\n"}};
    const auto facts = files.assembled(2);
    CHECK(documents_of(facts) == Paths{"README.md", "CONTRIBUTING.md"});
    REQUIRE(facts.faults.size() == 1);
    CHECK(facts.faults.front().what == "3 further files with text were not read: the limit is reached.");
}

TEST_CASE("repetitions are left out: nested manifests, many decision records") {
    Files files;
    files.texts = {{"package.json", "{}"}, {"a/package.json", "{}"}, {"a/b/package.json", "{}"}};
    for (int i = 0; i < 60; ++i) files.texts["docs/adr/" + std::to_string(i) + ".md"] = "x\n";
    const auto facts = files.assembled();
    CHECK(facts.small_files.size() == 2);
    CHECK(facts.documents.size() == 20);
    CHECK(facts.faults.empty());
}

TEST_CASE("small files are cut at 64 KiB and always valid text") {
    Files files;
    files.texts = {{"Makefile", std::string(100'000, '\xff')}, {"package.json", std::string(100'000, 'a')}};
    const auto facts = files.assembled();
    REQUIRE(facts.small_files.size() == 2);
    for (const auto& file : facts.small_files) {
        CHECK(file.text.size() <= 65'536);
        CHECK(core::is_utf8(file.text));
    }
}

TEST_CASE("cut and large files say so") {
    Files files;
    files.cut = 8;
    files.texts = {{"README.md", "# A\n\nlong text"},
                   {"CODEOWNERS", "* @a\nb @c\n"},
                   {".innersource-readiness.yml", "owner: abcdef\n"}};
    const auto facts = files.assembled();
    REQUIRE(facts.documents.size() == 1);
    CHECK(facts.documents.front().truncated);
    CHECK(facts.documents.front().size_bytes == 14);
    CHECK(facts.owners.front().faults.front().what == "Only the start of this file was read.");
    REQUIRE(facts.declared);
    CHECK(facts.declared->faults.front().what == "Only the start of this file was read.");
}

TEST_CASE("a path of hostile bytes reaches no fault unclean") {
    Files files;
    files.texts = {{"docs/decisions/a\x1b[31m\xff.md", "x"}};
    files.unreadable = {"docs/decisions/a\x1b[31m\xff.md"};
    const auto facts = files.assembled();
    REQUIRE(facts.faults.size() == 1);
    CHECK(core::clean(facts.faults.front().what) == facts.faults.front().what);
}

TEST_CASE("a document that is no text is told, and how to mend it") {
    Files files;
    files.texts = {{"README.md", std::string("\x00\x01\x02\xff", 4)}};
    const auto facts = files.assembled();
    REQUIRE(facts.faults.size() == 1);
    CHECK(facts.faults.front().what == "\"README.md\" is no text and was not read; save it as UTF-8.");
}

TEST_CASE("letters that are no UTF-8, and a broken listing, are told with the file's name") {
    Files files;
    files.texts = {{"README.md",
                    "Geb\xFChren f\xFCr alle L\xE4"
                    "den\n"},
                   {"CONTRIBUTING.md", "\xC3\xA4 \xFF\n"},
                   {"SUPPORT.md", "\xC3\xA4\n"},
                   {"catalog-info.yaml", "kind: [\n"},
                   {"innersource.json", "{\"x\":"}};
    std::set<std::string> told;
    const auto facts = files.assembled();
    for (const auto& fault : facts.faults) told.insert(fault.what);
    CHECK(facts.documents.at(0).blocks.at(0).text ==
          "Geb\xC3\xBChren f\xC3\xBCr alle L\xC3\xA4"
          "den");
    CHECK(told.size() == 4);
    CHECK(told.contains("\"README.md\" is not UTF-8; it was read as Latin-1; save it as UTF-8."));
    CHECK(told.contains(
        "\"CONTRIBUTING.md\" is not all UTF-8; some of its letters were replaced; save it as UTF-8."));
    CHECK(told.contains("\"innersource.json\" is no JSON; what it says does not count."));
    CHECK(std::ranges::any_of(
        told, [](const auto& each) { return each.starts_with("\"catalog-info.yaml\", line "); }));
}

TEST_CASE("an address of the repository's own file is followed like a relative link") {
    struct Row {
        const char* target;
        const char* shortened;
    };
    for (const auto& row :
         {Row{"https://github.com/Acme/pay/blob/main/docs/dev.md#set-up", "/docs/dev.md#set-up"},
          Row{"https://git.example.com/acme/pay/-/blob/main/docs/dev.md", "/docs/dev.md"},
          Row{"http://github.com/acme/pay/tree/HEAD/docs", "/docs"},
          Row{"https://github.com/acme/pay/issues", nullptr},
          Row{"https://github.com/acme/pay-old/blob/main/docs/dev.md", nullptr},
          Row{"https://github.com/acme/pay/blob/main", nullptr},
          Row{"https://github.com/acme/pay/blob/main/", nullptr},
          Row{"https://acme/pay/blob/main/a.md", nullptr}, Row{"docs/dev.md", nullptr}}) {
        CAPTURE(row.target);
        insight::Document document{.path = "README.md"};
        document.blocks = {
            {.text = row.target, .links = {{"the guide", row.target, 1}, {row.target, row.target, 1}}}};
        sources::shorten_own_links(document, "acme/Pay");
        const std::string expected = row.shortened != nullptr ? row.shortened : row.target;
        CHECK(document.blocks[0].links[0].target == expected);
        CHECK(document.blocks[0].links[0].text == "the guide");
        CHECK(document.blocks[0].links[1].text == expected);
        sources::shorten_own_links(document, "");
        CHECK(document.blocks[0].links[0].target == expected);
    }
}

TEST_CASE("of a guide in many languages a few are read") {
    insight::Tree tree;
    for (const auto* language : {"de", "es", "fr", "it", "ja", "ko", "zh-CN"})
        tree.files.push_back({.path = std::string("CONTRIBUTING.") + language + ".md", .size_bytes = 9});
    tree.files.push_back({.path = "CONTRIBUTING.md", .size_bytes = 9});
    tree.files.push_back({.path = "docs/development.md", .size_bytes = 9});
    std::vector<std::string> paths;
    for (const auto* file : sources::reading_order(tree)) paths.push_back(file->path);
    CHECK(paths == std::vector<std::string>{"CONTRIBUTING.de.md", "CONTRIBUTING.es.md", "CONTRIBUTING.fr.md",
                                            "CONTRIBUTING.md", "docs/development.md"});
}
