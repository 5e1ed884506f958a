// SPDX-License-Identifier: Apache-2.0
#include "insight/directory/hierarchy.hpp"

#include <algorithm>
#include <set>

namespace insight::directory {

Hierarchy::Hierarchy(Parents parents) : parents_(std::move(parents)) {
    std::set<std::string> unknown;
    for (const auto& [id, parent] : parents_)
        if (!parent.empty() && !parents_.contains(parent)) unknown.insert(parent);
    unknown_.assign(unknown.begin(), unknown.end());
    cut_circles();
    for (const auto& [id, parent] : parents_)
        if (!parent.empty()) ++children_[parent];
    find_places();
}

// Each line is walked up to the first id whose place is known, and then down again.
void Hierarchy::find_places() {
    std::vector<std::string_view> line;
    for (const auto& [id, parent_of_id] : parents_) {
        line.clear();
        std::string_view at = id;
        for (; !parent(at).empty() && !places_.contains(at); at = parent(at)) line.push_back(at);
        auto place = Place{depth(at), std::string(top(at))};
        for (auto each = line.rbegin(); each != line.rend(); ++each) {
            ++place.depth;
            places_.emplace(*each, place);
        }
    }
}

// Each id is walked once: `seen` says in which walk. It holds views of keys alone, for cutting a circle
// changes the text of a parent.
void Hierarchy::cut_circles() {
    std::map<std::string_view, int> seen;
    const auto above = [this](Parents::const_iterator at) {
        return at->second.empty() ? parents_.cend() : parents_.find(at->second);
    };
    int walk = 0;
    for (auto start = parents_.cbegin(); start != parents_.cend(); ++start) {
        ++walk;
        auto at = start;
        while (at != parents_.cend() && seen.try_emplace(at->first, walk).second) at = above(at);
        if (at == parents_.cend() || seen[at->first] != walk) continue;
        std::vector<std::string> circle;
        for (auto each = at; circle.empty() || each != at; each = above(each)) circle.push_back(each->first);
        std::rotate(circle.begin(), std::min_element(circle.begin(), circle.end()), circle.end());
        parents_.find(circle.front())->second.clear();
        circles_.push_back(std::move(circle));
    }
}

std::string_view Hierarchy::parent(std::string_view id) const {
    const auto found = parents_.find(id);
    return found == parents_.end() ? std::string_view() : std::string_view(found->second);
}

bool Hierarchy::has_child(std::string_view id) const { return children_.contains(id); }

int Hierarchy::depth(std::string_view id) const {
    const auto found = places_.find(id);
    return found == places_.end() ? 0 : found->second.depth;
}

std::string_view Hierarchy::top(std::string_view id) const {
    const auto found = places_.find(id);
    return found == places_.end() ? id : std::string_view(found->second.top);
}

std::vector<std::string_view> Hierarchy::line_of(std::string_view id) const {
    std::vector<std::string_view> line;
    for (auto at = id; !at.empty(); at = parent(at)) line.push_back(at);
    return line;
}

int Hierarchy::distance(std::string_view owner, std::string_view guest) const {
    if (owner == guest) return 0;
    if (top(owner) != top(guest)) return depth(owner) + 1;
    int levels = 0;
    for (; depth(guest) > depth(owner);) guest = parent(guest);
    while (owner != guest) {
        if (depth(guest) == depth(owner)) guest = parent(guest);
        owner = parent(owner);
        ++levels;
    }
    return std::max(1, levels);
}

}  // namespace insight::directory
