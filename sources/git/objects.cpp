// SPDX-License-Identifier: Apache-2.0
#include "sources/git/objects.hpp"

#include "core/text.hpp"
#include "sources/git/command.hpp"

#include <charconv>

namespace sources::git {

core::Result<Objects> Objects::open(const std::filesystem::path& folder, std::chrono::seconds deadline) {
    auto talk = net::Conversation::start(command(folder, {"cat-file", "--batch-command"}), deadline);
    if (!talk) return talk.error();
    return Objects(std::move(*talk));
}

// "<id> <type> <size>", or "<name> missing" (also "ambiguous").
core::Result<std::optional<ObjectInfo>> Objects::read_header() {
    const auto line = talk_.read_line();
    if (!line) return line.error();
    const auto words = core::split(*line, ' ');
    ObjectInfo found;
    if (words.size() != 3) return std::optional<ObjectInfo>();
    const auto [end, error] =
        std::from_chars(words[2].data(), words[2].data() + words[2].size(), found.size_bytes);
    if (error != std::errc{} || end != words[2].data() + words[2].size()) return std::optional<ObjectInfo>();
    found.id = words[0];
    found.type = words[1];
    return std::optional<ObjectInfo>(std::move(found));
}

core::Result<std::optional<ObjectInfo>> Objects::info(const std::string& name) {
    if (auto asked = talk_.write("info " + name + "\n"); !asked) return asked.error();
    return read_header();
}

core::Result<std::string> Objects::contents(const std::string& name) {
    if (auto asked = talk_.write("contents " + name + "\n"); !asked) return asked.error();
    const auto header = read_header();
    if (!header) return header.error();
    if (!*header)
        return core::unavailable(
            "The repository misses an object that it names; it may be damaged. Try `git fsck` in it.");
    auto bytes = talk_.read_exactly(static_cast<std::size_t>((*header)->size_bytes));
    if (!bytes) return bytes.error();
    if (auto end = talk_.skip(1); !end) return end.error();
    return bytes;
}

core::Result<std::optional<Blob>> Objects::blob(const std::string& name, std::size_t limit) {
    const auto found = info(name);
    if (!found) return found.error();
    if (!*found || (*found)->type != "blob") return std::optional<Blob>();
    const auto size = (*found)->size_bytes;
    if (size > limit) return std::optional<Blob>(Blob{.truncated = true, .size_bytes = size});
    auto bytes = contents(name);
    if (!bytes) return bytes.error();
    return std::optional<Blob>(Blob{.bytes = std::move(*bytes), .size_bytes = size});
}

}  // namespace sources::git
