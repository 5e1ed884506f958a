// SPDX-License-Identifier: Apache-2.0
// A conversation with `git cat-file --batch-command`: what an object is, and its bytes when it is small
// enough.
#pragma once

#include "net/child.hpp"
#include "sources/assemble.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace sources::git {

struct ObjectInfo {
    std::string id;    // full object id
    std::string type;  // "commit", "blob", …
    std::uint64_t size_bytes = 0;
};

class Objects {
  public:
    static core::Result<Objects> open(const std::filesystem::path& folder, std::chrono::seconds deadline);

    // Nothing when there is no such object. `name` holds no line feed.
    core::Result<std::optional<ObjectInfo>> info(const std::string& name);
    // All bytes of an object of at most `limit` bytes; the first `limit` of a longer one are not read at all:
    // an empty, truncated blob.
    core::Result<std::optional<Blob>> blob(const std::string& name, std::size_t limit);
    core::Result<std::string> contents(const std::string& name);

  private:
    explicit Objects(net::Conversation talk) : talk_(std::move(talk)) {}
    core::Result<std::optional<ObjectInfo>> read_header();
    net::Conversation talk_;
};

}  // namespace sources::git
