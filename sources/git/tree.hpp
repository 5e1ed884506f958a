// SPDX-License-Identifier: Apache-2.0
// The files of a commit by `git ls-tree`: names, kinds and object ids. Links are noted, never followed.
#pragma once

#include "core/result.hpp"
#include "insight/facts.hpp"

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace sources::git {

struct ListedTree {
    insight::Tree tree;
    std::vector<std::string> ids;  // of tree.files, in the same order
    // Object id of a path of the tree; empty when there is none.
    std::string_view id_of(std::string_view path) const;
};

// Pure: the output of `ls-tree -r -z [-l] --full-tree`. At most `limit` files.
ListedTree parse_tree(std::string_view listing, std::size_t limit);

core::Result<ListedTree> read_tree(const std::filesystem::path& folder, const std::string& commit,
                                   std::size_t limit, std::chrono::seconds deadline);

}  // namespace sources::git
