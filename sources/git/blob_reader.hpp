// SPDX-License-Identifier: Apache-2.0
// What may be read of a commit's files, and how much of it.
#pragma once

#include "net/child.hpp"
#include "sources/assemble.hpp"
#include "sources/git.hpp"
#include "sources/git/absent.hpp"
#include "sources/git/blobs.hpp"
#include "sources/git/tree.hpp"

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sources::git {

// Reads files through one `git cat-file --batch-command`. Of a link git keeps where it leads: that is
// read, nothing is followed here. Submodules are never read; of a file far over the limit only the size is
// told, of one whose object is not here that it is absent.
class BlobReader {
  public:
    // `absent` objects are known not to be here and never asked for.
    BlobReader(net::Conversation& batch, const Listing& listing, const Limits& limits, const Absent& absent)
        : batch_(batch), listing_(listing), limits_(limits), absent_(absent) {}

    std::optional<Blob> read(const insight::File& file);
    // All of a file of at most `most` bytes; nothing for a longer one, or one whose content is not there.
    std::optional<std::string> read_small(const insight::File& file, std::size_t most);
    // The first `bytes` of a file of at most 32 MiB.
    std::optional<std::string> read_start(const insight::File& file, std::size_t bytes);

    const std::optional<core::Error>& failed() const {
        return failed_;
    }  // the talk broke down; nothing can be read any more
    // The paths of files whose content was wanted and is not there.
    const std::set<std::string, std::less<>>& not_here() const { return not_here_; }

  private:
    std::optional<std::string> read_up_to(const insight::File& file, std::size_t bytes, std::uint64_t most);
    Blob is_not_here(const insight::File& file);
    std::nullopt_t break_off(const core::Error& error);

    net::Conversation& batch_;
    const Listing& listing_;
    const Limits& limits_;
    const Absent& absent_;
    std::optional<core::Error> failed_;
    std::set<std::string, std::less<>> not_here_;
};

}  // namespace sources::git
