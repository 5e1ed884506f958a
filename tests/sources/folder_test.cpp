// SPDX-License-Identifier: Apache-2.0
#include "sources/git/folder.hpp"

#include "core/text.hpp"
#include "sources/catalog.hpp"
#include "sources/git.hpp"
#include "support/git_repository.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <chrono>

namespace git = sources::git;
using tests::GitRepository;

TEST_CASE("the name at the origin is the path of its address") {
    const std::vector<std::pair<std::string, std::string>> rows = {
        {"", ""},
        {"https://git.example.com/acme/payments-api.git", "acme/payments-api"},
        {"https://user:secret@git.example.com/acme/payments-api/", "acme/payments-api"},
        {"ssh://git@git.example.com:2222/group/sub/name.git", "group/sub/name"},
        {"git@git.example.com:acme/payments-api.git", "acme/payments-api"},
        {"/srv/git/payments-api.git", ""},
        {"../payments-api", ""},
        {"file:///srv/git/payments-api.git", ""},
        {"https://git.example.com", ""},
        {"https://git.example.com/acme/pay.git?private_token=x#y", "acme/pay"},
        {"https://git.example.com/" + std::string(500, 'a'), ""}};
    for (const auto& [address, name] : rows) {
        INFO(address);
        CHECK(git::name_in_address(address) == name);
    }
}

TEST_CASE("the host follows from the name of the origin's host alone") {
    using insight::Host;
    for (const auto& [address, host] :
         {std::pair{"https://github.com/acme/pay.git", Host::github},
          std::pair{"git@github.acme.example:acme/pay.git", Host::github},
          std::pair{"ssh://git@gitlab.com:2222/acme/pay.git", Host::gitlab},
          std::pair{"https://me:x@code.gitlab.example/acme/pay", Host::gitlab},
          std::pair{"https://git.example.com/github/pay.git", Host::unknown},
          std::pair{"/srv/github.com/pay.git", Host::unknown},
          std::pair{"file:///github.com/x", Host::unknown}, std::pair{"", Host::unknown}}) {
        INFO(address);
        CHECK(git::host_in_address(address) == host);
    }
    const GitRepository repository;
    repository.commit_file(".gitlab/CODEOWNERS", "* @acme/pay\n");
    CHECK(git::read(repository.path(), "", core::from_unix(1'767'686'400))->host == Host::gitlab);
    repository.git({"remote", "add", "origin", "git@github.com:acme/pay.git"});
    CHECK(git::read(repository.path(), "", core::from_unix(1'767'686'400))->host == Host::github);
}

TEST_CASE("a checkout knows its name at the origin, also where it is a worktree") {
    const GitRepository repository;
    repository.commit_file("README.md", "# Payments\n");
    CHECK(git::read(repository.path(), "", core::from_unix(1'767'686'400))->remote.empty());
    repository.git({"remote", "add", "upstream", "https://git.example.com/other/one.git"});
    repository.git({"remote", "add", "origin", "git@git.example.com:acme/payments-api.git"});
    CHECK(git::read(repository.path(), "", core::from_unix(1'767'686'400))->remote == "acme/payments-api");
    const tests::TemporaryFolder elsewhere;
    const auto tree = elsewhere.path() / "tree";
    repository.git({"worktree", "add", tree.string()});
    CHECK(git::read(tree, "", core::from_unix(1'767'686'400))->remote == "acme/payments-api");
}

TEST_CASE("a pipe among the files of git is refused at once") {
    for (const std::string name : {"config", "HEAD", "packed-refs"}) {
        const GitRepository repository;
        repository.commit_file("README.md", "# Payments\n");
        const auto file = repository.path() / ".git" / name;
        std::filesystem::remove(file);
        REQUIRE(::mkfifo(file.c_str(), 0600) == 0);
        const auto begin = std::chrono::steady_clock::now();
        const auto facts = git::read(repository.path(), "", core::from_unix(1'767'686'400));
        REQUIRE(facts.has_error());
        CHECK(facts.error().code == core::Errc::unavailable);
        CHECK(facts.error().sentence.find("is no ordinary file. Nothing was read") != std::string::npos);
        CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds{10});
    }
}

TEST_CASE("a git folder that may not be opened is said to be one") {
    if (::geteuid() == 0) return;  // for root nothing is closed
    const GitRepository repository;
    repository.commit_file("README.md", "# Payments\n");
    const auto folder = repository.path() / ".git";
    std::filesystem::permissions(folder, std::filesystem::perms::none);
    const auto facts = git::read(repository.path(), "", core::from_unix(1'767'686'400));
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
    REQUIRE(facts.has_error());
    CHECK(facts.error().sentence.find("may not be opened by this user") != std::string::npos);
}

TEST_CASE("of a catalogue's file the first component counts") {
    const std::string entry =
        "apiVersion: backstage.io/v1alpha1\nkind: Location\nspec: {owner: nobody}\n---\nkind: Component\n"
        "metadata:\n  name: payments\n  description: Takes money\nspec:\n  owner: group:default/payments\n";
    const auto read = sources::parse_catalog("catalog-info.yaml", entry);
    REQUIRE(read);
    CHECK(read->owner == "payments");
    CHECK(read->description == "Takes money");
    CHECK_FALSE(sources::parse_catalog("innersource.json", entry));
    CHECK_FALSE(sources::parse_catalog("catalog-info.yaml", "kind: [\n"));
    CHECK_FALSE(sources::parse_catalog("catalog-info.yaml", "kind: Component\n"));
}
