// SPDX-License-Identifier: Apache-2.0
// From a list of files and a way to read some of them to the Facts that checks judge. Shared by every source
// that sees files (git now, the sample, later GitHub and GitLab).
#pragma once

#include "insight/facts.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sources {

// Bytes of a file, cut at the source's limit; of a link where it leads, as git keeps it. Without bytes but
// with a size: too large to be worth reading. The source returns nothing when it could not be read.
// assemble() tells of both. Of one whose content it does not have the source itself tells.
struct Blob {
    std::string bytes;
    bool truncated = false;
    std::uint64_t size_bytes = 0;  // of the whole file; 0 = as long as `bytes`
    std::uint64_t most_bytes = 0;  // up to which a file is opened, where this one is larger
    bool absent = false;           // the source knows of the file and has nothing of it
};
using ReadBlob = std::function<std::optional<Blob>(const insight::File&)>;

// The whole of a file of at most insight::longest_suspect bytes; of a longer one that may be a program the
// first bytes, of every other nothing.
using ReadSuspect = std::function<std::optional<std::string>(const insight::File&)>;

// How a source gives what files hold.
struct Contents {
    ReadBlob read;
    ReadSuspect read_suspect = {};  // none: no file is looked into for a secret
    // Told what will be read, about in this order, before it is; others may be read too, and not all of
    // these.
    std::function<void(const std::vector<const insight::File*>&)> expect = {};
};

// Fills tree, documents, owners, ci, templates, small_files, declared and host of `facts`. Follows up
// to eight relative links of README or CONTRIBUTING to a contribution guide and its parts, and the links of
// the tree that lead to a file in it, never one that leads out. Looks into the few files that may hold a
// secret. Never throws for what the files hold.
void assemble(insight::Facts& facts, insight::Tree tree, const Contents& contents,
              std::size_t text_limit = 400);

}  // namespace sources
