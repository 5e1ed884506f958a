// SPDX-License-Identifier: Apache-2.0
// What may be read of a commit's files, and how much of it.
#pragma once

#include "net/child.hpp"
#include "sources/assemble.hpp"
#include "sources/git.hpp"
#include "sources/git/absent.hpp"
#include "sources/git/blobs.hpp"
#include "sources/git/tree.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
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

    // Tells that these files (thousands at most) will be read, about in this order: of all of them git is
    // asked at once, and what is short comes while others are looked at. Without it each file costs two
    // waits.
    void expect(const std::vector<const insight::File*>& files);

    std::optional<Blob> read(const insight::File& file);
    // All of a file of at most `most` bytes; nothing for a longer one, or one whose content is not there.
    std::optional<std::string> read_small(const insight::File& file, std::size_t most);
    // The first `bytes` of a file of at most 32 MiB.
    std::optional<std::string> read_start(const insight::File& file, std::size_t bytes);
    // Takes what was announced and is still on its way, so that git has nothing more to say.
    void finish();

    const std::optional<core::Error>& failed() const {
        return failed_;
    }  // the talk broke down; nothing can be read any more
    // Of all that was asked for before it was wanted; 2 MiB at most.
    std::size_t ahead_bytes() const { return ahead_bytes_; }
    // The paths of files whose content was wanted and is not there.
    const std::set<std::string, std::less<>>& not_here() const { return not_here_; }

  private:
    std::optional<std::string> read_up_to(const insight::File& file, std::size_t bytes, std::uint64_t most);
    core::Result<void> expect_objects(const std::vector<std::string>& ids);
    core::Result<void> take_next();
    core::Result<void> take_coming();
    core::Result<Object> find(const std::string& id);
    core::Result<std::string> content_of(const Object& object, std::size_t limit);
    Blob is_not_here(const insight::File& file);
    std::nullopt_t break_off(const core::Error& error);

    net::Conversation& batch_;
    const Listing& listing_;
    const Limits& limits_;
    const Absent& absent_;
    std::optional<core::Error> failed_;
    std::unordered_map<std::string, Object> known_;          // by id, of expected files
    std::deque<Object> coming_;                              // asked for and not taken yet, in this order
    std::unordered_map<std::string, std::string> contents_;  // by id, taken before they were wanted
    std::size_t ahead_bytes_ = 0;
    std::set<std::string, std::less<>> not_here_;
};

}  // namespace sources::git
