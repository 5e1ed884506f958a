// SPDX-License-Identifier: Apache-2.0
// Repository → owners: the first link that names a team that day, at the most particular of its paths.
#include "insight/directory/directory_inside.hpp"

#include "insight/path_pattern.hpp"

#include <algorithm>

namespace insight::directory {
namespace {

constexpr std::size_t comparisons = 1'000'000;

std::string_view without_slashes(std::string_view path) {
    while (path.starts_with('/')) path.remove_prefix(1);
    while (path.ends_with('/')) path.remove_suffix(1);
    return path;
}

bool is_below(std::string_view path, std::string_view folder) {
    return path == folder ||
           (path.starts_with(folder) && path.size() > folder.size() && path[folder.size()] == '/');
}

bool fits_pattern(const std::string& pattern, std::string_view path) {
    const auto compiled = compile(pattern, OwnersSyntax::github);
    MatchBudget budget(comparisons);
    return compiled && compiled->matches(segments_of(path), budget) && !budget.is_spent();
}

bool is_default(std::string_view path) { return path.empty() || path == "*" || path == "/" || path == "/**"; }

void keep_once(std::vector<std::string>& ids) {
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

}  // namespace

Owning Directory::owners_of(std::string_view repository, Time at, std::string_view path) const {
    const auto found = inside_->of_repository.find(core::lower(repository));
    if (found == inside_->of_repository.end()) return {};
    const auto wanted = without_slashes(path);
    for (const auto link : inside_->rules.chains.owners) {
        const Inside::Owns* best = nullptr;
        for (const auto& row : found->second) {
            if (row.link != link || !row.is_valid(at)) continue;
            const bool is_for_all = is_default(row.path);
            const bool is_pattern = link == OwnerLink::codeowners;
            const auto own = without_slashes(row.path);
            const bool fits =
                is_for_all ||
                (!wanted.empty() && (is_pattern ? fits_pattern(row.path, wanted) : is_below(wanted, own)));
            if (!fits) continue;
            // Of CODEOWNERS the last line that fits counts, of folders the innermost.
            const bool is_better = best == nullptr || is_pattern ||
                                   (is_for_all ? 0 : own.size()) >
                                       (is_default(best->path) ? 0 : without_slashes(best->path).size());
            if (is_better) best = &row;
        }
        if (best == nullptr) continue;
        Owning owning{.link = link, .path = best->path};
        for (const auto& row : found->second)
            if (row.link == link && row.is_valid(at) && row.path == best->path)
                owning.teams.push_back(row.team);
        keep_once(owning.teams);
        return owning;
    }
    return {};
}

Owning Directory::owners_of_all_parts(std::string_view repository, Time at) const {
    const auto found = inside_->of_repository.find(core::lower(repository));
    if (found == inside_->of_repository.end()) return {};
    for (const auto link : inside_->rules.chains.owners) {
        Owning owning{.link = link};
        for (const auto& row : found->second)
            if (row.link == link && row.is_valid(at)) owning.teams.push_back(row.team);
        if (owning.teams.empty()) continue;
        keep_once(owning.teams);
        return owning;
    }
    return {};
}

}  // namespace insight::directory
