// SPDX-License-Identifier: Apache-2.0
#include "insight/owners.hpp"

#include "insight/path_pattern.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <unordered_map>

namespace insight {
namespace {

struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
// Text → the last rule with it.
using Last = std::unordered_map<std::string, int, Hash, std::equal_to<>>;

int last_in(const Last& table, std::string_view key) {
    if (table.empty()) return -1;
    const auto found = table.find(key);
    return found == table.end() ? -1 : found->second;
}

// What can be looked up instead of matched: a whole path, a name at any depth, an ending (".js") at any
// depth.
struct Table {
    Last paths, names, endings;

    int last_for(std::string_view name, std::string_view path_so_far) const {
        int best = std::max(last_in(paths, path_so_far), last_in(names, name));
        if (endings.empty()) return best;
        for (auto dot = name.find('.'); dot != std::string_view::npos; dot = name.find('.', dot + 1))
            best = std::max(best, last_in(endings, name.substr(dot)));
        return best;
    }
};

struct Slow {
    int rule = 0;
    PathPattern pattern;
};

std::string joined(const std::vector<std::string>& segments, std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += (i ? "/" : "") + segments[i];
    return out;
}

}  // namespace

// Rules of one section in file order; answers "which is the last that matches".
struct OwnersIndex::Section {
    std::string name;
    std::vector<const OwnersRule*> rules;
    std::vector<PathPattern> taken_out;  // !pattern
    int everything = -1;
    Table folders, files;
    std::vector<Slow> slow;
    mutable std::string folder;  // the last folder asked for, and its answer: paths come sorted
    mutable int folder_best = -2;

    void add(const OwnersRule& rule, OwnersSyntax syntax) {
        auto pattern = compile(rule.pattern, syntax);
        if (!pattern) return;
        if (rule.negated) {
            taken_out.push_back(std::move(*pattern));
            return;
        }
        rules.push_back(&rule);
        file(static_cast<int>(rules.size()) - 1, std::move(*pattern));
    }

    // Sorts a pattern into the tables when it has one of their shapes.
    void file(int rule, PathPattern pattern) {
        const auto& parts = pattern.segments;
        auto end = parts.size();
        const bool below_only = end >= 2 && parts[end - 1] == "*" && parts[end - 2] == "**";
        const bool or_below = end >= 1 && parts[end - 1] == "**";
        end -= below_only ? 2 : or_below ? 1 : 0;
        const bool anywhere = end > 0 && parts[0] == "**";
        if (end == 0 || (anywhere && !below_only && end == 2 && parts[1] == "*")) {
            everything = rule;
            return;
        }
        const auto store = [&](auto member, const std::string& key) {
            if (below_only || or_below) (folders.*member)[key] = rule;
            if (!below_only) (files.*member)[key] = rule;
        };
        const auto literal_from = [&](std::size_t from) {
            return std::all_of(parts.begin() + static_cast<long>(from),
                               parts.begin() + static_cast<long>(end),
                               [](const auto& part) { return is_literal(part); });
        };
        if (!anywhere && literal_from(0))
            store(&Table::paths, joined(parts, end));
        else if (anywhere && end == 2 && literal_from(1))
            store(&Table::names, parts[1]);
        else if (anywhere && end == 2 && parts[1].starts_with("*.") && is_literal(parts[1].substr(1)))
            store(&Table::endings, parts[1].substr(1));
        else
            slow.push_back({rule, std::move(pattern)});
    }

    int best_for_folder(std::string_view path, std::size_t length) const {
        const auto wanted = path.substr(0, length);
        if (folder_best != -2 && folder == wanted) return folder_best;
        int best = everything;
        for (std::size_t start = 0; start < length;) {
            const auto slash = std::min(path.find('/', start), length);
            best = std::max(best, folders.last_for(path.substr(start, slash - start), path.substr(0, slash)));
            start = slash + 1;
        }
        folder = wanted;
        folder_best = best;
        return best;
    }

    const OwnersRule* last_for(std::string_view path) const {
        const auto slash = path.rfind('/');
        const auto last = slash == std::string_view::npos ? path : path.substr(slash + 1);
        int best = best_for_folder(path, slash == std::string_view::npos ? 0 : slash);
        best = std::max(best, files.last_for(last, path));
        if (!slow.empty() && slow.back().rule > best) best = std::max(best, slow_best(path, best));
        if (best < 0 || is_taken_out(path)) return nullptr;
        return rules[static_cast<std::size_t>(best)];
    }

    int slow_best(std::string_view path, int above) const {
        const auto segments = segments_of(path);
        for (auto entry = slow.rbegin(); entry != slow.rend() && entry->rule > above; ++entry)
            if (entry->pattern.matches(segments)) return entry->rule;
        return -1;
    }

    bool is_taken_out(std::string_view path) const {
        if (taken_out.empty()) return false;
        const auto segments = segments_of(path);
        return std::any_of(taken_out.begin(), taken_out.end(),
                           [&](const auto& pattern) { return pattern.matches(segments); });
    }
};

OwnersSyntax syntax_of(const OwnersFile& file, Host host) {
    if (host == Host::github) return OwnersSyntax::github;
    if (host == Host::gitlab || file.path.starts_with(".gitlab/")) return OwnersSyntax::gitlab;
    const auto only_gitlab = [](const auto& rule) { return !rule.section.empty() || rule.negated; };
    return std::any_of(file.rules.begin(), file.rules.end(), only_gitlab) ? OwnersSyntax::gitlab
                                                                          : OwnersSyntax::github;
}

bool owns(std::string_view pattern, std::string_view path, OwnersSyntax syntax) {
    const auto compiled = compile(pattern, syntax);
    return compiled && compiled->matches(segments_of(path));
}

OwnersIndex::OwnersIndex(const OwnersFile& file, OwnersSyntax syntax) {
    for (const auto& rule : file.rules) {
        if (syntax == OwnersSyntax::github && rule.negated) continue;
        const auto name = syntax == OwnersSyntax::gitlab ? rule.section : std::string{};
        auto found = std::find_if(sections_.begin(), sections_.end(),
                                  [&](const auto& section) { return section.name == name; });
        if (found == sections_.end()) {
            sections_.emplace_back();
            found = std::prev(sections_.end());
            found->name = name;
        }
        found->add(rule, syntax);
    }
}
OwnersIndex::~OwnersIndex() = default;
OwnersIndex::OwnersIndex(OwnersIndex&&) noexcept = default;
OwnersIndex& OwnersIndex::operator=(OwnersIndex&&) noexcept = default;

std::vector<const OwnersRule*> OwnersIndex::rules_for(std::string_view path) const {
    std::vector<const OwnersRule*> out;
    for (const auto& section : sections_)
        if (const auto* rule = section.last_for(path)) out.push_back(rule);
    return out;
}

bool OwnersIndex::is_owned(std::string_view path) const {
    return std::any_of(sections_.begin(), sections_.end(), [&](const auto& section) {
        const auto* rule = section.last_for(path);
        return rule && !rule->owners.empty();
    });
}

namespace {

std::string_view folder_of(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

bool names_somebody(const OwnersFile& file) {
    return std::any_of(file.rules.begin(), file.rules.end(),
                       [](const auto& rule) { return !rule.owners.empty(); });
}

int place_in_order(std::string_view folder, Host host) {
    static constexpr std::array<std::string_view, 4> github = {".github", "", "docs", ".gitlab"};
    static constexpr std::array<std::string_view, 4> gitlab = {"", "docs", ".gitlab", ".github"};
    const auto& order = host == Host::gitlab ? gitlab : github;
    return static_cast<int>(std::find(order.begin(), order.end(), folder) - order.begin());
}

std::vector<const OwnersFile*> of_kind(const Facts& facts, OwnersKind kind) {
    std::vector<const OwnersFile*> out;
    for (const auto& file : facts.owners)
        if (file.kind == kind) out.push_back(&file);
    if (kind != OwnersKind::codeowners || out.empty()) return out;
    // A host stops at the first place that has the file, even if that one is empty.
    const auto first = std::min_element(out.begin(), out.end(), [&](const auto* a, const auto* b) {
        return place_in_order(folder_of(a->path), facts.host) <
               place_in_order(folder_of(b->path), facts.host);
    });
    return {*first};
}

bool is_unowned_by_prow(const std::map<std::string_view, bool>& folders, std::string_view path) {
    for (auto folder = folder_of(path);; folder = folder_of(folder)) {
        const auto found = folders.find(folder);
        if (found != folders.end() && found->second) return false;
        if (folder.empty()) return true;
    }
}

template <class IsOwned>
OwnersCoverage count(const Tree& tree, IsOwned is_owned) {
    OwnersCoverage out;
    for (const auto& file : tree.files) {
        ++out.files;
        if (is_owned(file.path)) continue;
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

OwnersCoverage coverage_of(const std::vector<const OwnersFile*>& in_force, const Tree& tree, Host host) {
    if (in_force.empty()) return count(tree, [](const auto&) { return false; });
    if (in_force.front()->kind == OwnersKind::prow_owners) {
        std::map<std::string_view, bool> folders;
        for (const auto* file : in_force) folders[folder_of(file->path)] = names_somebody(*file);
        return count(tree, [&](const auto& path) { return !is_unowned_by_prow(folders, path); });
    }
    std::vector<OwnersIndex> indexes;
    for (const auto* file : in_force)
        if (!file->too_large) indexes.emplace_back(*file, syntax_of(*file, host));
    return count(tree, [&](const auto& path) {
        return std::any_of(indexes.begin(), indexes.end(),
                           [&](const auto& index) { return index.is_owned(path); });
    });
}

bool has_default_owner(const std::vector<const OwnersFile*>& in_force) {
    static constexpr std::array<std::string_view, 7> everything = {"*",    "/",     "**",  "/**",
                                                                   "**/*", "/**/*", "/**/"};
    return std::any_of(in_force.begin(), in_force.end(), [](const auto* file) {
        if (file->kind == OwnersKind::prow_owners)
            return folder_of(file->path).empty() && names_somebody(*file);
        return std::any_of(file->rules.begin(), file->rules.end(), [](const auto& rule) {
            const auto all =
                std::find(everything.begin(), everything.end(), rule.pattern) != everything.end();
            return all && !rule.owners.empty() && !rule.negated;
        });
    });
}

}  // namespace insight
