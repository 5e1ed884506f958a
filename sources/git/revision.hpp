// SPDX-License-Identifier: Apache-2.0
// Where a folder lies in which repository, and which commit a revision names.
#pragma once

#include "core/result.hpp"
#include "core/time.hpp"
#include "net/child.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace sources::git {

// True when `revision` may be given to git: not empty, no leading "-", no "..", no control characters, at
// most 250 bytes.
bool is_usable_revision(const std::string& revision);

struct Place {
    std::filesystem::path top;  // top folder of the work tree, or the bare repository itself
    std::filesystem::path
        shared;          // where objects and refs are (the git folder; for a worktree that of its repository)
    std::string branch;  // full name behind the revision ("refs/heads/main"); empty when it is no branch
    bool bare = false;
    bool shallow = false;
    bool names_something = true;  // false: the revision is no name of anything (yet)
};
// Reads what `git rev-parse` (asked as place_arguments() says, in `folder`) answered. Errc::not_found when
// `folder` is in no repository, Errc::unavailable when its repository cannot be used.
std::vector<std::string> place_arguments(const std::string& revision);
core::Result<Place> read_place(const net::ChildResult& answer, const std::filesystem::path& folder);

struct Commit {
    std::string id;   // empty: the revision names no commit
    core::Time at{};  // committer's date
};
// Asks a `git cat-file --batch` for the commit behind `revision`.
core::Result<Commit> find_commit(net::Conversation& batch, const std::string& revision);

}  // namespace sources::git
