// SPDX-License-Identifier: Apache-2.0
// Who owns which file, by the rules of the host that reads the owners file: GitHub (the last matching line
// wins), GitLab (the last match in each section, every section counts, !pattern takes out), Prow (the nearest
// folder upward). Case matters everywhere. Source: GitHub "About code owners", GitLab "Code Owners syntax and
// error handling", Kubernetes "OWNERS spec".
#pragma once

#include "insight/facts.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace insight {

enum class OwnersSyntax { github, gitlab };
// By host; on an unknown host by the file's place and whether it uses what only GitLab knows.
OwnersSyntax syntax_of(const OwnersFile& file, Host host);

// One pattern against one path, without any index. A pattern that the host would reject matches nothing.
bool owns(std::string_view pattern, std::string_view path, OwnersSyntax syntax);

class MatchBudget;

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

struct OwnersCoverage {
    std::size_t files = 0;    // those looked at
    std::size_t unowned = 0;  // of them
    bool complete = true;     // false: the rules take so many comparisons that the rest was left out
    std::vector<std::string> examples;  // the first three un-owned paths
};

// The files that the host obeys: the first CODEOWNERS in its order, at its places and in its case, else the
// OWNERS of every folder, else a list of maintainers.
std::vector<const OwnersFile*> owners_in_force(const Facts& facts);
// Whether `host` looks for CODEOWNERS where `file` lies, written so; an unknown host may, and other kinds of
// files it does not read at all: they count.
bool is_read_by(Host host, const OwnersFile& file);
// How much of `tree` the files in force cover. Rules and paths are foreign: the work is limited, to well
// under a second.
inline constexpr std::size_t most_comparisons = 36'000'000;
OwnersCoverage coverage_of(const std::vector<const OwnersFile*>& in_force, const Tree& tree, Host host,
                           std::size_t comparisons = most_comparisons);
// "*", "/**" and the like; of a Prow file those of the top folder.
bool is_for_everything(const OwnersFile& file, const OwnersRule& rule);
// A rule with owners for everything that no other rule names.
bool has_default_owner(const std::vector<const OwnersFile*>& in_force);

}  // namespace insight
