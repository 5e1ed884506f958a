// SPDX-License-Identifier: Apache-2.0
#include "sources/github/tree.hpp"

#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sources::github {

namespace {

constexpr std::size_t longest_path = 4096;

bool is_object_id(std::string_view text) {
    return (text.size() == 40 || text.size() == 64) &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

insight::FileKind kind_of(std::string_view mode) {
    if (mode == "120000") return insight::FileKind::link;
    if (mode == "160000") return insight::FileKind::submodule;
    return mode == "100755" ? insight::FileKind::executable : insight::FileKind::regular;
}

bool is_name(std::string_view name) {
    const auto is_safe = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_' || c == '.';
    };
    return !name.empty() && name != "." && name != ".." && std::all_of(name.begin(), name.end(), is_safe);
}

// Owner and name, each of letters, digits, '-', '_' and '.'; empty for anything else: it goes into a path.
std::string safe_name(std::string_view full_name) {
    const auto slash = full_name.find('/');
    const bool is_safe = slash != std::string_view::npos && is_name(full_name.substr(0, slash)) &&
                         is_name(full_name.substr(slash + 1));
    return is_safe ? std::string(full_name) : std::string();
}

std::uint64_t size_of(const core::Json& entry, std::string_view key) {
    const auto size = core::number_of(entry, key, -1);
    return size < 0 ? insight::unknown_size : static_cast<std::uint64_t>(size);
}

Blob blob_of(const core::Json& object) {
    Blob blob;
    blob.size_bytes =
        static_cast<std::uint64_t>(std::max<std::int64_t>(core::number_of(object, "byteSize"), 0));
    blob.truncated = core::truth_of(object, "isTruncated");
    if (const auto& text = core::member_of(object, "text"); text.is_string())
        blob.bytes = text.get<std::string>();
    else if (blob.size_bytes > 0)
        blob.bytes.assign(1, '\0');
    return blob;
}

}  // namespace

std::string tree_path(std::string_view full_name, std::string_view commit) {
    return fmt::format("/repos/{}/git/trees/{}?recursive=1", safe_name(full_name),
                       is_object_id(commit) ? commit : "HEAD");
}

core::Result<Files> read_tree(const core::Json& body, std::size_t most_files) {
    const auto& entries = core::member_of(body, "tree");
    if (!entries.is_array()) return core::unavailable("GitHub did not list the files of the commit.");
    Files files;
    files.tree.truncated = core::truth_of(body, "truncated");
    for (const auto& entry : entries) {
        const auto type = core::text_of(entry, "type");
        auto path = core::text_of(entry, "path"), id = core::text_of(entry, "sha");
        // Version 2026-03-10 calls submodules so; earlier ones say "commit".
        const bool is_file = type == "blob" || type == "commit" || type == "submodule";
        if (!is_file || path.empty() || path.size() > longest_path || !is_object_id(id)) continue;
        if (files.tree.files.size() == most_files) {
            files.tree.truncated = true;
            break;
        }
        insight::File file{.path = path, .kind = kind_of(core::text_of(entry, "mode"))};
        file.size_bytes = file.kind == insight::FileKind::submodule ? 0 : size_of(entry, "size");
        files.tree.files.push_back(std::move(file));
        files.ids.emplace(std::move(path), std::move(id));
    }
    return files;
}

std::string contents_query(std::string_view full_name, const std::vector<std::string>& ids) {
    const auto name = safe_name(full_name);
    const auto slash = name.find('/');
    std::string out = fmt::format(
        "query {{\n  rateLimit {{ cost remaining resetAt nodeCount }}\n"
        "  repository(owner: \"{}\", name: \"{}\") {{\n",
        name.substr(0, slash), slash < name.size() ? name.substr(slash + 1) : "");
    std::size_t count = 0;
    for (const auto& id : ids) {
        if (!is_object_id(id) || count == most_contents) continue;
        out += fmt::format(
            "    b{}: object(oid: \"{}\") {{ ... on Blob {{ oid byteSize isTruncated text }} }}\n", count++,
            id);
    }
    return out + "  }\n}";
}

std::map<std::string, Blob> read_contents(const core::Json& data, const std::vector<std::string>& ids) {
    std::map<std::string, Blob> blobs;
    const auto& repository = core::member_of(data, "repository");
    if (!repository.is_object()) return blobs;
    for (const auto& object : repository) {
        const auto id = core::text_of(object, "oid");
        const bool is_asked = std::find(ids.begin(), ids.end(), id) != ids.end();
        if (is_asked) blobs.emplace(id, blob_of(object));
    }
    return blobs;
}

}  // namespace sources::github
