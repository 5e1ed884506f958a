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

int Hierarchy::depth(std::string_view id) const { return static_cast<int>(line_of(id).size()) - 1; }

std::vector<std::string_view> Hierarchy::line_of(std::string_view id) const {
    std::vector<std::string_view> line;
    for (auto at = id; !at.empty(); at = parent(at)) line.push_back(at);
    return line;
}

int Hierarchy::distance(std::string_view owner, std::string_view guest) const {
    if (owner == guest) return 0;
    const auto above = line_of(guest), line = line_of(owner);
    for (std::size_t level = 0; level < line.size(); ++level)
        if (std::find(above.begin(), above.end(), line[level]) != above.end())
            return std::max(1, static_cast<int>(level));
    return static_cast<int>(line.size());
}

}  // namespace insight::directory
