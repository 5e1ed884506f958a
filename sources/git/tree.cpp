// SPDX-License-Identifier: Apache-2.0
#include "sources/git/tree.hpp"

#include "sources/git/command.hpp"

#include <algorithm>
#include <numeric>

namespace sources::git {

namespace {

constexpr std::size_t most_bytes = 128U << 20U;

insight::FileKind kind_of(std::string_view mode) {
    if (mode == "120000") return insight::FileKind::link;
    if (mode == "160000") return insight::FileKind::submodule;
    return mode == "100755" ? insight::FileKind::executable : insight::FileKind::regular;
}

// git lists in the order of full paths; a tree made by hand may not.
void sort(ListedTree& listed) {
    auto& files = listed.tree.files;
    const auto by_path = [](const insight::File& a, const insight::File& b) { return a.path < b.path; };
    if (std::is_sorted(files.begin(), files.end(), by_path)) return;
    std::vector<std::size_t> order(files.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return files[a].path < files[b].path; });
    ListedTree sorted{.tree = {.truncated = listed.tree.truncated}};
    for (const auto i : order) {
        sorted.tree.files.push_back(std::move(files[i]));
        sorted.ids.push_back(std::move(listed.ids[i]));
    }
    listed = std::move(sorted);
}

}  // namespace

std::string_view ListedTree::id_of(std::string_view path) const {
    const auto found = std::lower_bound(
        tree.files.begin(), tree.files.end(), path,
        [](const insight::File& file, std::string_view wanted) { return file.path < wanted; });
    if (found == tree.files.end() || found->path != path) return {};
    return ids[static_cast<std::size_t>(found - tree.files.begin())];
}

ListedTree parse_tree(std::string_view listing, std::size_t limit) {
    ListedTree out;
    while (!listing.empty()) {
        const auto end = listing.find('\0');
        const auto entry = listing.substr(0, end);
        listing.remove_prefix(end == std::string_view::npos ? listing.size() : end + 1);
        // "<mode> <type> <id>\t<path>"
        const auto tab = entry.find('\t');
        const auto first = entry.find(' ');
        const auto second = first == std::string_view::npos ? first : entry.find(' ', first + 1);
        if (tab == std::string_view::npos || second == std::string_view::npos || second > tab) continue;
        if (out.tree.files.size() == limit) {
            out.tree.truncated = true;
            break;
        }
        out.tree.files.push_back(
            {.path = std::string(entry.substr(tab + 1)), .kind = kind_of(entry.substr(0, first))});
        out.ids.emplace_back(entry.substr(second + 1, tab - second - 1));
    }
    sort(out);
    return out;
}

core::Result<ListedTree> read_tree(const std::filesystem::path& folder, const std::string& commit,
                                   std::size_t limit, std::chrono::seconds deadline) {
    auto listing = run(folder, {"ls-tree", "-r", "-z", "--full-tree", commit}, deadline, most_bytes);
    if (!listing) return listing.error();
    if (listing->exit_code != 0 && !listing->truncated)
        return core::unavailable(
            "The files of the repository could not be listed; it may be damaged. Try `git fsck` in it.",
            listing->errors);
    auto tree = parse_tree(listing->output, limit);
    tree.tree.truncated = tree.tree.truncated || listing->truncated;
    return tree;
}

}  // namespace sources::git
