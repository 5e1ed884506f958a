// SPDX-License-Identifier: Apache-2.0
#include "sources/git/blob_reader.hpp"

#include "core/text.hpp"
#include "sources/git/blobs.hpp"

#include <fmt/format.h>

namespace sources::git {

namespace {

// git must unpack a whole object to give its first bytes. Up to this many times the limit that is worth it.
constexpr std::uint64_t worth_unpacking = 16;
constexpr std::size_t faults_told = 20;

}  // namespace

std::optional<Blob> BlobReader::read(const insight::File& file) {
    if (failed_ || !may_read(file)) return std::nullopt;
    const auto id = listing_.object_of(file.path);
    if (!id) return std::nullopt;
    ++documents_;
    const auto object = ask(batch_, *id);
    if (!object || object->type != "blob") {
        if (!object) failed_ = object.error();
        return std::nullopt;
    }
    auto bytes = read_content(batch_, *object, limits_.text_bytes);
    if (!bytes) {
        failed_ = bytes.error();
        return std::nullopt;
    }
    return Blob{.bytes = std::move(*bytes),
                .truncated = object->size_bytes > limits_.text_bytes,
                .size_bytes = object->size_bytes};
}

bool BlobReader::may_read(const insight::File& file) {
    if (file.kind == insight::FileKind::link || file.kind == insight::FileKind::submodule) return false;
    if (file.size_bytes > worth_unpacking * limits_.text_bytes) {
        skipped(file.path, fmt::format("has {} bytes and was not read", file.size_bytes));
        return false;
    }
    if (documents_ < limits_.documents) return true;
    skipped(file.path, fmt::format("was not read: {} files are read at most", limits_.documents));
    return false;
}

void BlobReader::skipped(std::string_view path, std::string_view why) {
    if (faults_.size() >= faults_told) return;
    faults_.push_back({.what = fmt::format("'{}' {}.", core::shorten(core::one_line(path), 120), why)});
}

}  // namespace sources::git
