// SPDX-License-Identifier: Apache-2.0
#include "insight/owners_index.hpp"

#include "insight/path_pattern.hpp"

#include <algorithm>
#include <functional>
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

// A path while it is asked about, in parts as soon as somebody needs them.
class Asked {
  public:
    Asked(std::string_view path, MatchBudget& budget) : path_(path), budget_(budget) {}
    std::string_view path() const { return path_; }
    MatchBudget& budget() const { return budget_; }
    const std::vector<std::string_view>& segments() {
        if (segments_.empty()) segments_ = segments_of(path_);
        return segments_;
    }

  private:
    std::string_view path_;
    MatchBudget& budget_;
    std::vector<std::string_view> segments_;
};

// What can be looked up instead of matched: a whole path, a name at any depth, an ending (".js") at any
// depth.
struct Table {
    Last paths, names, endings;

    int last_for(std::string_view name, std::string_view path_so_far, MatchBudget& budget) const {
        budget.spend(cost_of_look_up + path_so_far.size() / 8);
        int best = std::max(last_in(paths, path_so_far), last_in(names, name));
        if (endings.empty()) return best;
        for (auto dot = name.find('.'); dot != std::string_view::npos && !budget.is_spent();
             dot = name.find('.', dot + 1)) {
            budget.spend(cost_of_look_up + (name.size() - dot) / 8);
            best = std::max(best, last_in(endings, name.substr(dot)));
        }
        return best;
    }
};

// "*.js", "*.min.js".
bool is_ending(std::string_view segment) {
    return segment.starts_with("*.") && is_literal(segment.substr(1));
}

struct Slow {
    int rule = 0;
    PathPattern pattern;
};

std::string joined(const std::vector<SegmentPattern>& segments, std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += (i ? "/" : "") + segments[i].text();
    return out;
}

}  // namespace

// Rules of one section in file order; answers "which is the last that matches".
struct OwnersIndex::Section {
    std::vector<const OwnersRule*> rules;
    std::vector<PathPattern> taken_out;  // !pattern
    int everything = -1;
    Table folders, files;
    std::vector<Slow> slow;  // those that may match in any folder
    std::unordered_map<std::string, std::vector<Slow>, Hash, std::equal_to<>> slow_in;  // by the top folder
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
        const bool below_only = end >= 2 && parts[end - 1].text() == "*" && parts[end - 2].is_any_depth();
        const bool or_below = end >= 1 && parts[end - 1].is_any_depth();
        end -= below_only ? 2 : or_below ? 1 : 0;
        const bool anywhere = end > 0 && parts[0].is_any_depth();
        if (end == 0 || (anywhere && !below_only && end == 2 && parts[1].text() == "*")) {
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
                               [](const auto& part) { return part.is_literal(); });
        };
        if (!anywhere && literal_from(0))
            store(&Table::paths, joined(parts, end));
        else if (anywhere && end == 2 && literal_from(1))
            store(&Table::names, parts[1].text());
        else if (anywhere && end == 2 && is_ending(parts[1].text()))
            store(&Table::endings, parts[1].text().substr(1));
        else
            (anywhere || !parts[0].is_literal() ? slow : slow_in[parts[0].text()])
                .push_back({rule, std::move(pattern)});
    }

    int best_for_folder(std::string_view path, std::size_t length, MatchBudget& budget) const {
        const auto wanted = path.substr(0, length);
        if (folder_best != -2 && folder == wanted) return folder_best;
        int best = everything;
        for (std::size_t start = 0; start < length && !budget.is_spent();) {
            const auto slash = std::min(path.find('/', start), length);
            best = std::max(
                best, folders.last_for(path.substr(start, slash - start), path.substr(0, slash), budget));
            start = slash + 1;
        }
        folder = wanted;
        folder_best = best;
        return best;
    }

    const OwnersRule* last_for(Asked& asked) const {
        const auto path = asked.path();
        const auto slash = path.rfind('/');
        const auto last = slash == std::string_view::npos ? path : path.substr(slash + 1);
        int best = best_for_folder(path, slash == std::string_view::npos ? 0 : slash, asked.budget());
        best = std::max(best, files.last_for(last, path, asked.budget()));
        best = slow_best(slow, asked, best);
        if (!slow_in.empty())
            if (const auto here = slow_in.find(path.substr(0, path.find('/'))); here != slow_in.end())
                best = slow_best(here->second, asked, best);
        if (best < 0 || is_taken_out(asked)) return nullptr;
        return rules[static_cast<std::size_t>(best)];
    }

    // The last of `rules` that matches, if it comes after `best`.
    int slow_best(const std::vector<Slow>& rules_here, Asked& asked, int best) const {
        for (auto entry = rules_here.rbegin(); entry != rules_here.rend() && entry->rule > best; ++entry) {
            if (asked.budget().is_spent()) return best;
            if (entry->pattern.matches(asked.segments(), asked.budget())) return entry->rule;
        }
        return best;
    }

    bool is_taken_out(Asked& asked) const {
        return std::any_of(taken_out.begin(), taken_out.end(), [&](const auto& pattern) {
            return !asked.budget().is_spent() && pattern.matches(asked.segments(), asked.budget());
        });
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
    MatchBudget unlimited;
    return compiled && compiled->matches(segments_of(path), unlimited);
}

OwnersIndex::OwnersIndex(const OwnersFile& file, OwnersSyntax syntax) {
    std::unordered_map<std::string_view, std::size_t> places;
    for (const auto& rule : file.rules) {
        if (syntax == OwnersSyntax::github && rule.negated) continue;
        const auto name =
            syntax == OwnersSyntax::gitlab ? std::string_view(rule.section) : std::string_view{};
        const auto [place, is_new] = places.try_emplace(name, sections_.size());
        if (is_new) sections_.emplace_back();
        sections_[place->second].add(rule, syntax);
    }
}
OwnersIndex::~OwnersIndex() = default;
OwnersIndex::OwnersIndex(OwnersIndex&&) noexcept = default;
OwnersIndex& OwnersIndex::operator=(OwnersIndex&&) noexcept = default;

std::vector<const OwnersRule*> OwnersIndex::rules_for(std::string_view path) const {
    std::vector<const OwnersRule*> out;
    MatchBudget unlimited;
    Asked asked(path, unlimited);
    for (const auto& section : sections_)
        if (const auto* rule = section.last_for(asked)) out.push_back(rule);
    return out;
}

bool OwnersIndex::is_owned(std::string_view path) const {
    MatchBudget unlimited;
    return is_owned(path, unlimited);
}

bool OwnersIndex::is_owned(std::string_view path, MatchBudget& budget) const {
    Asked asked(path, budget);
    return std::any_of(sections_.begin(), sections_.end(), [&](const auto& section) {
        if (budget.is_spent()) return false;
        const auto* rule = section.last_for(asked);
        return rule && !rule->owners.empty();
    });
}

}  // namespace insight
