// SPDX-License-Identifier: Apache-2.0
#include "sources/git.hpp"

#include "core/text.hpp"

#include "sources/git/command.hpp"
#include "sources/git/history.hpp"
#include "sources/git/identity.hpp"
#include "sources/git/mailmap.hpp"
#include "sources/git/revision.hpp"
#include "sources/git/tree.hpp"
#include "support/git_repository.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <thread>

namespace git = sources::git;
using insight::FileKind;
using std::chrono::days;
using std::chrono::hours;
using tests::GitRepository;
using tests::Signature;

namespace {

const core::Time now = core::from_unix(1'767'686'400);  // 2026-01-06 08:00 UTC, a day after the commits

insight::Facts read(const std::filesystem::path& path, const std::string& revision = {},
                    const git::Limits& limits = {}) {
    const auto facts = git::read(path, revision, now, limits);
    if (!facts) FAIL(facts.error().sentence + " | " + facts.error().detail);
    return *facts;
}

core::Error refusal(const std::filesystem::path& path, const std::string& revision = {},
                    const git::Limits& limits = {}) {
    const auto facts = git::read(path, revision, now, limits);
    REQUIRE_FALSE(facts.has_value());
    return facts.error();
}

const insight::File* find(const insight::Facts& facts, const std::string& path) {
    const auto& files = facts.tree->files;
    const auto found =
        std::find_if(files.begin(), files.end(), [&](const auto& file) { return file.path == path; });
    return found == files.end() ? nullptr : &*found;
}

bool has_text(const insight::Facts& facts, std::string_view words) {
    for (const auto& document : facts.documents)
        for (const auto& block : document.blocks)
            if (block.text.find(words) != std::string::npos) return true;
    return false;
}

bool is_told(const insight::Facts& facts, std::string_view words) {
    return std::any_of(facts.faults.begin(), facts.faults.end(),
                       [&](const auto& fault) { return fault.what.find(words) != std::string::npos; });
}

bool is_one_sentence_or_two(const std::string& text) {
    return text.size() > 20 && text.size() < 500 && text.ends_with('.') && core::one_line(text) == text;
}

Signature day(int ago, std::string name = "Ada Example", std::string e_mail = "ada@example.com") {
    return {std::move(name), std::move(e_mail), now - days{ago}};
}

// `count` commits, one every `apart`, the newest at `newest`.
std::string linear_history(int count, core::Time newest, std::chrono::seconds apart,
                           std::string_view branch = "main") {
    std::string out;
    for (int n = count - 1; n >= 0; --n)
        out += fmt::format("commit refs/heads/{}\ncommitter Ada <ada@example.com> {} +0000\ndata 1\nx\n",
                           branch, core::to_unix(newest - n * apart));
    return out + "done\n";
}

}  // namespace

TEST_CASE("a checkout gives its files with kinds and sizes, its commit, branch and documents") {
    const GitRepository repository;
    repository.write("README.md", "# Payments\n\nMoves money.\n");
    repository.write("bin/run", "#!/bin/sh\n");
    std::filesystem::permissions(repository.path() / "bin/run", std::filesystem::perms::owner_all);
    std::filesystem::create_symlink("README.md", repository.path() / "link.md");
    const auto id = repository.commit();
    const auto facts = read(repository.path());
    CHECK(facts.name == "payments-api");
    CHECK(facts.full_name == repository.path().string());
    CHECK(facts.commit == id);
    CHECK(facts.branch == "main");
    CHECK(facts.source == "git");
    CHECK(facts.mode == insight::Mode::plain_git);
    CHECK(facts.collected_at == now);
    CHECK(facts.faults.empty());
    REQUIRE(facts.tree->files.size() == 3);
    CHECK(find(facts, "README.md")->kind == FileKind::regular);
    CHECK(find(facts, "README.md")->size_bytes == insight::unknown_size);
    CHECK(find(facts, "bin/run")->kind == FileKind::executable);
    CHECK(find(facts, "link.md")->kind == FileKind::link);
    CHECK_FALSE(facts.tree->truncated);
    CHECK(has_text(facts, "Moves money."));
}

TEST_CASE("a link is followed in the commit that is judged, whatever it is now") {
    const GitRepository repository;
    repository.write("text/intro.md", "old words\n");
    std::filesystem::create_symlink("text/intro.md", repository.path() / "README.md");
    const auto first = repository.commit();
    repository.commit_file("text/intro.md", "new words\n");
    std::filesystem::remove(repository.path() / "README.md");
    std::filesystem::create_symlink("/etc/passwd", repository.path() / "README.md");
    CHECK(has_text(read(repository.path()), "new words"));
    CHECK(has_text(read(repository.path(), first), "old words"));
}

TEST_CASE("a HEAD that names nothing is a damaged repository, not a folder without one") {
    for (const std::string head : {"garbage\n", "", "ref: heads/main\n", "0123\n", "\x01\x02\xFF"}) {
        INFO(head);
        const GitRepository repository;
        repository.commit_file("src/README.md", "words\n");
        repository.write(".git/HEAD", head);
        for (const auto& folder : {repository.path(), repository.path() / "src"}) {
            const auto error = refusal(folder);
            CHECK(error.code == core::Errc::unavailable);
            CHECK(error.sentence.find("is damaged: its HEAD names no branch and no commit") !=
                  std::string::npos);
        }
    }
}

TEST_CASE("what is judged is the commit, not the working folder") {
    const GitRepository repository;
    repository.commit_file("README.md", "committed words\n");
    repository.write("README.md", "working words\n");
    repository.write("NEW.md", "not added\n");
    repository.write("staged.md", "staged\n");
    repository.git({"add", "staged.md"});
    const auto facts = read(repository.path());
    CHECK(has_text(facts, "committed words"));
    CHECK_FALSE(has_text(facts, "working words"));
    CHECK(facts.tree->files.size() == 1);
}

TEST_CASE("reading changes nothing in the repository") {
    const GitRepository repository;
    repository.commit_file("README.md", "words\n");
    const auto list = [&] {
        std::string out;
        std::vector<std::string> lines;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(repository.path()))
            lines.push_back(entry.path().string() + " " +
                            std::to_string(entry.last_write_time().time_since_epoch().count()));
        std::sort(lines.begin(), lines.end());
        return core::join(lines, "\n");
    };
    const auto before = list();
    read(repository.path());
    CHECK(list() == before);
}

TEST_CASE("a folder inside a work tree means its whole repository, and the reader is told") {
    const GitRepository repository;
    repository.commit_file("src/deep/code.cpp", "int main() {}\n");
    std::filesystem::create_directory_symlink(repository.path() / "src/deep",
                                              repository.around() / "shortcut");
    for (const auto& path :
         {repository.path() / "src", repository.path() / "src/deep", repository.around() / "shortcut"}) {
        INFO(path);
        const auto facts = read(path);
        CHECK(facts.name == "payments-api");
        CHECK(facts.full_name == repository.path().string());
        CHECK(find(facts, "src/deep/code.cpp") != nullptr);
        CHECK(is_told(facts, "whole repository was read"));
    }
}

TEST_CASE("a bare repository is named without .git") {
    const GitRepository repository;
    const auto id = repository.commit_file("README.md", "words\n");
    repository.git({"clone", "-q", "--bare", ".", "../search.git"});
    const auto facts = read(repository.around() / "search.git");
    CHECK(facts.name == "search");
    CHECK(facts.full_name == (repository.around() / "search.git").string());
    CHECK(facts.commit == id);
    CHECK(has_text(facts, "words"));
    CHECK(read(repository.around() / "search.git/refs").name == "search");
}

TEST_CASE("the .git folder of a checkout means the checkout") {
    const GitRepository repository;
    repository.commit_file("README.md", "words\n");
    CHECK(read(repository.path() / ".git").full_name == repository.path().string());
}

TEST_CASE("a worktree whose .git is a file is read at its own branch") {
    const GitRepository repository;
    repository.commit_file("README.md", "words\n");
    repository.git({"worktree", "add", "-q", "-b", "feature", "../second"});
    const auto facts = read(repository.around() / "second");
    CHECK(facts.name == "second");
    CHECK(facts.branch == "feature");
    CHECK(has_text(facts, "words"));
}

TEST_CASE("a detached HEAD has a commit and no branch") {
    const GitRepository repository;
    const auto id = repository.commit_file("README.md", "words\n");
    repository.git({"checkout", "-q", "--detach"});
    const auto facts = read(repository.path());
    CHECK(facts.commit == id);
    CHECK(facts.branch.empty());
}

TEST_CASE("an empty repository is no error") {
    for (const bool bare : {false, true}) {
        const GitRepository repository(bare);
        const auto facts = read(repository.path());
        CHECK(facts.commit.empty());
        CHECK(facts.name == "payments-api");
        REQUIRE(facts.tree.has_value());
        CHECK(facts.tree->files.empty());
        REQUIRE(facts.history.has_value());
        CHECK_FALSE(facts.history->last_commit_at.has_value());
        CHECK(is_told(facts, "empty"));
    }
}

TEST_CASE("an unborn branch beside others is not taken for an empty repository") {
    const GitRepository repository;
    repository.commit_file("README.md", "words\n");
    repository.git({"symbolic-ref", "HEAD", "refs/heads/none"});
    const auto error = refusal(repository.path());
    CHECK(error.code == core::Errc::not_found);
    CHECK(error.sentence.find("--at") != std::string::npos);
    CHECK(read(repository.path(), "main").branch == "main");
}

TEST_CASE("a shallow clone says that its counts are lower bounds") {
    const GitRepository repository;
    repository.commit_file("README.md", "one\n");
    repository.commit_file("README.md", "two\n");
    repository.git({"clone", "-q", "--depth=1", "file://" + repository.path().string(), "../shallow"});
    const auto facts = read(repository.around() / "shallow");
    CHECK(facts.history->shallow);
    CHECK(facts.history->commits_365d == 1);
    CHECK_FALSE(read(repository.path()).history->shallow);
}

TEST_CASE("a repository with SHA-256 names is read alike") {
    const GitRepository repository;
    std::filesystem::create_directory(repository.around() / "long");
    tests::plain_git(repository.around() / "long", {"init", "-q", "--object-format=sha256"});
    tests::write_file(repository.around() / "long/README.md", "words\n");
    tests::plain_git(repository.around() / "long", {"add", "-A"});
    tests::plain_git(repository.around() / "long", {"commit", "-q", "-m", "x"});
    const auto facts = read(repository.around() / "long");
    CHECK(facts.commit.size() == 64);
    CHECK(has_text(facts, "words"));
}

TEST_CASE("a revision may be a branch, a tag, a commit or a way back") {
    const GitRepository repository;
    const auto first = repository.commit_file("README.md", "first\n");
    repository.git({"tag", "light"});
    repository.git({"tag", "-a", "-m", "x", "heavy"});
    repository.git({"branch", "feature/x"});
    const auto second = repository.commit_file("README.md", "second\n");
    struct Row {
        std::string revision, commit, branch;
    };
    const std::vector<Row> rows = {
        {"", second, "main"},
        {"HEAD", second, "main"},
        {"main", second, "main"},
        {"feature/x", first, "feature/x"},
        {"light", first, ""},
        {"heavy", first, ""},
        {"refs/tags/heavy", first, ""},
        {"HEAD~1", first, ""},
        {first, first, ""},
        {"main^", first, ""},
        {first.substr(0, 10), first, ""},
        {"@", second, "main"},
        {"heads/main", second, "main"},
        {"heavy^{commit}", first, ""},
    };
    for (const auto& row : rows) {
        INFO(row.revision);
        const auto facts = read(repository.path(), row.revision);
        CHECK(facts.commit == row.commit);
        CHECK(facts.branch == row.branch);
        CHECK(has_text(facts, row.commit == first ? "first" : "second"));
    }
}

TEST_CASE("a revision that looks like an option, a range or several lines is refused before git sees it") {
    const GitRepository repository;
    repository.commit_file("README.md", "words\n");
    for (const std::string revision : {"-", "@{u}", "main@{upstream}", "HEAD@{99}", "--all", "-p", "a..b",
                                       "HEAD...main", "..", "HEAD\nHEAD", "a\tb", "\x7F", "\x01"}) {
        INFO(revision);
        const auto error = refusal(repository.path(), revision);
        CHECK(error.code == core::Errc::invalid);
        CHECK(is_one_sentence_or_two(error.sentence));
    }
    CHECK(refusal(repository.path(), std::string("HEAD\0x", 6)).code == core::Errc::invalid);
    CHECK(refusal(repository.path(), std::string(251, 'a')).code == core::Errc::invalid);
}

TEST_CASE("a revision that names no commit is not found, and the sentence is clean") {
    const GitRepository repository;
    repository.commit_file("README.md", "words\n");
    const std::vector<std::string> rows = {
        "nothing",    "HEAD~7",    "HEAD:README.md", "HEAD^{tree}",
        ":README.md", "README.md", "^HEAD",          "0123456789012345678901234567890123456789",
        "HEAD HEAD",  "HEAD^@",    "\xFF\xFE",       " "};
    for (const auto& revision : rows) {
        INFO(revision);
        const auto error = refusal(repository.path(), revision);
        CHECK(error.code == core::Errc::not_found);
        CHECK(core::is_utf8(error.sentence));
        CHECK(is_one_sentence_or_two(error.sentence));
        CHECK(error.sentence.find("Nothing was read") != std::string::npos);
    }
}

TEST_CASE("a branch called like a file is still the branch") {
    const GitRepository repository;
    const auto id = repository.commit_file("main", "words\n");
    CHECK(read(repository.path(), "main").commit == id);
    CHECK(read(repository.path(), "main").branch == "main");
}

TEST_CASE("what is no repository is not found, and says what to do") {
    const GitRepository repository;
    tests::write_file(repository.around() / "plain/file.txt", "x");
    for (const auto& path : {repository.around() / "plain", repository.around() / "nowhere",
                             repository.around() / "plain/file.txt", std::filesystem::path("")}) {
        INFO(path);
        const auto error = refusal(path);
        CHECK(error.code == core::Errc::not_found);
        CHECK(is_one_sentence_or_two(error.sentence));
        CHECK(error.sentence.find("Nothing was read") != std::string::npos);
    }
}

TEST_CASE("without git, with no time and with damaged data the sentence differs, the code is unavailable") {
    const GitRepository repository;
    repository.commit_file("README.md", "words\n");
    SECTION("git is not installed") {
        const std::string before = std::getenv("PATH");
        ::setenv("PATH", "/nonexistent", 1);
        const auto error = refusal(repository.path());
        ::setenv("PATH", before.c_str(), 1);
        CHECK(error.code == core::Errc::unavailable);
        CHECK(error.sentence.find("git is not installed") == 0);
    }
    SECTION("git is too old to answer in a batch") {
        tests::write_file(repository.around() / "old/git",
                          "#!/bin/sh\n"
                          "case \"$*\" in *batch-command*) echo \"error: unknown option\" >&2; exit 129 ;;\n"
                          "*version*) echo \"git version 2.30.2\" ;;\n"
                          "*) exec /usr/bin/git \"$@\" ;; esac\n");
        std::filesystem::permissions(repository.around() / "old/git", std::filesystem::perms::owner_all);
        const std::string before = std::getenv("PATH");
        ::setenv("PATH", (repository.around() / "old").c_str(), 1);
        const auto error = refusal(repository.path());
        ::setenv("PATH", before.c_str(), 1);
        CHECK(error.code == core::Errc::unavailable);
        CHECK(error.sentence == "git 2.30 is too old; nothing was read. Install git 2.36 or newer.");
    }
    SECTION("the deadline has passed") {
        const auto error = refusal(repository.path(), {}, {.deadline = std::chrono::seconds{0}});
        CHECK(error.code == core::Errc::unavailable);
        CHECK(error.sentence.find("took longer than 0 seconds") != std::string::npos);
    }
    SECTION("a damaged commit, tree or text") {
        for (const std::string name : {"HEAD", "HEAD^{tree}", "HEAD:README.md"}) {
            INFO(name);
            const auto id = repository.git({"rev-parse", name});
            const auto file = repository.path() / ".git/objects" / id.substr(0, 2) / id.substr(2);
            const auto kept = repository.around() / "kept";
            std::filesystem::rename(file, kept);
            tests::write_file(file, "this is no object");
            const auto error = refusal(repository.path());
            std::filesystem::remove(file);
            std::filesystem::rename(kept, file);
            CHECK(error.code == core::Errc::unavailable);
            CHECK(error.sentence.find("damaged") != std::string::npos);
            CHECK(is_one_sentence_or_two(error.sentence));
        }
        CHECK(has_text(read(repository.path()), "words"));
    }
    SECTION("a commit that is not there") {
        const auto id = repository.git({"rev-parse", "HEAD"});
        std::filesystem::remove(repository.path() / ".git/objects" / id.substr(0, 2) / id.substr(2));
        CHECK(refusal(repository.path()).code == core::Errc::unavailable);
    }
    SECTION("a parent that is not there") {
        const auto id = repository.git({"rev-parse", "HEAD"});
        repository.commit_file("README.md", "more\n");
        std::filesystem::remove(repository.path() / ".git/objects" / id.substr(0, 2) / id.substr(2));
        CHECK(refusal(repository.path()).sentence.find("damaged") != std::string::npos);
    }
    SECTION("a pack with a hole") {
        repository.git({"gc", "-q"});
        for (const auto& entry : std::filesystem::directory_iterator(repository.path() / ".git/objects/pack"))
            if (entry.path().extension() == ".pack") {
                std::filesystem::permissions(entry.path(), std::filesystem::perms::owner_all);
                std::filesystem::resize_file(entry.path(), 40);
            }
        CHECK(refusal(repository.path()).code == core::Errc::unavailable);
    }
    SECTION("a broken configuration, or one of a newer git") {
        for (const std::string text : {"[core\n", "[core]\n\trepositoryformatversion = 99\n"}) {
            repository.write(".git/config", text);
            const auto error = refusal(repository.path());
            CHECK(error.code == core::Errc::unavailable);
            CHECK(is_one_sentence_or_two(error.sentence));
        }
    }
}

TEST_CASE("only people count in the windows of 90, 180 and 365 days") {
    const GitRepository repository;
    const auto bot = "49699333+dependabot[bot]@users.noreply.github.com";
    repository.commit("a", day(500));
    repository.commit("b", day(364, "Benedict", "ben@example.com"));
    repository.commit("c", day(200));
    repository.commit("d", day(120, "Ada", "ADA@Example.com"));
    repository.commit("e", day(100, "dependabot[bot]", bot));
    repository.commit("f", day(80, "Ben", "12345+benny@users.noreply.github.com"));
    repository.commit("g", day(70, "Ben", "benny@users.noreply.github.com"));
    repository.commit("h", day(1));
    const auto history = *read(repository.path()).history;
    CHECK(history.commits_365d == 6);
    CHECK(history.commits_90d == 3);
    CHECK(history.last_commit_at == now - days{1});
    CHECK_FALSE(history.truncated);
    struct Row {
        std::string key;
        int in_365, in_180;
        bool machine;
    };
    const std::vector<Row> rows = {{"ada@example.com", 3, 2, false},
                                   {"benny@users.noreply.github.com", 2, 2, false},
                                   {"dependabot[bot]@users.noreply.github.com", 1, 1, true},
                                   {"ben@example.com", 1, 0, false}};
    REQUIRE(history.authors.size() == rows.size());
    for (std::size_t n = 0; n < rows.size(); ++n) {
        INFO(rows[n].key);
        CHECK(history.authors[n].key == rows[n].key);
        CHECK(history.authors[n].commits_365d == rows[n].in_365);
        CHECK(history.authors[n].commits_180d == rows[n].in_180);
        CHECK(history.authors[n].machine == rows[n].machine);
    }
}

TEST_CASE("one name beside several addresses is one person, a name of nobody is none") {
    const GitRepository repository;
    repository.commit("a", day(9, "Jane Doe", "jane@acme.example"));
    repository.commit("b", day(8, "jane  doe", "jane@home.example"));
    repository.commit("c", day(200, "Jane Doe", "jd@laptop.local"));
    repository.commit("d", day(7, "J. Doe", "JD@laptop.local"));
    repository.commit("e", day(6, "root", "root@a"));
    repository.commit("f", day(5, "root", "root@b"));
    const auto history = *read(repository.path()).history;
    REQUIRE(history.authors.size() == 3);
    CHECK(history.authors.at(0).key == "root@b");
    CHECK(history.authors.at(2).key == "jd@laptop.local");
    CHECK(history.authors.at(2).commits_365d == 4);
    CHECK(history.authors.at(2).commits_180d == 3);
    CHECK(history.commits_365d == 6);
}

TEST_CASE("a bare first name beside two addresses is one person where the account is the same") {
    const GitRepository repository;
    repository.commit("a", day(9, "Alex", "alex@acme.example"));
    repository.commit("b", day(8, "alex", "alex@home.example"));
    repository.commit("c", day(7, "Alex", "a.ames@acme.example"));
    repository.commit("d", day(6, "alex77", "x@acme.example"));
    repository.commit("e", day(5, "alex77", "y@acme.example"));
    const auto history = *read(repository.path()).history;
    REQUIRE(history.authors.size() == 3);
    CHECK(history.authors.at(0).commits_365d == 2);
    CHECK(history.authors.at(1).commits_365d == 1);
    CHECK(history.authors.at(2).commits_365d == 2);
}

TEST_CASE("an address that two people share makes them no one person") {
    const GitRepository repository;
    repository.commit("a", day(20, "Anna Able", "anna@acme.example"));
    repository.commit("b", day(19, "Ben Baker", "ben@acme.example"));
    repository.commit("c", day(18, "Anna Able", "you@example.com"));
    repository.commit("d", day(17, "Ben Baker", "YOU@example.com"));
    const auto history = *read(repository.path()).history;
    REQUIRE(history.authors.size() == 2);
    CHECK(history.authors.at(0).commits_365d == 2);
    CHECK(history.authors.at(1).commits_365d == 2);
    // Another name of hers, which stands at no other address.
    repository.commit("e", day(16, "aable", "anna@acme.example"));
    CHECK(read(repository.path()).history->authors.size() == 2);
    // Who is seen at the shared address alone is somebody else.
    repository.commit("f", day(15, "Cleo Cook", "you@example.com"));
    CHECK(read(repository.path()).history->authors.size() == 3);
}

TEST_CASE("a name at a machine's address is no person, a machine at a person's is none of theirs") {
    const GitRepository repository;
    repository.commit("a", day(9, "Jane Doe", "jane@acme.example"));
    repository.commit("b", day(8, "release-bot", "jane@acme.example"));
    const auto history = *read(repository.path()).history;
    REQUIRE(history.authors.size() == 2);
    CHECK(history.authors.at(0).machine);
    CHECK_FALSE(history.authors.at(1).machine);
    CHECK(history.commits_365d == 1);
}

TEST_CASE("the mailmap of the commit that is judged says who is who") {
    const GitRepository repository;
    for (const auto* address : {"j1@x", "j2@x", "j3@x"}) repository.commit("a", day(3, address, address));
    repository.commit("b", day(2, "Release", "release@x"));
    CHECK(read(repository.path()).history->authors.size() == 4);
    repository.write(".mailmap", "<j1@x> <j2@x>\n<j1@x> <j3@x>\n");
    CHECK(read(repository.path()).history->authors.size() == 4);  // not committed
    repository.commit_file(".mailmap",
                           "# who\n<j1@x> <J2@x>\nJane <j1@x> <j3@x>\nThe bot <bot@x> <release@x>\n",
                           day(1, "j1@x", "j1@x"));
    const auto history = *read(repository.path()).history;
    REQUIRE(history.authors.size() == 2);
    CHECK(history.authors.at(0).commits_365d == 4);
    CHECK(history.authors.at(1).machine);
    CHECK(read(repository.path(), "HEAD~1").history->authors.size() == 4);
}

TEST_CASE("a mailmap is read line by line, whatever it holds") {
    const git::Mailmap map(
        "# A <a@x> <b@x>\n"
        "Proper <OLD@x>\n"
        "<new@x> <mid@x>\n"
        "Both <both@x> <first@x>\n"
        "Only <only@x> Some Name <shared@x>\r\n"
        "Later <later@x> <first@x>\n"
        "<>\n<\n>\n <only address>\nno address\n< < > >\n");
    const auto resolved = [&](std::string_view name, std::string_view e_mail) {
        const auto who = map.resolve(name, e_mail);
        return who.name + " <" + who.e_mail + ">";
    };
    CHECK(resolved("x", "b@x") == "x <b@x>");
    CHECK(resolved("x", "old@X") == "Proper <old@X>");
    CHECK(resolved("x", "mid@x") == "x <new@x>");
    CHECK(resolved("x", "first@x") == "Later <later@x>");
    CHECK(resolved("some name", "shared@x") == "Only <only@x>");
    CHECK(resolved("Other", "shared@x") == "Other <shared@x>");
    CHECK(git::Mailmap(std::string("\0<\0>\0<\0>", 8)).resolve("n", "e").e_mail == "e");
    std::string endless;
    for (int n = 0; n < 30'000; ++n) endless += fmt::format("<a@x> <n{}@x>\n", n);
    const git::Mailmap cut(endless);
    CHECK(cut.resolve("", "n19999@x").e_mail == "a@x");
    CHECK(cut.resolve("", "n20000@x").e_mail == "n20000@x");
}

TEST_CASE("an old repository has a last commit and no commits in the year") {
    const GitRepository repository;
    repository.commit("a", day(2000));
    const auto history = *read(repository.path()).history;
    CHECK(history.last_commit_at == now - days{2000});
    CHECK(history.commits_365d == 0);
    CHECK(history.authors.empty());
}

TEST_CASE("one commit with a wrong old date does not hide the young ones behind it") {
    const GitRepository repository;
    repository.commit("a", day(30));
    repository.commit("b", day(20));
    repository.commit("wrong clock", {"Ada", "ada@example.com", core::from_unix(0)});
    repository.commit("c", day(10));
    CHECK(read(repository.path()).history->commits_365d == 3);
}

TEST_CASE("commits dated in the future do not make a repository look alive") {
    const GitRepository repository;
    repository.commit("a", day(30));
    repository.commit("an hour ahead", {"Ada", "ada@example.com", now + hours{1}});
    repository.commit("years ahead", day(-1000));
    CHECK(read(repository.path()).history->commits_365d == 2);
}

TEST_CASE("merged branches count, each commit once") {
    const GitRepository repository;
    repository.commit("a", day(9));
    repository.git({"checkout", "-q", "-b", "side"});
    repository.commit("b", day(8));
    repository.git({"checkout", "-q", "main"});
    repository.commit("c", day(7));
    repository.git({"merge", "-q", "--no-ff", "-m", "m", "side"}, {}, day(6));
    CHECK(read(repository.path()).history->commits_365d == 4);
}

TEST_CASE("the walk stops at its limit and says so") {
    const GitRepository repository;
    repository.import(linear_history(50, now, hours{1}));
    const auto cut = *read(repository.path(), {}, {.commits = 20}).history;
    CHECK(cut.commits_365d == 20);
    CHECK(cut.truncated);
    const auto whole = *read(repository.path(), {}, {.commits = 51}).history;
    CHECK(whole.commits_365d == 50);
    CHECK_FALSE(whole.truncated);
}

TEST_CASE("of fifty thousand commits only those of the year are counted") {
    const GitRepository repository(true);
    repository.import(linear_history(50'000, now, hours{1}));
    const auto history = *read(repository.path()).history;
    CHECK(history.commits_365d == 365 * 24);
    CHECK(history.commits_90d == 90 * 24);
    CHECK_FALSE(history.truncated);
}

TEST_CASE("the latest tag is the youngest, not the last by name") {
    const GitRepository repository;
    repository.commit("a", day(30));
    CHECK_FALSE(read(repository.path()).history->latest_tag.has_value());
    repository.git({"tag", "v9"});
    repository.commit("b", day(20));
    repository.git({"tag", "-a", "-m", "x", "v1.10"}, {}, day(3));
    repository.git({"tag", "z"});
    const auto tag = read(repository.path()).history->latest_tag;
    REQUIRE(tag.has_value());
    CHECK(tag->name == "v1.10");
    CHECK(tag->at == now - days{3});
}

TEST_CASE("a tag of a file has no date and is no latest tag") {
    const GitRepository repository;
    repository.commit_file("README.md", "words\n");
    repository.git({"tag", "blob", "HEAD:README.md"});
    CHECK_FALSE(read(repository.path()).history->latest_tag.has_value());
}

TEST_CASE("a tag has notes when its own message says more than a first line") {
    const GitRepository repository;
    repository.commit("a\n\nA body of the commit, which is none of the tag.", day(30));
    repository.git({"tag", "v1"});
    CHECK_FALSE(read(repository.path()).history->latest_tag->has_notes);
    repository.git({"tag", "-a", "-m", "v2", "v2"}, {}, day(3));
    CHECK_FALSE(read(repository.path()).history->latest_tag->has_notes);
    repository.git({"tag", "-a", "-m", "v3", "-m", "- refunds work in Swiss francs", "v3"}, {}, day(2));
    CHECK(read(repository.path()).history->latest_tag->name == "v3");
    CHECK(read(repository.path()).history->latest_tag->has_notes);
    repository.git({"tag", "-a", "-m", "Changes:\n* invoices by mail\n* rounding", "v4"}, {}, day(1));
    CHECK(read(repository.path()).history->latest_tag->has_notes);
}

TEST_CASE("the message of a tag tells changes below its title, or in a long sentence") {
    struct Row {
        std::string message;
        bool has_notes;
    };
    for (const auto& row : {
             Row{"v1\n", false},
             Row{"Release v1 of the payments library for internal customers\n", false},
             Row{"Changes:\n* invoices by mail\n* rounding\n", true},
             Row{"v1\n\n- refunds work in Swiss francs\n", true},
             Row{"Invoices can be sent by mail, totals are rounded to the cent and the old calls are gone "
                 "now.\n",
                 true},
             Row{"v1\n-----BEGIN PGP SIGNATURE-----\n\niQIzBAABCAAdFiEEabcabcabcabc\n-----END PGP "
                 "SIGNATURE-----\n",
                 false},
         }) {
        CAPTURE(row.message);
        const auto answer = std::string("12 tag v1") + '\0' + row.message;
        CHECK(git::read_tag(answer)->has_notes == row.has_notes);
        CHECK_FALSE(git::read_tag(std::string("12 commit v1") + '\0' + row.message)->has_notes);
    }
}

TEST_CASE("tags that git cannot read are not none") {
    const GitRepository repository;
    repository.commit("a", day(30));
    repository.git({"tag", "-a", "-m", "v1", "-m", "- refunds work in Swiss francs", "v1"}, {}, day(3));
    repository.git({"tag", "-a", "-m", "v0", "v0"}, {}, day(4));
    CHECK_FALSE(read(repository.path()).history->tags_unread);
    const auto id = std::string(core::trim(repository.git({"rev-parse", "refs/tags/v0"})));
    std::filesystem::remove(repository.path() / ".git/objects" / id.substr(0, 2) / id.substr(2));
    const auto facts = read(repository.path());
    CHECK_FALSE(facts.history->latest_tag.has_value());
    CHECK(facts.history->tags_unread);
    CHECK(is_told(facts, "The tags could not be read"));
}

TEST_CASE("the answer about tags is read with care") {
    CHECK_FALSE(git::read_tag("").has_value());
    CHECK_FALSE(git::read_tag("\n").has_value());
    CHECK_FALSE(git::read_tag(" v1\n").has_value());
    CHECK_FALSE(git::read_tag("12x tag v1\n").has_value());
    CHECK_FALSE(git::read_tag("12").has_value());
    CHECK_FALSE(git::read_tag("12 tag").has_value());
    CHECK(git::read_tag("12 tag v1\xFF\n")->name == "v1\xEF\xBF\xBD");
    CHECK(git::read_tag("-5 commit old\n")->at == core::from_unix(-5));
}

TEST_CASE("one person is one key, however GitHub writes the address") {
    struct Row {
        std::string given, key;
    };
    const std::vector<Row> rows = {
        {"", ""},
        {" Ada@Example.COM ", "ada@example.com"},
        {"123+ada@users.noreply.github.com", "ada@users.noreply.github.com"},
        {"123+Ada@users.noreply.GitHub.com", "ada@users.noreply.github.com"},
        {"ada+work@example.com", "ada+work@example.com"},
        {"x12+ada@users.noreply.github.com", "x12+ada@users.noreply.github.com"},
        {"+ada@users.noreply.github.com", "+ada@users.noreply.github.com"},
    };
    for (const auto& row : rows) CHECK(git::author_key(row.given) == row.key);
}

TEST_CASE("machines are known by name or address, people with similar names are people") {
    struct Row {
        std::string name, e_mail;
        bool machine;
    };
    const std::vector<Row> rows = {
        {"", "", false},
        {"dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com", true},
        {"github-actions[bot]", "41898282+github-actions[bot]@users.noreply.github.com", true},
        {"GitHub Actions", "actions-user@example.com", true},
        {"renovate[bot]", "29139614+renovate[bot]@users.noreply.github.com", true},
        {"Renovate Bot", "bot@renovateapp.com", true},
        {"Mend Renovate", "renovate@whitesourcesoftware.com", true},
        {"copilot-swe-agent[bot]", "198982749+Copilot@users.noreply.github.com", true},
        {"Claude", "noreply@anthropic.com", true},
        {"Gemini CLI", "gemini-cli@google.com", true},
        {"gemini-cli", "agent@acme.example", true},
        {"opencode", "noreply@opencode.ai", true},
        {"Agent", "noreply@opencode.ai", true},
        {"Amp", "amp@ampcode.com", true},
        {"Windsurf", "noreply@windsurf.com", true},
        {"Windsurf", "agent@acme.example", true},
        {"Roo Code", "agent@acme.example", true},
        {"roomote", "roomote@roocode.com", true},
        {"Cursor Agent", "cursoragent@cursor.com", true},
        {"Qwen-Coder", "qwen-coder@alibabacloud.com", true},
        {"Crush", "crush@charm.land", true},
        {"GitHub", "noreply@github.com", true},
        {"deploy", "project_42_bot_a1b2@noreply.gitlab.com", true},
        {"ci-bot", "ci@example.com", true},
        {"Jenkins", "jenkins@ci.example.com", true},
        {"GitHub Actions", "actions@github.com", true},
        {"GitHub Action", "action@github.com", true},
        {"Deploy", "action@github.com", true},
        {"Travis CI", "builds@travis-ci.com", true},
        {"CircleCI", "ci@acme.example", true},
        {"GitLab CI", "ci@acme.example", true},
        {"Azure Pipelines", "ci@acme.example", true},
        {"Travis Baker", "travis@example.com", false},
        {"Claude Dupont", "claude@example.com", false},
        {"Anna Maria Pohl", "amp@example.com", false},
        {"Gemini Rossi", "gemini@example.com", false},
        {"Roo Taylor", "roo@example.com", false},
        {"Ada", "ada@ampcode.com", false},
        {"Anna Jenkins", "anna.jenkins@example.com", false},
        {"Roboto Abbot", "abbot@example.com", false},
        {"Talbot", "talbot@example.com", false},
        {"Ada", "12345+ada@users.noreply.github.com", false},
    };
    for (const auto& row : rows) {
        INFO(row.name << " " << row.e_mail);
        CHECK(git::is_machine(row.name, row.e_mail) == row.machine);
    }
}

TEST_CASE("a listing is read byte by byte, sorted, and found again") {
    const std::string id(40, 'a');
    const auto entry = [&](const std::string& mode, const std::string& path, const std::string& object) {
        return mode + " blob " + object + "\t" + path + std::string(1, '\0');
    };
    const std::string empty = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";
    git::Listing listing(entry("100644", "z", id) + entry("100755", "a\tb\nc", id) +
                             entry("120000", "l", id) + entry("160000", "m", id) +
                             entry("100644", "bare", empty) + "100644 blob half",
                         100);
    const auto tree = listing.take_tree();
    REQUIRE(tree.files.size() == 5);
    CHECK(tree.files[0].path == "a\tb\nc");
    CHECK(tree.files[0].kind == FileKind::executable);
    CHECK(tree.files[0].size_bytes == insight::unknown_size);
    CHECK(tree.files[1].size_bytes == 0);
    CHECK(tree.files[2].kind == FileKind::link);
    CHECK(tree.files[3].kind == FileKind::submodule);
    CHECK(tree.files[3].size_bytes == 0);
    CHECK_FALSE(tree.truncated);
    CHECK(listing.object_of("z") == id);
    CHECK_FALSE(listing.object_of("y").has_value());
    git::Listing short_one(entry("100644", "a", id) + entry("100644", "b", id), 1);
    CHECK(short_one.take_tree().truncated);
    CHECK(git::Listing("", 1).take_tree().files.empty());
    CHECK(git::Listing(std::string("\0\t\0 \0", 5), 9).take_tree().files.size() <= 1);
}

TEST_CASE("more files than the limit are a truncated tree, and the reader is told") {
    const GitRepository repository;
    for (int n = 0; n < 10; ++n) repository.write("f" + std::to_string(n), "x");
    repository.commit();
    const auto facts = read(repository.path(), {}, {.files = 4});
    CHECK(facts.tree->files.size() == 4);
    CHECK(facts.tree->truncated);
    CHECK(is_told(facts, "only the first 4 were looked at"));
    CHECK_FALSE(read(repository.path(), {}, {.files = 10}).tree->truncated);
}

TEST_CASE("a hundred thousand files are listed") {
    const GitRepository repository(true);
    std::string stream =
        "blob\nmark :1\ndata 1\nx\ncommit refs/heads/main\ncommitter A <a@b> 1767600000 +0000\ndata 1\nx\n";
    for (int n = 0; n < 100'000; ++n) stream += fmt::format("M 100644 :1 d{}/f{}.cpp\n", n / 500, n);
    repository.import(stream + "done\n");
    const auto facts = read(repository.path());
    CHECK(facts.tree->files.size() == 100'000);
    CHECK_FALSE(facts.tree->truncated);
    CHECK(std::is_sorted(facts.tree->files.begin(), facts.tree->files.end(),
                         [](auto& a, auto& b) { return a.path < b.path; }));
}

TEST_CASE("a text longer than the limit is cut, one far longer is not read, and both are told apart") {
    const GitRepository repository;
    repository.write("README.md", "begin " + std::string(3000, 'a') + " end\n");
    repository.write("CONTRIBUTING.md", std::string(20'000, 'b'));
    repository.commit();
    const auto facts = read(repository.path(), {}, {.text_bytes = 1000});
    REQUIRE(facts.documents.size() == 1);
    CHECK(facts.documents[0].path == "README.md");
    CHECK(facts.documents[0].truncated);
    CHECK(facts.documents[0].size_bytes == 3011);
    CHECK(has_text(facts, "begin"));
    CHECK_FALSE(has_text(facts, "end"));
    REQUIRE(facts.faults.size() == 2);  // once for each, not also as a file that could not be read
    CHECK(facts.faults[0].what == "Only the first 1000 bytes of \"README.md\" were read; it has 3011 bytes.");
    CHECK(facts.faults[1].what ==
          "\"CONTRIBUTING.md\" was not read: it has 20000 bytes, and a file over 16000 bytes is not opened.");
}

TEST_CASE("no more texts are read than the limit, and the reader is told") {
    const GitRepository repository;
    repository.write("README.md", "words\n");
    repository.write("CONTRIBUTING.md", "words\n");
    repository.commit();
    const auto facts = read(repository.path(), {}, {.documents = 1});
    CHECK(facts.documents.size() == 1);
    CHECK(is_told(facts, "1 further files with text were not read"));
}

TEST_CASE("a file of two gigabytes is seen and not read") {
    const GitRepository repository;
    // Only the head of such an object is there: whoever tried to read it would find it damaged.
    const std::string id = "22" + std::string(38, 'a');
    const std::string head = "blob 2000000000" + std::string(1, '\0');
    const auto length = static_cast<char>(head.size());
    repository.write(".git/objects/22/" + id.substr(2), std::string("\x78\x01\x00", 3) + length + '\0' +
                                                            static_cast<char>(~length) + '\xFF' + head);
    const auto tree = repository.git({"mktree"}, "100644 blob " + id + "\tREADME.md\n");
    repository.git({"update-ref", "HEAD", repository.git({"commit-tree", "-m", "x", tree})});
    const auto facts = read(repository.path());
    CHECK(find(facts, "README.md") != nullptr);
    CHECK(facts.documents.empty());
    CHECK(is_told(facts,
                  "\"README.md\" was not read: it has 1907.3 MiB, and a file over 8.0 MiB is not opened."));
    CHECK_FALSE(is_told(facts, "could not be read"));
}

TEST_CASE("small files that may hold a secret are looked into, longer ones are not") {
    const GitRepository repository;
    repository.write("k.txt", "-----BEGIN PRIVATE KEY-----\nabc\n");
    repository.write("long.txt", std::string(17'000, 'x'));
    repository.write("main.cpp", "int main() {}\n");
    repository.commit();
    const auto facts = read(repository.path());
    REQUIRE(facts.suspects.size() == 1);
    CHECK(facts.suspects.at(0).path == "k.txt");
    CHECK(facts.suspects.at(0).text == "-----BEGIN PRIVATE KEY-----\nabc\n");
}

TEST_CASE("of a file to be executed the first bytes are looked into") {
    const GitRepository repository;
    repository.write("bin/tool",
                     "\x7F"
                     "ELF" +
                         std::string(20'000, 'x'));
    repository.write("bin/run", "#!/bin/sh\n");
    repository.write("notes",
                     "\x7F"
                     "ELF" +
                         std::string(20'000, 'x'));
    for (const auto* path : {"bin/tool", "bin/run"})
        std::filesystem::permissions(repository.path() / path, std::filesystem::perms::owner_all);
    repository.commit();
    const auto facts = read(repository.path());
    REQUIRE(facts.suspects.size() == 2);
    CHECK(facts.suspects.at(0).text == "#!/bin/sh\n");
    CHECK(facts.suspects.at(1).path == "bin/tool");
    CHECK(facts.suspects.at(1).text ==
          "\x7F"
          "ELF");
}

TEST_CASE("a submodule is noted, and nothing of it is read") {
    const GitRepository repository;
    repository.commit_file("README.md", "words\n");
    repository.git(
        {"update-index", "--add", "--cacheinfo", "160000,0123456789012345678901234567890123456789,docs"});
    repository.git({"commit", "-q", "-m", "x"});
    CHECK(find(read(repository.path()), "docs")->kind == FileKind::submodule);
}

TEST_CASE("repositories are read side by side on many threads") {
    const GitRepository one;
    const GitRepository two;
    const auto first = one.commit_file("README.md", "first\n");
    const auto second = two.commit_file("README.md", "second\n");
    std::atomic<int> right{0};
    std::vector<std::thread> threads;
    for (int n = 0; n < 8; ++n)
        threads.emplace_back([&, n] {
            for (int turn = 0; turn < 5; ++turn) {
                const auto facts = git::read(n % 2 == 0 ? one.path() : two.path(), {}, now);
                if (facts && facts->commit == (n % 2 == 0 ? first : second) && facts->documents.size() == 1)
                    ++right;
            }
        });
    for (auto& thread : threads) thread.join();
    CHECK(right == 40);
}

TEST_CASE("a shallow clone says that its history was cut, and how to get the rest") {
    const GitRepository repository;
    repository.commit_file("README.md", "first\n");
    repository.commit_file("README.md", "second\n");
    CHECK_FALSE(is_told(read(repository.path()), "shallow"));
    const auto clone = repository.around() / "clone";
    (void)net::run_child({.arguments = {"git", "clone", "-q", "--depth", "1",
                                        "file://" + repository.path().string(), clone.string()},
                          .environment = {"PATH=" + std::string(std::getenv("PATH"))}},
                         {}, std::chrono::seconds{20}, 1000);
    CHECK(is_told(read(clone), "fetch --unshallow"));
}
