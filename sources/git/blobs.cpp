// SPDX-License-Identifier: Apache-2.0
#include "sources/git/blobs.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <charconv>

namespace sources::git {

namespace {

// "<id> <type> <size>", or "<name> missing", where the name may hold blanks: only the first has digits at its
// end.
Object object_from(std::string_view line) {
    const auto words = core::split(line, ' ');
    Object object;
    if (words.size() != 3) return object;
    const auto& digits = words[2];
    const auto [end, failed] =
        std::from_chars(digits.data(), digits.data() + digits.size(), object.size_bytes);
    if (failed != std::errc{} || end != digits.data() + digits.size()) return Object{};
    object.id = words[0];
    object.type = words[1];
    return object;
}

core::Result<void> send(net::Conversation& batch, std::string_view request,
                        const std::vector<std::string>& names) {
    std::string lines;
    for (const auto& name : names) lines.append(request).append(name).append("\n");
    return batch.write(lines);
}

}  // namespace

core::Result<void> send_asking(net::Conversation& batch, const std::vector<std::string>& names) {
    return send(batch, "info ", names);
}

core::Result<Object> take_answer(net::Conversation& batch) {
    const auto line = batch.read_line();
    if (!line) return line.error();
    return object_from(*line);
}

core::Result<void> send_wanting(net::Conversation& batch, const std::vector<std::string>& ids) {
    return send(batch, "contents ", ids);
}

core::Result<std::string> take_content(net::Conversation& batch, const Object& object, std::size_t limit) {
    const auto sent = take_answer(batch);
    if (!sent) return sent.error();
    if (sent->id != object.id || sent->size_bytes != object.size_bytes)
        return core::unavailable("git gave another object than the one asked for.");
    const auto kept = static_cast<std::size_t>(std::min<std::uint64_t>(limit, object.size_bytes));
    auto content = batch.read_exactly(kept);
    if (!content) return content;
    // The rest and the closing line feed.
    if (auto dropped = batch.skip(object.size_bytes - kept + 1); !dropped) return dropped.error();
    return content;
}

core::Result<Object> ask(net::Conversation& batch, const std::string& name) {
    if (auto sent = send_asking(batch, {name}); !sent) return sent.error();
    return take_answer(batch);
}

core::Result<std::string> read_content(net::Conversation& batch, const Object& object, std::size_t limit) {
    if (auto sent = send_wanting(batch, {object.id}); !sent) return sent.error();
    return take_content(batch, object, limit);
}

}  // namespace sources::git
