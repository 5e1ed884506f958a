// SPDX-License-Identifier: Apache-2.0
// Clones that were made without part of the objects (--filter): judged by what is there, nothing is fetched.
#include "sources/git.hpp"

#include "insight/check.hpp"
#include "support/git_repository.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace git = sources::git;
namespace fs = std::filesystem;
using tests::GitRepository;

namespace {

const core::Time now = core::from_unix(1'767'686'400);

insight::Facts read(const fs::path& path, const std::string& revision = {}) {
    const auto facts = git::read(path, revision, now);
    if (!facts) FAIL(facts.error().sentence + " | " + facts.error().detail);
    return *facts;
}

bool is_told(const insight::Facts& facts, std::string_view words) {
    return std::ranges::any_of(
        facts.faults, [&](const auto& fault) { return fault.what.find(words) != std::string::npos; });
}

bool was_read(const insight::Facts& facts, std::string_view path) {
    return std::ranges::find(facts.documents, path, &insight::Document::path) != facts.documents.end();
}

std::string outcome(const insight::Facts& facts, const char* check) {
    return std::string(insight::to_word(insight::find_check(check)->run(facts, {}, now).outcome));
}

class Origin {
  public:
    Origin() {
        origin_.write("README.md", "# Payments\nTakes card payments for every shop of the company.\n");
        origin_.write(".github/CODEOWNERS", "* @acme/payments\n");
        origin_.write(".github/workflows/ci.yml",
                      "on: pull_request\njobs:\n  test:\n    steps:\n      - run: make test\n");
        origin_.write("docs/SUPPORT.md", "Ask in #payments.\n");
        origin_.commit();
        origin_.set("uploadpack.allowFilter", "true");
        origin_.set("uploadpack.allowAnySHA1InWant", "true");
    }
    fs::path clone(const std::vector<std::string>& options) const {
        const auto path = origin_.around() / "clone";
        std::vector<std::string> arguments = {"clone", "-q"};
        arguments.insert(arguments.end(), options.begin(), options.end());
        arguments.insert(arguments.end(), {"file://" + origin_.path().string(), path.string()});
        REQUIRE(tests::plain_git(origin_.around(), arguments).exit_code == 0);
        return path;
    }
    std::string id_of(const std::string& name) const { return origin_.git({"rev-parse", name}); }

  private:
    GitRepository origin_;
};

// Whether an object is there, without fetching it.
bool is_here(const fs::path& clone, const std::string& name) {
    const auto missing =
        tests::plain_git(clone, {"rev-list", "--objects", "--no-walk", "--quiet", "--missing=print", "HEAD"});
    return missing.output.find("?" + name) == std::string::npos;
}

constexpr auto remedy = "git fetch --refetch --no-filter";

}  // namespace

TEST_CASE("a sparse partial clone is judged by what is there") {
    const Origin origin;
    const auto clone = origin.clone({"--filter=blob:none", "--sparse"});
    const auto facts = read(clone);
    CHECK(facts.tree->files.size() == 4);
    CHECK(was_read(facts, "README.md"));
    CHECK_FALSE(was_read(facts, "docs/SUPPORT.md"));
    CHECK(is_told(facts, "The content of 3 files is not in this clone"));
    CHECK(is_told(facts, remedy));
    CHECK(facts.faults.size() == 1);
    for (const auto* check : {"G1", "B2", "S3", "C3"}) {
        INFO(check);
        CHECK(outcome(facts, check) == "unknown");
    }
    CHECK_FALSE(is_here(clone, origin.id_of("HEAD:.github/CODEOWNERS")));
}

TEST_CASE("a partial clone without any content is not damaged, bare or not checked out") {
    const Origin origin;
    for (const auto* kind : {"--no-checkout", "--bare", "--mirror"}) {
        INFO(kind);
        const auto clone = origin.clone({"--filter=blob:none", kind});
        const auto facts = read(clone);
        CHECK(facts.tree->files.size() == 4);
        CHECK(facts.documents.empty());
        CHECK(is_told(facts, "The content of 4 files is not in this clone"));
        CHECK(is_told(facts, remedy));
        CHECK(outcome(facts, "C1") == "unknown");
        CHECK(outcome(facts, "G1") == "unknown");
        CHECK(outcome(facts, "G3") == "unknown");
        CHECK(outcome(facts, "G4") == "unknown");
        CHECK(facts.history->commits_365d == 1);
        CHECK_FALSE(is_here(clone, origin.id_of("HEAD:README.md")));
        fs::remove_all(clone);
    }
}

TEST_CASE("of a partial clone without folders what is not listed is unknown") {
    const Origin origin;
    const auto clone = origin.clone({"--filter=tree:0", "--bare"});
    const auto facts = read(clone);
    CHECK(facts.tree->truncated);
    CHECK(is_told(facts, "Folders of this commit are not in this clone"));
    CHECK(is_told(facts, remedy));
    for (const auto* check : {"C1", "C2", "C4", "G1", "G3", "G4", "B2", "B4", "S3", "S4"}) {
        INFO(check);
        CHECK(outcome(facts, check) == "unknown");
    }
}

TEST_CASE("what a partial clone lacks is not fetched by a program of its choice") {
    const Origin origin;
    for (const auto* filter : {"--filter=blob:none", "--filter=tree:0"}) {
        INFO(filter);
        const auto clone = origin.clone({filter, "--bare"});
        const auto mark = clone.parent_path() / "it-ran";
        tests::plain_git(clone, {"config", "remote.origin.url", "ext::touch " + mark.string()});
        tests::plain_git(clone, {"config", "protocol.allow", "always"});
        CHECK(is_told(read(clone), remedy));
        CHECK_FALSE(fs::exists(mark));
        tests::plain_git(clone, {"cat-file", "-p", "HEAD:README.md"});  // a careless tool
        CHECK(fs::exists(mark));
        fs::remove(mark);
        fs::remove_all(clone);
    }
}

TEST_CASE("what the note advises brings a partial clone all it lacks") {
    const Origin origin;
    const auto clone = origin.clone({"--filter=blob:none", "--bare"});
    REQUIRE(tests::plain_git(clone, {"fetch", "-q", "--refetch", "--no-filter"}).exit_code == 0);
    const auto facts = read(clone);
    CHECK(facts.faults.empty());
    CHECK(was_read(facts, "README.md"));
    CHECK(outcome(facts, "B2") == "yes");
}

TEST_CASE("a clone that borrows from a partial one is judged by what is there") {
    const Origin origin;
    const auto partial = origin.clone({"--filter=blob:none", "--bare"});
    const auto borrower = partial.parent_path() / "borrower";
    REQUIRE(tests::plain_git(partial.parent_path(), {"clone", "-q", "--shared", "--no-checkout",
                                                     partial.string(), borrower.string()})
                .exit_code == 0);
    tests::plain_git(borrower, {"config", "remote.origin.promisor", "true"});
    CHECK(is_told(read(borrower), "The content of 4 files is not in this clone"));
}

TEST_CASE("a damaged partial clone is told as damaged") {
    const Origin origin;
    const auto clone = origin.clone({"--filter=blob:none", "--sparse"});
    SECTION("its packs have a hole") {
        for (const auto& entry : fs::directory_iterator(clone / ".git/objects/pack"))
            if (entry.path().extension() == ".pack") {
                fs::permissions(entry.path(), fs::perms::owner_all);
                fs::resize_file(entry.path(), 40);
            }
    }
    SECTION("a text of its own is no object") {
        tests::write_file(clone / "README.md", "changed\n");
        tests::plain_git(clone, {"commit", "-q", "-a", "--no-gpg-sign", "-m", "Change"});
        auto id = tests::plain_git(clone, {"rev-parse", "HEAD:README.md"}).output;
        id.resize(40);
        const auto file = clone / ".git/objects" / id.substr(0, 2) / id.substr(2);
        REQUIRE(fs::remove(file));
        tests::write_file(file, "this is no object");
    }
    const auto facts = git::read(clone, {}, now);
    REQUIRE_FALSE(facts.has_value());
    CHECK(facts.error().code == core::Errc::unavailable);
    CHECK(facts.error().sentence.find("damaged") != std::string::npos);
}
