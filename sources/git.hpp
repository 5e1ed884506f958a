// SPDX-License-Identifier: Apache-2.0
// Facts from a plain git checkout, working tree or bare. Nothing from it is ever run: git is started in one
// place, with a fixed environment and plumbing commands only; links are followed
// to files of the same commit only; sizes and counts are bounded.
#pragma once

#include "core/result.hpp"
#include "insight/facts.hpp"

#include <filesystem>
#include <functional>
#include <string>

namespace sources::git {

struct Limits {
    std::size_t files = 200'000;           // more: the tree is marked truncated
    std::size_t text_bytes = 512U << 10U;  // of one document
    std::size_t documents = 400;           // texts read in all
    int commits = 200'000;                 // of the walk over one year
    std::chrono::seconds deadline{60};
};

// Reads `path` at `revision` (empty = HEAD). Pure but for reading. Errc::not_found: no such folder, not a
// repository, or unknown revision; Errc::invalid: an unusable revision name; Errc::unavailable: git missing,
// too slow, or its data damaged. An empty repository is no error: Facts without commit and with an empty
// tree.
core::Result<insight::Facts> read(const std::filesystem::path& path, const std::string& revision,
                                  core::Time now, const Limits& limits = {});

}  // namespace sources::git
