// SPDX-License-Identifier: Apache-2.0
// One owners file asked about one path: GitHub (the last matching line wins), GitLab (the last match in each
// section, every section counts, !pattern takes out). Case matters everywhere. Source: GitHub "About code
// owners", GitLab "Code Owners syntax and error handling".
#pragma once

#include "insight/facts.hpp"

#include <string_view>
#include <vector>

namespace insight {

enum class OwnersSyntax { github, gitlab };
// By host; on an unknown host by the file's place and whether it uses what only GitLab knows.
OwnersSyntax syntax_of(const OwnersFile& file, Host host);

// One pattern against one path, without any index. A pattern that the host would reject matches nothing.
bool owns(std::string_view pattern, std::string_view path, OwnersSyntax syntax);

class MatchBudget;
// A look-up costs about as much as so many comparisons.
inline constexpr std::size_t cost_of_look_up = 8;

// Answers for many paths quickly. Borrows `file`. Not for two threads at once: it remembers the last folder.
class OwnersIndex {
  public:
    OwnersIndex(const OwnersFile& file, OwnersSyntax syntax);
    ~OwnersIndex();
    OwnersIndex(OwnersIndex&&) noexcept;
    OwnersIndex& operator=(OwnersIndex&&) noexcept;

    // The rules that decide about `path`, at most one for each section; empty when none matches.
    std::vector<const OwnersRule*> rules_for(std::string_view path) const;
    bool is_owned(std::string_view path) const;
    // Means nothing once `budget` is spent.
    bool is_owned(std::string_view path, MatchBudget& budget) const;

  private:
    struct Section;
    std::vector<Section> sections_;
};

}  // namespace insight
