// SPDX-License-Identifier: Apache-2.0
// What may be read of a commit's files, and how much of it.
#pragma once

#include "net/child.hpp"
#include "sources/assemble.hpp"
#include "sources/git.hpp"
#include "sources/git/blobs.hpp"
#include "sources/git/tree.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sources::git {

// Reads files through one `git cat-file --batch-command`. Of a link git keeps where it leads: that is
// read, nothing is followed here. Submodules are never read; of a file far over the limit only the size is
// told.
class BlobReader {
  public:
    BlobReader(net::Conversation& batch, const Listing& listing, const Limits& limits)
        : batch_(batch), listing_(listing), limits_(limits) {}

    std::optional<Blob> read(const insight::File& file);
    // All of a file of at most `most` bytes; nothing for a longer one, or one whose content is not there.
    std::optional<std::string> read_small(const insight::File& file, std::size_t most);
    // The first `bytes` of a file of at most 32 MiB.
    std::optional<std::string> read_start(const insight::File& file, std::size_t bytes);

    const std::optional<core::Error>& failed() const {
        return failed_;
    }                                               // the talk broke down; nothing can be read any more
    std::size_t absent() const { return absent_; }  // files whose content was asked for and is not there

  private:
    std::optional<std::string> read_up_to(const insight::File& file, std::size_t bytes, std::uint64_t most);
    std::nullopt_t break_off(const core::Error& error);

    net::Conversation& batch_;
    const Listing& listing_;
    const Limits& limits_;
    std::optional<core::Error> failed_;
    std::size_t absent_ = 0;
};

}  // namespace sources::git
