// SPDX-License-Identifier: Apache-2.0
#include "insight/unread.hpp"

#include <algorithm>

namespace insight {
namespace {

bool is_prose_part(Role role) {
    return role == Role::readme || role == Role::contributing || role == Role::support ||
           role == Role::conventions;
}

bool was_read(const Facts& facts, const File& file) {
    return std::ranges::any_of(facts.documents, [&](const Document& document) {
        return document.path == file.path && !document.binary;
    });
}

// Guides and places to ask may stand in README as well.
const File* find_unread_prose(const Facts& facts, Role role) {
    if (!is_prose_part(role)) return nullptr;
    const auto* own = find_unread(facts, role);
    return own != nullptr || role == Role::conventions ? own : find_unread(facts, Role::readme);
}

}  // namespace

const File* find_unread(const Facts& facts, Role role) {
    for (const auto* file : files_with(facts, role))
        if (file->size_bytes > 0 && !was_read(facts, *file)) return file;
    return nullptr;
}

Verdict not_found(const Facts& facts, Role role, std::string note, bool may_be_inherited) {
    if (!facts.tree) return unknown("reading the files");
    if (const auto* file = find_unread_prose(facts, role)) return unknown("reading " + file->path);
    if (facts.tree->truncated) return unknown("reading the rest of the files");
    auto verdict = no(std::move(note));
    if (may_be_inherited && facts.organisation_default_not_read) {
        verdict.at_least = true;
        add_not_seen(verdict, organisation_default);
    }
    return verdict;
}

}  // namespace insight
