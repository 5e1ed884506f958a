// SPDX-License-Identifier: Apache-2.0
#include "sources/link_target.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace sources {
namespace {

using insight::File;
using insight::FileKind;

constexpr int most_links = 8;
constexpr std::size_t longest_target = 4096;

// "docs/a.md" of "../docs/a.md" as written in the folder "x"; empty when it leads out of the tree.
std::string joined(std::string_view folder, std::string_view target) {
    if (target.empty() || target.starts_with('/') || target.size() > longest_target ||
        target.find('\0') != std::string_view::npos)
        return {};
    std::vector<std::string_view> parts;
    for (const auto text : {folder, target})
        for (const auto part : core::split(text, '/')) {
            if (part.empty() || part == ".") continue;
            if (part != "..")
                parts.push_back(part);
            else if (parts.empty())
                return {};
            else
                parts.pop_back();
        }
    std::string path;
    for (const auto part : parts) path.append(path.empty() ? "" : "/").append(part);
    return path;
}

const File* entry_at(const insight::Tree& tree, std::string_view path) {
    const auto found = std::ranges::lower_bound(tree.files, path, {},
                                                [](const File& file) { return std::string_view(file.path); });
    return found == tree.files.end() || found->path != path ? nullptr : &*found;
}

// The first link on the way along `path`, the path's end included; null when there is none.
const File* link_on(const insight::Tree& tree, std::string_view path) {
    for (auto end = path.find('/'); end != std::string_view::npos; end = path.find('/', end + 1))
        if (const auto* file = entry_at(tree, path.substr(0, end)); file != nullptr)
            return file->kind == FileKind::link ? file : nullptr;
    const auto* last = entry_at(tree, path);
    return last != nullptr && last->kind == FileKind::link ? last : nullptr;
}

std::string_view folder_of(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

}  // namespace

const File* target_of(const insight::Tree& tree, const File& link, const ReadBlob& read) {
    std::string path = link.path;
    for (int steps = 0; steps <= most_links; ++steps) {
        const auto* next = link_on(tree, path);
        if (next == nullptr) {
            const auto* file = entry_at(tree, path);
            return file == nullptr || file->kind == FileKind::submodule ? nullptr : file;
        }
        const auto blob = steps == most_links ? std::nullopt : read(*next);
        if (!blob || blob->truncated) return nullptr;
        const auto rest = path.substr(next->path.size());
        path = joined(folder_of(next->path), blob->bytes + rest);
        if (path.empty()) return nullptr;
    }
    return nullptr;
}

}  // namespace sources
