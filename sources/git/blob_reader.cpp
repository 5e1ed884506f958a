// SPDX-License-Identifier: Apache-2.0
#include "sources/git/blob_reader.hpp"

namespace sources::git {

namespace {

// git must unpack a whole object to give its first bytes. Up to this many times the limit that is worth it.
constexpr std::uint64_t worth_unpacking = 16;
constexpr std::uint64_t longest_to_unpack = 32U << 20U;  // for its first bytes alone

// Of one object, and of all, that are kept until they are wanted.
constexpr std::size_t longest_ahead = 16U << 10U, most_ahead = 2U << 20U;

}  // namespace

void BlobReader::expect(const std::vector<const insight::File*>& files) {
    if (failed_) return;
    std::vector<std::string> ids;
    for (const auto* file : files) {
        auto id = file->kind == insight::FileKind::submodule ? std::nullopt : listing_.object_of(file->path);
        if (id && !absent_.objects.contains(*id) && known_.emplace(*id, Object{}).second)
            ids.push_back(std::move(*id));
    }
    if (const auto done = expect_objects(ids); !done) break_off(done.error());
}

core::Result<void> BlobReader::expect_objects(const std::vector<std::string>& ids) {
    if (auto taken = take_coming(); !taken) return taken;
    if (auto sent = send_asking(batch_, ids); !sent) return sent;
    std::vector<std::string> wanted;
    for (const auto& id : ids) {
        auto object = take_answer(batch_);
        if (!object) return object.error();
        const bool is_short = object->type == "blob" && object->size_bytes <= longest_ahead &&
                              object->size_bytes <= limits_.text_bytes;
        if (is_short && ahead_bytes_ + object->size_bytes <= most_ahead) {
            ahead_bytes_ += object->size_bytes;
            wanted.push_back(id);
            coming_.push_back(*object);
        }
        known_[id] = std::move(*object);
    }
    return send_wanting(batch_, wanted);
}

core::Result<void> BlobReader::take_next() {
    auto content = take_content(batch_, coming_.front(), longest_ahead);
    if (!content) return content.error();
    contents_.emplace(coming_.front().id, std::move(*content));
    coming_.pop_front();
    return {};
}

core::Result<void> BlobReader::take_coming() {
    while (!coming_.empty())
        if (auto taken = take_next(); !taken) return taken;
    return {};
}

void BlobReader::finish() {
    if (failed_) return;
    if (const auto taken = take_coming(); !taken) break_off(taken.error());
}

core::Result<Object> BlobReader::find(const std::string& id) {
    if (const auto found = known_.find(id); found != known_.end()) return found->second;
    if (auto taken = take_coming(); !taken) return taken.error();
    return ask(batch_, id);
}

core::Result<std::string> BlobReader::content_of(const Object& object, std::size_t limit) {
    while (!coming_.empty() && !contents_.contains(object.id))
        if (auto taken = take_next(); !taken) return taken.error();
    if (const auto found = contents_.find(object.id); found != contents_.end())
        return found->second.substr(0, limit);
    return read_content(batch_, object, limit);
}

std::optional<Blob> BlobReader::read(const insight::File& file) {
    if (failed_ || file.kind == insight::FileKind::submodule) return std::nullopt;
    const auto id = listing_.object_of(file.path);
    if (!id) return std::nullopt;
    if (absent_.objects.contains(*id)) return is_not_here(file);
    const auto object = find(*id);
    if (!object) return break_off(object.error());
    if (object->id.empty()) return is_not_here(file);
    if (object->type != "blob") return std::nullopt;  // a tree may call anything a file
    if (object->size_bytes > worth_unpacking * limits_.text_bytes)
        return Blob{.bytes = {},
                    .truncated = true,
                    .size_bytes = object->size_bytes,
                    .most_bytes = worth_unpacking * limits_.text_bytes};
    auto bytes = content_of(*object, limits_.text_bytes);
    if (!bytes) return break_off(bytes.error());
    return Blob{.bytes = std::move(*bytes),
                .truncated = object->size_bytes > limits_.text_bytes,
                .size_bytes = object->size_bytes};
}

std::optional<std::string> BlobReader::read_small(const insight::File& file, std::size_t most) {
    return read_up_to(file, most, most);
}

std::optional<std::string> BlobReader::read_start(const insight::File& file, std::size_t bytes) {
    return read_up_to(file, bytes, longest_to_unpack);
}

std::optional<std::string> BlobReader::read_up_to(const insight::File& file, std::size_t bytes,
                                                  std::uint64_t most) {
    const auto id = failed_ ? std::nullopt : listing_.object_of(file.path);
    if (!id || absent_.objects.contains(*id)) return std::nullopt;
    const auto object = find(*id);
    if (!object) return break_off(object.error());
    if (object->type != "blob" || object->size_bytes > most) return std::nullopt;
    auto content = content_of(*object, bytes);
    if (!content) return break_off(content.error());
    return std::move(*content);
}

Blob BlobReader::is_not_here(const insight::File& file) {
    not_here_.insert(file.path);
    Blob blob;
    blob.absent = true;
    return blob;
}

std::nullopt_t BlobReader::break_off(const core::Error& error) {
    failed_ = error;
    return std::nullopt;
}

}  // namespace sources::git
