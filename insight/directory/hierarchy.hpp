// SPDX-License-Identifier: Apache-2.0
// Who stands above whom: teams under teams, people under managers. Foreign data may run in a circle; a circle
// is cut and told, so nothing here is ever endless.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace insight::directory {

using Parents = std::map<std::string, std::string, std::less<>>;  // id → id above it; empty at the top

class Hierarchy {
  public:
    // Each circle is cut above its first id in order of letters.
    explicit Hierarchy(Parents parents);

    // The ids of each circle, from its first one upwards.
    const std::vector<std::vector<std::string>>& circles() const { return circles_; }
    // Ids that something names as its parent and that have no row of their own, sorted.
    const std::vector<std::string>& unknown() const { return unknown_; }

    std::string_view parent(std::string_view id) const;  // empty at the top and for an unknown id
    bool has_child(std::string_view id) const;
    // 0 at the top. Known beforehand, like the id at the top of its line (itself for an unknown one): a line
    // may be as long as there are rows.
    int depth(std::string_view id) const;
    std::string_view top(std::string_view id) const;  // holds as long as `id` and this do
    // From itself up to the top.
    std::vector<std::string_view> line_of(std::string_view id) const;
    // The levels from `owner` up to the lowest one that stands above `guest` too: 0 for the same, else 1 or
    // more. Where nothing stands above both, the company does, one level above the top.
    int distance(std::string_view owner, std::string_view guest) const;

  private:
    struct Place {
        int depth = 0;
        std::string top;
    };
    void cut_circles();
    void find_places();
    Parents parents_;
    std::map<std::string, Place, std::less<>> places_;  // of all that have something above them
    std::map<std::string, int, std::less<>> children_;
    std::vector<std::vector<std::string>> circles_;
    std::vector<std::string> unknown_;
};

}  // namespace insight::directory
