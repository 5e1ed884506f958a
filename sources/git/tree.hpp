// SPDX-License-Identifier: Apache-2.0
// The files of a commit, from `git ls-tree -r -z --full-tree`. Their sizes (-l) would open every object, five
// times the cost of the list, and fetch every missing one of a partial clone; only that a file is empty is
// known, by its name.
#pragma once

#include "insight/facts.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sources::git {

// A listing keeps the bytes of ls-tree's answer and finds in it the object of a path again.
class Listing {
  public:
    // At most `limit` files. `cut`: there was more of `output`, which may end inside an entry; such a rest is
    // left out.
    Listing(std::string output, std::size_t limit, bool cut = false);
    Listing(const Listing&) = delete;  // the entries point into `output_`
    Listing& operator=(const Listing&) = delete;

    // The files, sorted by path; size 0 or unknown_size. May be taken once.
    insight::Tree take_tree() { return std::move(tree_); }
    // Name of the object behind `path`; nothing when there is no such file.
    std::optional<std::string> object_of(std::string_view path) const;

  private:
    struct Entry {
        std::string_view path;
        std::string_view id;
    };
    void add(std::string_view record);

    std::string output_;
    insight::Tree tree_;
    std::vector<Entry> entries_;
};

// An upper limit for the bytes of a listing of `files` files with usual paths.
constexpr std::size_t listing_bytes(std::size_t files) { return files * 192 + 4096; }

}  // namespace sources::git
