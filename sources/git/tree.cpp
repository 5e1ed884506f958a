// SPDX-License-Identifier: Apache-2.0
#include "sources/git/tree.hpp"

#include "core/text.hpp"

#include <algorithm>

namespace sources::git {

namespace {

insight::FileKind kind_of(std::string_view mode) {
    if (mode == "120000") return insight::FileKind::link;
    if (mode == "160000") return insight::FileKind::submodule;
    return mode == "100755" ? insight::FileKind::executable : insight::FileKind::regular;
}

// The name of the blob without bytes, where objects are named by SHA-1 and by SHA-256.
bool is_empty_blob(std::string_view id) {
    return id == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391" ||
           id == "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813";
}

// The next word of `text`, which loses it and the blanks before it.
std::string_view next_word(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    const auto word = text.substr(0, text.find(' '));
    text.remove_prefix(word.size());
    return word;
}

}  // namespace

Listing::Listing(std::string output, std::size_t limit, bool cut) : output_(std::move(output)) {
    tree_.truncated = cut;
    std::string_view rest = output_;
    for (auto end = rest.find('\0'); end != std::string_view::npos; end = rest.find('\0')) {
        if (entries_.size() == limit) {
            tree_.truncated = true;
            break;
        }
        add(rest.substr(0, end));
        rest.remove_prefix(end + 1);
    }
    const auto by_path = [](const auto& a, const auto& b) { return a.path < b.path; };
    // git writes them in this order; only a tree made to confuse does not.
    if (!std::is_sorted(entries_.begin(), entries_.end(), by_path)) {
        std::stable_sort(entries_.begin(), entries_.end(), by_path);
        std::stable_sort(tree_.files.begin(), tree_.files.end(), by_path);
    }
}

// "100644 blob <id>\t<path>".
void Listing::add(std::string_view record) {
    const auto tab = record.find('\t');
    if (tab == std::string_view::npos) return;
    auto words = record.substr(0, tab);
    insight::File file{.path = std::string(record.substr(tab + 1)), .kind = kind_of(next_word(words))};
    next_word(words);
    const auto id = next_word(words);
    const bool is_empty = file.kind == insight::FileKind::submodule || is_empty_blob(id);
    file.size_bytes = is_empty ? 0 : insight::unknown_size;
    tree_.files.push_back(std::move(file));
    entries_.push_back({record.substr(tab + 1), id});
}

std::optional<std::string> Listing::object_of(std::string_view path) const {
    const auto at =
        std::lower_bound(entries_.begin(), entries_.end(), path,
                         [](const Entry& entry, std::string_view wanted) { return entry.path < wanted; });
    if (at == entries_.end() || at->path != path) return std::nullopt;
    return std::string(at->id);
}

}  // namespace sources::git
