// SPDX-License-Identifier: Apache-2.0
#include "sources/git/tree.hpp"

#include "core/text.hpp"
#include "sources/git/command.hpp"

#include <algorithm>
#include <charconv>
#include <numeric>

namespace sources::git {

namespace {

constexpr std::size_t most_bytes = 128U << 20U;

insight::FileKind kind_of(std::string_view mode) {
    if (mode == "120000") return insight::FileKind::link;
    if (mode == "160000") return insight::FileKind::submodule;
    return mode == "100755" ? insight::FileKind::executable : insight::FileKind::regular;
}

std::uint64_t size_of(const std::vector<std::string_view>& words) {
    std::uint64_t size = insight::unknown_size;
    if (words.size() > 3)
        std::from_chars(words.back().data(), words.back().data() + words.back().size(), size);
    return size;
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
        // "<mode> <type> <id> <size or ->\t<path>", sizes padded with blanks.
        const auto tab = entry.find('\t');
        if (tab == std::string_view::npos) continue;
        const auto words = core::split(entry.substr(0, tab), ' ');
        if (words.size() < 3) continue;
        if (out.tree.files.size() == limit) {
            out.tree.truncated = true;
            break;
        }
        out.tree.files.push_back({.path = std::string(entry.substr(tab + 1)),
                                  .kind = kind_of(words[0]),
                                  .size_bytes = size_of(words)});
        out.ids.emplace_back(words[2]);
    }
    sort(out);
    return out;
}

core::Result<ListedTree> read_tree(const std::filesystem::path& folder, const std::string& commit,
                                   std::size_t limit, std::chrono::seconds deadline) {
    // A partial clone lacks objects whose sizes -l asks for: then without sizes.
    auto listing = run(folder, {"ls-tree", "-r", "-z", "-l", "--full-tree", commit}, deadline, most_bytes);
    if (listing && listing->exit_code != 0 && !listing->truncated)
        listing = run(folder, {"ls-tree", "-r", "-z", "--full-tree", commit}, deadline, most_bytes);
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
