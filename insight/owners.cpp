// SPDX-License-Identifier: Apache-2.0
#include "insight/owners.hpp"

#include "core/text.hpp"
#include "insight/path_pattern.hpp"
#include "insight/unread.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace insight {
namespace {

std::string_view folder_of(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

bool is_called(std::string_view path, std::string_view name) {
    return core::lower(path.substr(path.rfind('/') + 1)) == name;
}

bool names_somebody(const OwnersFile& file) {
    return std::any_of(file.rules.begin(), file.rules.end(),
                       [](const auto& rule) { return !rule.owners.empty(); });
}

// A host reads the file at its places and in this case only; of an unknown host any may be meant.
int place_in_order(std::string_view path, Host host) {
    static constexpr std::array<std::string_view, 3> github = {".github/CODEOWNERS", "CODEOWNERS",
                                                               "docs/CODEOWNERS"};
    static constexpr std::array<std::string_view, 3> gitlab = {"CODEOWNERS", "docs/CODEOWNERS",
                                                               ".gitlab/CODEOWNERS"};
    static constexpr std::array<std::string_view, 4> folders = {".github", "", "docs", ".gitlab"};
    const auto place = [](const auto& order, std::string_view wanted) {
        return static_cast<int>(std::find(order.begin(), order.end(), wanted) - order.begin());
    };
    if (host == Host::unknown) return place(folders, folder_of(path));
    return place(host == Host::github ? github : gitlab, path);
}

}  // namespace

bool is_read_by(Host host, const OwnersFile& file) {
    return host == Host::unknown || file.kind != OwnersKind::codeowners ||
           place_in_order(file.path, host) < 3;
}

namespace {

std::vector<const OwnersFile*> of_kind(const Facts& facts, OwnersKind kind) {
    std::vector<const OwnersFile*> out;
    for (const auto& file : facts.owners)
        if (file.kind == kind && is_read_by(facts.host, file)) out.push_back(&file);
    if (kind != OwnersKind::codeowners || out.empty()) return out;
    // A host stops at the first place that has the file, even if that one is empty.
    const auto first = std::min_element(out.begin(), out.end(), [&](const auto* a, const auto* b) {
        return place_in_order(a->path, facts.host) < place_in_order(b->path, facts.host);
    });
    return {*first};
}

using Folders = std::map<std::string_view, const OwnersFile*>;

bool is_owned_by_prow(const Folders& folders, std::string_view path, MatchBudget& budget) {
    for (auto folder = folder_of(path); budget.spend(cost_of_look_up); folder = folder_of(folder)) {
        const auto found = folders.find(folder);
        if (found != folders.end() && names_somebody(*found->second)) return true;
        if (folder.empty() || (found != folders.end() && found->second->no_parent)) return false;
    }
    return false;
}

template <class IsOwned>
OwnersCoverage count(const Tree& tree, const MatchBudget& budget, IsOwned is_owned) {
    OwnersCoverage out;
    for (const auto& file : tree.files) {
        const bool owned = is_owned(file.path);
        if (budget.is_spent()) {
            out.complete = false;
            return out;
        }
        ++out.files;
        if (owned) continue;
        if (++out.unowned <= 3) out.examples.push_back(file.path);
    }
    return out;
}

}  // namespace

std::vector<const OwnersFile*> owners_in_force(const Facts& facts) {
    std::vector<const OwnersFile*> first;
    for (const auto kind : {OwnersKind::codeowners, OwnersKind::prow_owners, OwnersKind::component_owners,
                            OwnersKind::maintainers}) {
        auto files = of_kind(facts, kind);
        if (std::any_of(files.begin(), files.end(),
                        [](const auto* file) { return names_somebody(*file) && !file->too_large; }))
            return files;
        if (first.empty()) first = std::move(files);
    }
    return first;
}

const File* unread_before(const Facts& facts, const std::vector<const OwnersFile*>& in_force) {
    const bool somebody = std::ranges::any_of(
        in_force, [](const auto* file) { return names_somebody(*file) && !file->too_large; });
    const auto decides = [&](const File& file) {
        if (!somebody) return true;
        const auto kind = in_force.front()->kind;
        if (is_called(file.path, "owners"))
            return kind > OwnersKind::prow_owners ||
                   (kind == OwnersKind::prow_owners && folder_of(file.path).empty());
        if (!is_called(file.path, "codeowners")) return false;
        return kind != OwnersKind::codeowners ||
               place_in_order(file.path, facts.host) < place_in_order(in_force.front()->path, facts.host);
    };
    for (const auto* file : files_unread(facts, Role::owners)) {
        const OwnersFile unread{
            .path = file->path,
            .kind = is_called(file->path, "codeowners") ? OwnersKind::codeowners : OwnersKind::maintainers,
            .rules = {},
            .faults = {}};
        if (is_called(file->path, "owners_aliases") || !is_read_by(facts.host, unread)) continue;
        if (decides(*file)) return file;
    }
    return nullptr;
}

OwnersCoverage coverage_of(const std::vector<const OwnersFile*>& in_force, const Tree& tree, Host host,
                           std::size_t comparisons) {
    MatchBudget budget(comparisons);
    if (in_force.empty()) return count(tree, budget, [](const auto&) { return false; });
    if (in_force.front()->kind == OwnersKind::prow_owners) {
        Folders folders;
        for (const auto* file : in_force) folders[folder_of(file->path)] = file;
        return count(tree, budget, [&](const auto& path) { return is_owned_by_prow(folders, path, budget); });
    }
    std::vector<OwnersIndex> indexes;
    for (const auto* file : in_force)
        if (!file->too_large) indexes.emplace_back(*file, syntax_of(*file, host));
    return count(tree, budget, [&](const auto& path) {
        return std::any_of(indexes.begin(), indexes.end(),
                           [&](const auto& index) { return index.is_owned(path, budget); });
    });
}

bool is_for_everything(const OwnersFile& file, const OwnersRule& rule) {
    static constexpr std::array<std::string_view, 7> everything = {"*",    "/",     "**",  "/**",
                                                                   "**/*", "/**/*", "/**/"};
    if (file.kind == OwnersKind::prow_owners) return folder_of(file.path).empty();
    return std::find(everything.begin(), everything.end(), rule.pattern) != everything.end();
}

bool has_default_owner(const std::vector<const OwnersFile*>& in_force) {
    return std::any_of(in_force.begin(), in_force.end(), [](const auto* file) {
        // In each section the last one decides: a later "*" without owners takes them away.
        std::map<std::string_view, bool> owned;
        for (const auto& rule : file->rules)
            if (is_for_everything(*file, rule) && !rule.negated) owned[rule.section] = !rule.owners.empty();
        return std::any_of(owned.begin(), owned.end(), [](const auto& section) { return section.second; });
    });
}

}  // namespace insight
