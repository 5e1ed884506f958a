// SPDX-License-Identifier: Apache-2.0
// The one place where git is started. The environment is fixed and complete, every setting with which a
// repository could name a program is overridden, and only plumbing is called: cat-file, ls-tree, rev-parse,
// rev-list, for-each-ref and log without diffs.
#pragma once

#include "net/child.hpp"

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace sources::git {

// `git …arguments` with `folder` as its working folder.
net::ChildCommand command(const std::filesystem::path& folder, std::vector<std::string> arguments);

// One deadline for all children of one reading.
class Budget {
  public:
    explicit Budget(std::chrono::seconds allowed) : end_(std::chrono::steady_clock::now() + allowed) {}
    // What is left, rounded up; 0 when nothing is.
    std::chrono::seconds left() const;

  private:
    std::chrono::steady_clock::time_point end_;
};

}  // namespace sources::git
