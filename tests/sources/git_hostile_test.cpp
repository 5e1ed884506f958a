// SPDX-License-Identifier: Apache-2.0
// Repositories made to harm their reader. Each trap is shown to be real first: a careless git springs it.
#include "core/text.hpp"
#include "sources/git.hpp"
#include "support/git_repository.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <functional>

namespace git = sources::git;
using tests::GitRepository;

namespace {

const core::Time now = core::from_unix(1'767'686'400);  // 2026-01-06 08:00 UTC, a day after the commits

// A program that leaves a mark when it runs.
class Trap {
  public:
    explicit Trap(const std::filesystem::path& folder)
        : program_(folder / "trap.sh"), mark_(folder / "mark") {
        tests::write_file(program_, "#!/bin/sh\n: > '" + mark_.string() + "'\nexit 1\n");
        std::filesystem::permissions(program_, std::filesystem::perms::owner_all);
    }
    std::string program() const { return program_.string(); }
    // Whether it ran since the last question.
    bool sprang() const { return std::filesystem::remove(mark_); }

  private:
    std::filesystem::path program_;
    std::filesystem::path mark_;
};

using Setting = std::function<void(const GitRepository&, const Trap&)>;

struct Danger {
    std::string name;
    Setting set;
    std::vector<std::string> careless;  // arguments with which plain git springs it
    std::string input = {};
};

void use_attribute(const GitRepository& repository, const std::string& attribute) {
    repository.commit_file(".gitattributes", "* " + attribute + "\n");
    repository.commit_file("README.md", "other words\n");
}

// A commit that carries a signature of the given kind.
void sign(const GitRepository& repository, const std::string& kind) {
    const auto parent = repository.git({"rev-parse", "HEAD"});
    const auto tree = repository.git({"rev-parse", "HEAD^{tree}"});
    const auto text =
        "tree " + tree + "\nparent " + parent +
        "\nauthor A <a@b.c> 1767600000 +0000\ncommitter A <a@b.c> 1767600000 +0000\ngpgsig -----BEGIN " +
        kind + "-----\n \n aGVsbG8=\n -----END " + kind + "-----\n\nsigned\n";
    repository.git(
        {"update-ref", "HEAD", repository.git({"hash-object", "-t", "commit", "-w", "--stdin"}, text)});
    repository.set("log.showSignature", "true");
}

// A fake partial clone: HEAD's CONTRIBUTING.md is not there and would be fetched from a remote of the
// repository's choice.
void miss_an_object(const GitRepository& repository, const std::string& address) {
    repository.commit_file("CONTRIBUTING.md", "not here\n");
    const auto id = repository.git({"rev-parse", "HEAD:CONTRIBUTING.md"});
    std::filesystem::remove(repository.path() / ".git/objects" / id.substr(0, 2) / id.substr(2));
    repository.set("core.repositoryFormatVersion", "1");
    repository.set("extensions.partialClone", "evil");
    repository.set("remote.evil.promisor", "true");
    repository.set("remote.evil.url", address);
    repository.set("protocol.allow", "always");
}

const std::vector<std::string> read_missing = {"cat-file", "-p", "HEAD:CONTRIBUTING.md"};

const std::vector<Danger> dangers = {
    {"core.fsmonitor",
     [](auto& repository, auto& trap) { repository.set("core.fsmonitor", trap.program()); },
     {"status"}},
    {"include.path",
     [](auto& repository, auto& trap) {
         repository.write("evil.config", "[core]\n\tfsmonitor = " + trap.program() + "\n");
         repository.set("include.path", "../evil.config");
     },
     {"status"}},
    {"includeIf",
     [](auto& repository, auto& trap) {
         repository.write("evil.config", "[core]\n\tfsmonitor = " + trap.program() + "\n");
         repository.set("includeIf.onbranch:main.path", "../evil.config");
     },
     {"status"}},
    {"config.worktree",
     [](auto& repository, auto& trap) {
         repository.set("extensions.worktreeConfig", "true");
         repository.write(".git/config.worktree", "[core]\n\tfsmonitor = " + trap.program() + "\n");
     },
     {"status"}},
    {"a hook",
     [](auto& repository, auto& trap) {
         std::filesystem::create_directories(repository.path() / ".git/hooks");
         std::filesystem::copy(trap.program(), repository.path() / ".git/hooks/post-checkout");
     },
     {"checkout", "-q", "HEAD"}},
    {"core.hooksPath",
     [](auto& repository, auto& trap) {
         std::filesystem::create_directories(repository.around() / "hooks");
         std::filesystem::copy(trap.program(), repository.around() / "hooks/post-checkout");
         repository.set("core.hooksPath", (repository.around() / "hooks").string());
     },
     {"checkout", "-q", "HEAD"}},
    {"filter.smudge",
     [](auto& repository, auto& trap) {
         use_attribute(repository, "filter=evil");
         repository.set("filter.evil.smudge", trap.program());
     },
     {"cat-file", "--filters", "HEAD:README.md"}},
    {"filter.process",
     [](auto& repository, auto& trap) {
         use_attribute(repository, "filter=evil");
         repository.set("filter.evil.process", trap.program());
     },
     {"cat-file", "--filters", "HEAD:README.md"}},
    {"textconv",
     [](auto& repository, auto& trap) {
         use_attribute(repository, "diff=evil");
         repository.set("diff.evil.textconv", trap.program());
     },
     {"log", "-p"}},
    {"textconv of cat-file",
     [](auto& repository, auto& trap) {
         use_attribute(repository, "diff=evil");
         repository.set("diff.evil.textconv", trap.program());
     },
     {"cat-file", "--textconv", "HEAD:README.md"}},
    {"diff.external",
     [](auto& repository, auto& trap) {
         use_attribute(repository, "text");
         repository.set("diff.external", trap.program());
     },
     {"diff", "HEAD~1"}},
    {"gpg.program",
     [](auto& repository, auto& trap) {
         sign(repository, "PGP SIGNATURE");
         repository.set("gpg.program", trap.program());
     },
     {"log"}},
    {"gpg.x509.program",
     [](auto& repository, auto& trap) {
         sign(repository, "SIGNED MESSAGE");
         repository.set("gpg.x509.program", trap.program());
     },
     {"log"}},
    {"gpg.ssh.program",
     [](auto& repository, auto& trap) {
         sign(repository, "SSH SIGNATURE");
         repository.set("gpg.ssh.program", trap.program());
         repository.set("gpg.ssh.allowedSignersFile", trap.program());
     },
     {"log"}},
    {"an ext:: promisor",
     [](auto& repository, auto& trap) { miss_an_object(repository, "ext::" + trap.program()); },
     read_missing},
    {"upload-pack of a promisor",
     [](auto& repository, auto& trap) {
         miss_an_object(repository, repository.path().string());
         repository.set("remote.evil.uploadpack", trap.program());
     },
     read_missing},
    {"core.sshCommand",
     [](auto& repository, auto& trap) {
         miss_an_object(repository, "ssh://example.com/x");
         repository.set("core.sshCommand", trap.program());
     },
     read_missing},
    {"core.gitProxy",
     [](auto& repository, auto& trap) {
         miss_an_object(repository, "git://example.com/x");
         repository.set("core.gitProxy", trap.program());
     },
     read_missing},
    {"credential.helper",
     [](auto& repository, auto& trap) {
         miss_an_object(repository, "https://127.0.0.1:9/x");
         repository.set("credential.helper", trap.program());
     },
     {"credential", "fill"},
     "protocol=https\nhost=127.0.0.1:9\n\n"},
    {"core.alternateRefsCommand",
     [](auto& repository, auto& trap) {
         repository.git({"clone", "-q", "--bare", ".", "../other.git"});
         repository.write(".git/objects/info/alternates",
                          (repository.around() / "other.git/objects").string() + "\n");
         repository.set("core.alternateRefsCommand", trap.program());
     },
     {"rev-list", "--alternate-refs"}},
};

insight::Facts read(const std::filesystem::path& path, const git::Limits& limits = {}) {
    const auto facts = git::read(path, {}, now, limits);
    if (!facts) FAIL(facts.error().sentence + " | " + facts.error().detail);
    return *facts;
}

bool is_told(const insight::Facts& facts, std::string_view words) {
    return std::any_of(facts.faults.begin(), facts.faults.end(),
                       [&](const auto& fault) { return fault.what.find(words) != std::string::npos; });
}

bool was_read(const insight::Facts& facts, std::string_view path) {
    return std::any_of(facts.documents.begin(), facts.documents.end(),
                       [&](const auto& document) { return document.path == path; });
}

std::string all_text(const insight::Facts& facts) {
    std::string out;
    for (const auto& document : facts.documents)
        for (const auto& block : document.blocks) out += block.text + "\n";
    for (const auto& file : facts.small_files) out += file.text + "\n";
    for (const auto& fault : facts.faults) out += fault.what + "\n";
    return out;
}

std::string object(const GitRepository& repository, const std::string& type, const std::string& bytes) {
    return repository.git({"hash-object", "-t", type, "-w", "--literally", "--stdin"}, bytes);
}

std::string raw_id(const std::string& id) {
    std::string out;
    for (std::size_t n = 0; n < id.size(); n += 2)
        out += static_cast<char>(std::stoi(id.substr(n, 2), nullptr, 16));
    return out;
}

std::string tree_entry(const std::string& mode, const std::string& name, const std::string& id) {
    return mode + " " + name + std::string(1, '\0') + raw_id(id);
}

void point_head_at_tree(const GitRepository& repository, const std::string& tree) {
    repository.git({"update-ref", "HEAD", repository.git({"commit-tree", "-m", "x", tree})});
}

// Restores a variable of our own environment.
class Variable {
  public:
    Variable(const char* name, const std::string& value) : name_(name) {
        if (const char* before = std::getenv(name)) before_ = before;
        ::setenv(name, value.c_str(), 1);
    }
    ~Variable() {
        if (before_)
            ::setenv(name_, before_->c_str(), 1);
        else
            ::unsetenv(name_);
    }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;

  private:
    const char* name_;
    std::optional<std::string> before_;
};

}  // namespace

TEST_CASE("no program that a repository names is run") {
    for (const auto& danger : dangers) {
        const GitRepository repository;
        const Trap trap(repository.around());
        repository.commit_file("README.md", "words to read\n");
        danger.set(repository, trap);
        INFO(danger.name);
        // Both with the object or signature still there and with each way of asking: the trap is alive before
        // and after.
        trap.sprang();
        tests::plain_git(repository.path(), danger.careless, danger.input);
        CHECK(trap.sprang());
        const auto facts = read(repository.path());
        CHECK_FALSE(trap.sprang());
        CHECK(was_read(facts, "README.md"));
        CHECK(facts.history->commits_365d > 0);
        tests::plain_git(repository.path(), danger.careless, danger.input);
        CHECK(trap.sprang());
    }
}

TEST_CASE("an object missing from a partial clone is not fetched, and the reader is told") {
    const GitRepository repository;
    const Trap trap(repository.around());
    repository.commit_file("README.md", "words to read\n");
    miss_an_object(repository, "ext::" + trap.program());
    const auto facts = read(repository.path());
    CHECK_FALSE(trap.sprang());
    CHECK(was_read(facts, "README.md"));
    CHECK_FALSE(was_read(facts, "CONTRIBUTING.md"));
    CHECK(is_told(facts, "The content of 1 file is not in this clone"));
}

TEST_CASE("a program called git inside the checkout is not taken for git") {
    const GitRepository repository;
    const Trap trap(repository.around());
    repository.commit_file("README.md", "words\n");
    std::filesystem::copy(trap.program(), repository.path() / "git");
    const Variable path("PATH", ".::" + std::string(std::getenv("PATH")));
    (void)net::run_child({.arguments = {"sh", "-c", "PATH=.:$PATH; git"},
                          .environment = {"PATH=/usr/bin:/bin"},
                          .folder = repository.path().string()},
                         {}, std::chrono::seconds{5}, 100);
    CHECK(trap.sprang());
    CHECK(was_read(read(repository.path()), "README.md"));
    CHECK_FALSE(trap.sprang());
}

TEST_CASE("variables of our own environment do not reach git") {
    const GitRepository repository;
    const auto id = repository.commit_file("README.md", "words\n");
    const Variable folder("GIT_DIR", "/nonexistent");
    const Variable objects("GIT_OBJECT_DIRECTORY", "/nonexistent");
    const Variable trace("GIT_TRACE", (repository.around() / "trace").string());
    CHECK(read(repository.path()).commit == id);
    CHECK_FALSE(std::filesystem::exists(repository.around() / "trace"));
}

TEST_CASE("a checkout of another owner is read") {
    if (::geteuid() != 0) {
        WARN("only root can give a folder to somebody else; not shown here");
        return;
    }
    for (const bool bare : {false, true}) {
        const GitRepository repository;
        repository.commit_file("README.md", "words\n");
        if (bare) repository.git({"clone", "-q", "--bare", ".", "../bare.git"});
        const auto path = bare ? repository.around() / "bare.git" : repository.path();
        REQUIRE(::chown(path.c_str(), 65534, 65534) == 0);
        for (const auto& entry : std::filesystem::recursive_directory_iterator(path))
            REQUIRE(::lchown(entry.path().c_str(), 65534, 65534) == 0);
        CHECK(tests::plain_git(path, {"rev-parse", "HEAD"}).errors.find("dubious ownership") !=
              std::string::npos);
        CHECK(was_read(read(path), "README.md"));
    }
}

TEST_CASE("borrowed objects are read, and the reader is told where they may come from") {
    const GitRepository repository;
    repository.commit_file("README.md", "words\n");
    repository.git({"clone", "-q", "--shared", ".", "../borrower"});
    const auto facts = read(repository.around() / "borrower");
    CHECK(was_read(facts, "README.md"));
    CHECK(is_told(facts, "borrows objects from another folder"));
    CHECK_FALSE(is_told(read(repository.path()), "borrows"));
}

TEST_CASE("alternates that lead nowhere, to files or in circles do no harm") {
    const GitRepository repository;
    repository.commit_file("README.md", "words\n");
    const auto self = (repository.path() / ".git/objects").string();
    const std::vector<std::string> texts = {std::string("/nonexistent\n"),
                                            std::string("/etc/passwd\n"),
                                            std::string("/dev/zero\n"),
                                            self + "\n",
                                            std::string("../../../../../../../etc\n"),
                                            std::string(5000, 'x') + "\n",
                                            std::string("\"\n\0\xFF\n", 5)};
    for (const auto& text : texts) {
        INFO(text.substr(0, 50));
        repository.write(".git/objects/info/alternates", text);
        CHECK(was_read(read(repository.path()), "README.md"));
    }
}

TEST_CASE("a link out of the tree is noted and never followed") {
    const GitRepository repository;
    repository.write("docs.txt", "words\n");
    std::ofstream(repository.around() / "passwd.txt") << "root:x:0:0\n";
    std::filesystem::create_symlink("/etc/passwd", repository.path() / "README.md");
    std::filesystem::create_symlink("../passwd.txt", repository.path() / "CONTRIBUTING.md");
    std::filesystem::create_symlink("/etc/passwd", repository.path() / "CODEOWNERS");
    std::filesystem::create_directory_symlink("/etc", repository.path() / "docs");
    repository.commit();
    const auto facts = read(repository.path());
    for (const auto& file : facts.tree->files)
        CHECK((file.kind == insight::FileKind::link) == (file.path != "docs.txt"));
    CHECK(facts.documents.empty());
    CHECK(facts.owners.empty());
    CHECK(all_text(facts).find("root:") == std::string::npos);
}

TEST_CASE("names of any bytes survive inside") {
    const GitRepository repository;
    const std::vector<std::string> names = {"line\nfeed/README.md",
                                            "quote\"d.md",
                                            "tab\t.md",
                                            "back\\slash",
                                            "-rf",
                                            "caf\xC3\xA9.md",
                                            "bad\xFF\xFE.md",
                                            " blank ",
                                            "$(touch x)",
                                            "'; rm -rf x",
                                            "\x1B[31mred.md",
                                            "docs/bad\x80.md",
                                            std::string(200, 'n')};
    const auto blob = object(repository, "blob", "words\n");
    std::string index;
    for (const auto& name : names) index += "100644 " + blob + "\t" + name + std::string(1, '\0');
    repository.git({"update-index", "-z", "--index-info"}, index);
    repository.git({"commit", "-q", "-m", "x"});
    const auto facts = read(repository.path());
    CHECK(facts.tree->files.size() == names.size());
    for (const auto& name : names) {
        INFO(name);
        CHECK(std::any_of(facts.tree->files.begin(), facts.tree->files.end(),
                          [&](const auto& file) { return file.path == name; }));
    }
}

TEST_CASE("what is told of a hostile name is clean") {
    const GitRepository repository;
    const auto blob = object(repository, "blob", std::string(5000, 'x'));
    const std::string name = "docs\xFF\n\x1B[31m/CONTRIBUTING.md";
    repository.git({"update-index", "-z", "--index-info"}, "100644 " + blob + "\tREADME.md" +
                                                               std::string(1, '\0') + "100644 " + blob +
                                                               "\t" + name + std::string(1, '\0'));
    repository.git({"commit", "-q", "-m", "x"});
    const auto facts = read(repository.path(), {.text_bytes = 100});
    CHECK_FALSE(facts.faults.empty());
    for (const auto& fault : facts.faults) CHECK(core::one_line(fault.what) == fault.what);
}

TEST_CASE("names that lead out of the tree lead nowhere") {
    const GitRepository repository;
    const auto blob = object(repository, "blob", "words\n");
    const auto tree =
        object(repository, "tree",
               tree_entry("100644", "README.md", blob) + tree_entry("100644", "..", blob) +
                   tree_entry("100644", ".git", blob) + tree_entry("100644", "../../etc/passwd", blob) +
                   tree_entry("100644", "/etc/passwd", blob) + tree_entry("100644", "README.md", blob) +
                   tree_entry("177777", "odd", blob));
    point_head_at_tree(repository, tree);
    const auto facts = read(repository.path());
    CHECK(facts.tree->files.size() == 7);
    CHECK(std::is_sorted(facts.tree->files.begin(), facts.tree->files.end(),
                         [](auto& a, auto& b) { return a.path < b.path; }));
    CHECK(all_text(facts).find("root:") == std::string::npos);
}

TEST_CASE("a tree that calls a tree or a commit a file does not mix up what is read after it") {
    const GitRepository repository;
    const auto commit = repository.commit_file("x", "y\n");
    const auto tree = repository.git({"rev-parse", "HEAD^{tree}"});
    const auto blob = object(repository, "blob", "true words\n");
    point_head_at_tree(repository, object(repository, "tree",
                                          tree_entry("100644", "CODE_OF_CONDUCT.md", tree) +
                                              tree_entry("100644", "CONTRIBUTING.md", commit) +
                                              tree_entry("100644", "README.md", blob)));
    const auto facts = read(repository.path());
    CHECK(all_text(facts).find("true words") != std::string::npos);
    CHECK(facts.documents.size() == 1);
}

TEST_CASE("a small repository that unfolds to a thousand million files is cut at the limit") {
    const GitRepository repository;
    auto id = object(repository, "blob", "x");
    std::string mode = "100644";
    for (int level = 0; level < 9; ++level) {
        std::string entries;
        for (char name = '0'; name <= '9'; ++name) entries += tree_entry(mode, std::string(1, name), id);
        id = object(repository, "tree", entries);
        mode = "40000";
    }
    point_head_at_tree(repository, id);
    const auto facts = read(repository.path(), {.files = 5000});
    CHECK(facts.tree->truncated);
    CHECK(facts.tree->files.size() == 5000);
}

TEST_CASE("replaced objects and grafts do not change what was committed") {
    const GitRepository repository;
    repository.commit_file("README.md", "true words\n");
    const auto id = repository.commit_file("x", "y\n");
    repository.git({"checkout", "-q", "--orphan", "fake"});
    repository.write("README.md", "false words\n");
    const auto fake = repository.commit();
    repository.git({"checkout", "-q", "main"});
    repository.git({"replace", id, fake});
    repository.write(".git/info/grafts", id + "\n");
    CHECK(repository.git({"cat-file", "-p", "HEAD:README.md"}) == "false words");
    const auto facts = read(repository.path());
    CHECK(all_text(facts).find("true words") != std::string::npos);
    CHECK(facts.history->commits_365d == 2);
}

TEST_CASE("settings that change how git prints do not change what is read") {
    const GitRepository repository;
    repository.commit_file("README.md", "words\n");
    const auto before = read(repository.path());
    for (const auto& [key, value] :
         std::vector<std::pair<std::string, std::string>>{{"i18n.logOutputEncoding", "UTF-16"},
                                                          {"i18n.commitEncoding", "UTF-16"},
                                                          {"color.ui", "always"},
                                                          {"format.pretty", "fuller"},
                                                          {"log.decorate", "full"},
                                                          {"log.abbrevCommit", "true"},
                                                          {"core.abbrev", "4"},
                                                          {"log.follow", "true"},
                                                          {"log.diffMerges", "on"},
                                                          {"log.date", "iso"},
                                                          {"core.quotePath", "false"},
                                                          {"core.worktree", "/etc"},
                                                          {"core.pager", "false"},
                                                          {"notes.displayRef", "*"}})
        repository.set(key, value);
    const auto after = read(repository.path());
    CHECK(after.commit == before.commit);
    CHECK(after.name == before.name);
    CHECK(after.tree->files.size() == 1);
    CHECK(after.history->authors.at(0).key == before.history->authors.at(0).key);
    CHECK(after.history->commits_365d == 1);
    CHECK(was_read(after, "README.md"));
}

TEST_CASE("a setting that makes git wait for ever ends at the deadline") {
    const GitRepository repository;
    repository.commit_file("README.md", "words\n");
    const auto fifo = repository.around() / "fifo";
    REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);
    repository.write(".git/config", "[include]\n\tpath = " + fifo.string() + "\n");
    const auto facts = git::read(repository.path(), {}, now, {.deadline = std::chrono::seconds{1}});
    REQUIRE_FALSE(facts.has_value());
    CHECK(facts.error().code == core::Errc::unavailable);
    CHECK(facts.error().sentence.find("took longer than 1 seconds") != std::string::npos);
}

TEST_CASE("a mailmap that never ends is not opened") {
    const GitRepository repository;
    repository.commit_file("README.md", "words\n");
    const auto fifo = repository.around() / "fifo";
    REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);
    repository.set("mailmap.file", fifo.string());
    CHECK_FALSE(net::run_child({.arguments = {"git", "log"},
                                .environment = {"PATH=/usr/bin:/bin"},
                                .folder = repository.path().string()},
                               {}, std::chrono::seconds{1}, 100)
                    .has_value());
    CHECK(was_read(read(repository.path()), "README.md"));
}

TEST_CASE("a refusal quotes nothing that git said about foreign files") {
    const GitRepository repository;
    repository.commit_file("README.md", "words\n");
    repository.write(".git/config", "[include]\n\tpath = /etc/passwd\n");
    const auto facts = git::read(repository.path(), {}, now);
    REQUIRE_FALSE(facts.has_value());
    CHECK(facts.error().code == core::Errc::unavailable);
    CHECK(facts.error().sentence.find("/etc/passwd") == std::string::npos);
}

TEST_CASE("a .git file that leads nowhere, to itself or to a device is an error in one sentence") {
    const tests::TemporaryFolder folder;
    for (const std::string text :
         {"", "gitdir: .git\n", "gitdir: /nonexistent\n", "gitdir: /dev/zero\n", "gitdir: \n", "\xFF\xFE"}) {
        INFO(text);
        tests::write_file(folder.path() / ".git", text);
        const auto facts = git::read(folder.path(), {}, now);
        REQUIRE_FALSE(facts.has_value());
        CHECK(facts.error().sentence.ends_with("."));
    }
}

TEST_CASE("a commit whose header is monstrous is counted, not believed") {
    const GitRepository repository;
    repository.commit_file("README.md", "words\n");
    const auto tree = repository.git({"rev-parse", "HEAD^{tree}"});
    const std::vector<std::string> authors = {std::string(1'000'000, 'n') + " <a@b.c> 1767600000 +0000",
                                              "<> 1767600000 +0000",
                                              "no address 1767600000 +0000",
                                              "A <a@b.c> 99999999999999999999 +0000",
                                              "A <a@b.c> -5 +0000",
                                              "A <a@b.c>",
                                              "\xFF\xFE <\xFF> 1767600000 +9999"};
    for (const auto& author : authors) {
        INFO(author.substr(0, 50));
        const auto id = object(repository, "commit",
                               "tree " + tree + "\nauthor " + author + "\ncommitter " + author + "\n\nx\n");
        repository.git({"update-ref", "HEAD", id});
        const auto facts = read(repository.path());
        CHECK(facts.commit == id);
        CHECK(was_read(facts, "README.md"));
        CHECK(facts.history->commits_365d <= 1);
    }
}

TEST_CASE("a branch name that is no text is shown clean") {
    const GitRepository repository;
    const auto id = repository.commit_file("README.md", "words\n");
    repository.git({"update-ref", "refs/heads/b\xFF", id});
    repository.git({"symbolic-ref", "HEAD", "refs/heads/b\xFF"});
    CHECK(read(repository.path()).branch == "b\xEF\xBF\xBD");
}
