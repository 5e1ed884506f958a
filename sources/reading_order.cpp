// SPDX-License-Identifier: Apache-2.0
#include "sources/reading_order.hpp"

#include "core/text.hpp"
#include "insight/file_search.hpp"
#include "insight/translated_guide.hpp"

#include <algorithm>
#include <map>

namespace sources {
namespace {

using insight::File;
using insight::Host;
using insight::Role;
using Text = std::string_view;

constexpr std::size_t most_alike = 20, most_languages = 3;

// Lower is read earlier.
int rank_of(Role role) {
    switch (role) {
        case Role::readiness:
            return 0;
        case Role::readme:
            return 1;
        case Role::contributing:
            return 2;
        case Role::support:
        case Role::governance:
        case Role::security:
        case Role::code_of_conduct:
            return 3;
        case Role::issue_template:
        case Role::change_template:
        case Role::ci:
        case Role::listing:
        case Role::setup:
        case Role::dependency_updates:
            return 4;
        case Role::owners:
        case Role::roadmap:
        case Role::change_log:
            return 5;
        case Role::licence:
        case Role::manifest:
            return 6;
        case Role::conventions:
            return 7;
        case Role::template_config:
        case Role::lock_file:
        case Role::test:
            break;
    }
    return 100;
}

struct Candidate {
    const File* file = nullptr;
    Role role = Role::test;
    std::ptrdiff_t depth = 0;
};

Candidate candidate_of(const File& file) {
    Candidate out{&file, Role::test, std::ranges::count(file.path, '/')};
    for (const auto role : insight::roles_of(file.path))
        if (rank_of(role) < rank_of(out.role)) out.role = role;
    return out;
}

// A guide in thirty languages is one guide.
bool is_another_language(const Candidate& candidate) {
    const Text name = Text(candidate.file->path).substr(candidate.file->path.rfind('/') + 1);
    return candidate.role == Role::contributing &&
           insight::is_translated_guide(name.substr(0, name.rfind('.')));
}

bool is_repetition(const Candidate& candidate, std::map<Role, std::size_t>& seen) {
    if (is_another_language(candidate)) return ++seen[candidate.role] > most_languages;
    if (candidate.role == Role::manifest) return candidate.depth > 1;
    if (candidate.role != Role::conventions && candidate.role != Role::licence) return false;
    return ++seen[candidate.role] > most_alike;
}

}  // namespace

std::vector<const File*> reading_order(const insight::Tree& tree) {
    std::vector<Candidate> candidates;
    for (const auto& file : tree.files)
        if (insight::wants_text(file.path))
            if (const auto candidate = candidate_of(file); rank_of(candidate.role) < 100)
                candidates.push_back(candidate);
    std::ranges::stable_sort(candidates, [](const Candidate& a, const Candidate& b) {
        return std::pair(rank_of(a.role), a.depth) < std::pair(rank_of(b.role), b.depth);
    });
    std::vector<const File*> out;
    std::map<Role, std::size_t> seen;
    for (const auto& candidate : candidates)
        if (!is_repetition(candidate, seen)) out.push_back(candidate.file);
    return out;
}

Host host_of(const insight::Tree& tree) {
    bool github = false;
    bool gitlab = false;
    Host by_owners = Host::unknown;
    for (const auto& file : tree.files) {
        // Forgejo reads its own folders and GitHub's.
        if (file.path.starts_with(".forgejo/") || file.path.starts_with(".gitea/")) return Host::unknown;
        const bool in_github = file.path.starts_with(".github/");
        const bool in_gitlab = file.path.starts_with(".gitlab/");
        github = github || in_github;
        gitlab = gitlab || in_gitlab || file.path == ".gitlab-ci.yml";
        const bool owners = (in_github || in_gitlab) && core::lower(file.path).ends_with("/codeowners");
        if (owners && by_owners == Host::unknown) by_owners = in_github ? Host::github : Host::gitlab;
    }
    if (github && gitlab) return by_owners == Host::unknown ? Host::github : by_owners;
    if (github) return Host::github;
    return gitlab ? Host::gitlab : Host::unknown;
}

}  // namespace sources
