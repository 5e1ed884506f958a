// SPDX-License-Identifier: Apache-2.0
// Temporary git repositories for tests: built with the git program in an environment of its own, with fixed
// names and dates.
#pragma once

#include "core/time.hpp"
#include "net/child.hpp"

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <unistd.h>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace tests {

// A folder that goes away with its owner.
class TemporaryFolder {
  public:
    TemporaryFolder() {
        auto pattern = (std::filesystem::temp_directory_path() / "ispo_git_XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        path_ = std::filesystem::canonical(pattern);
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

// What a commit of a test looks like. The defaults are one person on one fixed day.
struct Signature {
    std::string name = "Ada Example";
    std::string e_mail = "ada@example.com";
    core::Time at = core::from_unix(1'767'600'000);  // 2026-01-05 08:00 UTC
};

inline void write_file(const std::filesystem::path& path, std::string_view bytes) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream out(path, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    REQUIRE(out.good());
}

// Plain git, as a careless tool would run it: it obeys what the repository's configuration says.
inline net::ChildResult plain_git(const std::filesystem::path& folder, std::vector<std::string> arguments,
                                  std::string_view input = {}, const Signature& who = {}) {
    const auto date = fmt::format("@{} +0000", core::to_unix(who.at));
    net::ChildCommand command{
        .arguments = {"git"},
        .environment = {"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C", "HOME=/nonexistent",
                        "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null", "GIT_AUTHOR_NAME=" + who.name,
                        "GIT_AUTHOR_EMAIL=" + who.e_mail, "GIT_COMMITTER_NAME=" + who.name,
                        "GIT_COMMITTER_EMAIL=" + who.e_mail, "GIT_AUTHOR_DATE=" + date,
                        "GIT_COMMITTER_DATE=" + date},
        .folder = folder.string()};
    command.arguments.insert(command.arguments.end(), arguments.begin(), arguments.end());
    auto result = net::run_child(command, input, std::chrono::seconds{120}, 8U << 20U);
    if (!result) FAIL(result.error().sentence);
    return *result;
}

class GitRepository {
  public:
    explicit GitRepository(bool bare = false) : path_(folder_.path() / "payments-api") {
        std::filesystem::create_directories(path_);
        if (bare)
            git({"init", "-q", "--bare", "-b", "main"});
        else
            git({"init", "-q", "-b", "main"});
    }
    const std::filesystem::path& path() const { return path_; }
    const std::filesystem::path& around() const {
        return folder_.path();
    }  // for what lies outside the repository

    std::string git(const std::vector<std::string>& arguments, std::string_view input = {},
                    const Signature& who = {}) const {
        const auto result = plain_git(path_, arguments, input, who);
        INFO(result.errors);
        REQUIRE(result.exit_code == 0);
        auto out = result.output;
        while (out.ends_with('\n')) out.pop_back();
        return out;
    }
    void write(const std::string& path, std::string_view bytes) const { write_file(path_ / path, bytes); }
    // Commits all there is; the id.
    std::string commit(const std::string& message = "Change", const Signature& who = {}) const {
        git({"add", "-A"});
        git({"commit", "-q", "--allow-empty", "--no-gpg-sign", "-m", message}, {}, who);
        return git({"rev-parse", "HEAD"});
    }
    std::string commit_file(const std::string& path, std::string_view bytes,
                            const Signature& who = {}) const {
        write(path, bytes);
        return commit("Write " + path, who);
    }
    void set(const std::string& key, const std::string& value) const { git({"config", key, value}); }
    // A stream for git fast-import: the cheap way to thousands of files and commits.
    void import(const std::string& stream) const { git({"fast-import", "--quiet", "--force"}, stream); }

  private:
    TemporaryFolder folder_;
    std::filesystem::path path_;
};

}  // namespace tests
