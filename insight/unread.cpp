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
    const auto is_among = [&](const auto& list) {
        return std::ranges::any_of(list, [&](const auto& one) { return one.path == file.path; });
    };
    return is_among(facts.owners) || is_among(facts.ci) || is_among(facts.templates) ||
           is_among(facts.small_files) || std::ranges::any_of(facts.documents, [&](const Document& document) {
               return document.path == file.path && !document.binary;
           });
}

bool is_unread(const Facts& facts, const File& file) { return file.size_bytes > 0 && !was_read(facts, file); }

// Guides and places to ask may stand in README as well.
const File* find_unread_part(const Facts& facts, Role role) {
    const auto* own = find_unread(facts, role);
    return own != nullptr || !is_prose_part(role) || role == Role::conventions
               ? own
               : find_unread(facts, Role::readme);
}

}  // namespace

const File* find_unread(const Facts& facts, Role role) {
    const auto files = files_with(facts, role);
    const auto found = std::ranges::find_if(files, [&](const File* file) { return is_unread(facts, *file); });
    return found == files.end() ? nullptr : *found;
}

const File* find_unread(const Facts& facts, std::initializer_list<Role> roles) {
    for (const auto role : roles)
        if (const auto* file = find_unread(facts, role)) return file;
    return nullptr;
}

std::vector<const File*> files_unread(const Facts& facts, Role role) {
    auto files = files_with(facts, role);
    std::erase_if(files, [&](const File* file) { return !is_unread(facts, *file); });
    return files;
}

Verdict not_found(const Facts& facts, Role role, std::string note, bool may_be_inherited) {
    if (!facts.tree) return unknown("reading the files");
    if (const auto* file = find_unread_part(facts, role)) return unknown("reading " + file->path);
    if (facts.tree->truncated) return unknown("reading the rest of the files");
    auto verdict = no(std::move(note));
    if (may_be_inherited && facts.organisation_default_not_read) {
        verdict.at_least = true;
        add_not_seen(verdict, organisation_default);
    }
    return verdict;
}

}  // namespace insight
