// SPDX-License-Identifier: Apache-2.0
#include "insight/unread.hpp"

#include <algorithm>

namespace insight {
namespace {

bool is_prose_part(Role role) {
    return role == Role::readme || role == Role::contributing || role == Role::support;
}

bool was_read(const Facts& facts, const File& file) {
    return std::ranges::any_of(facts.documents,
                               [&](const Document& document) { return document.path == file.path; });
}

}  // namespace

Verdict not_found(const Facts& facts, Role role, std::string note, bool may_be_inherited) {
    if (!facts.tree) return unknown("reading the files");
    if (is_prose_part(role))
        for (const auto* file : files_with(facts, role))
            if (file->size_bytes > 0 && !was_read(facts, *file)) return unknown("reading " + file->path);
    if (facts.tree->truncated) return unknown("reading the rest of the files");
    auto verdict = no(std::move(note));
    if (may_be_inherited && facts.organisation_default_not_read) {
        verdict.at_least = true;
        verdict.missing = "the organisation's default was not read";
    }
    return verdict;
}

}  // namespace insight
