// SPDX-License-Identifier: Apache-2.0
#include "commands/command.hpp"
#include "commands/name_index.hpp"

#include <algorithm>

namespace commands {

Role own_role(const Command& command) { return command.role; }

Vocabulary vocabulary_from(std::vector<std::string> repositories, std::vector<std::string> teams,
                           std::vector<PrivateName> private_repositories) {
    auto index = std::make_shared<const NameIndex>(repositories);
    auto every = index;
    if (!private_repositories.empty()) {
        auto names = repositories;
        names.reserve(names.size() + private_repositories.size());
        for (const auto& hidden : private_repositories)
            if (names.empty() || names.back() != hidden.name) names.push_back(hidden.name);
        every = std::make_shared<const NameIndex>(names);
    }
    Vocabulary out;
    out.repositories = std::move(repositories);
    out.every_team = teams;
    out.teams = std::move(teams);
    out.index = std::move(index);
    out.every = std::move(every);
    out.hidden = std::move(private_repositories);
    return out;
}

Vocabulary vocabulary_of(const storage::Reader& reader) {
    std::vector<std::string> open;
    std::vector<PrivateName> hidden;
    for (auto& row : reader.repository_names()) {
        if (row.visibility == insight::Visibility::private_)
            hidden.push_back({std::move(row.name), std::move(row.full_name)});
        else
            open.push_back(std::move(row.name));
    }
    // Sorted by the reader; a name that several have is one word.
    open.erase(std::unique(open.begin(), open.end()), open.end());
    auto out = vocabulary_from(std::move(open), reader.team_names(storage::Reach::open), std::move(hidden));
    out.every_team = reader.team_names(storage::Reach::all);
    return out;
}

}  // namespace commands
