// SPDX-License-Identifier: Apache-2.0
#include "sources/git/blob_reader.hpp"

namespace sources::git {

namespace {

// git must unpack a whole object to give its first bytes. Up to this many times the limit that is worth it.
constexpr std::uint64_t worth_unpacking = 16;
constexpr std::uint64_t longest_to_unpack = 32U << 20U;  // for its first bytes alone

}  // namespace

std::optional<Blob> BlobReader::read(const insight::File& file) {
    if (failed_ || file.kind == insight::FileKind::submodule) return std::nullopt;
    const auto id = listing_.object_of(file.path);
    if (!id) return std::nullopt;
    if (absent_.objects.contains(*id)) return is_not_here(file);
    const auto object = ask(batch_, *id);
    if (!object) return break_off(object.error());
    if (object->id.empty()) return is_not_here(file);
    if (object->type != "blob") return std::nullopt;  // a tree may call anything a file
    if (object->size_bytes > worth_unpacking * limits_.text_bytes)
        return Blob{.bytes = {},
                    .truncated = true,
                    .size_bytes = object->size_bytes,
                    .most_bytes = worth_unpacking * limits_.text_bytes};
    auto bytes = read_content(batch_, *object, limits_.text_bytes);
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
    const auto object = ask(batch_, *id);
    if (!object) return break_off(object.error());
    if (object->type != "blob" || object->size_bytes > most) return std::nullopt;
    auto content = read_content(batch_, *object, bytes);
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
