// SPDX-License-Identifier: Apache-2.0
// The talk with one `git cat-file --batch-command`.
#pragma once

#include "core/result.hpp"
#include "net/child.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace sources::git {

struct Object {
    std::string id;  // empty: there is no such object
    std::string
        type;  // "commit", "tree", "blob", "tag"; empty: there is no such object, or its name is ambiguous
    std::uint64_t size_bytes = 0;
};

// Type and size of the object called `name` (which must hold no line feed), without unpacking it.
core::Result<Object> ask(net::Conversation& batch, const std::string& name);
// The first `limit` bytes of the content of what ask() found; the rest is dropped unseen.
core::Result<std::string> read_content(net::Conversation& batch, const Object& object, std::size_t limit);

// Both for many objects, so that git works meanwhile: every answer is to be taken, in the order of `names`.
core::Result<void> send_asking(net::Conversation& batch, const std::vector<std::string>& names);
core::Result<Object> take_answer(net::Conversation& batch);
core::Result<void> send_wanting(net::Conversation& batch, const std::vector<std::string>& ids);
core::Result<std::string> take_content(net::Conversation& batch, const Object& object, std::size_t limit);

}  // namespace sources::git
