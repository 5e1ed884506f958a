// SPDX-License-Identifier: Apache-2.0
#include "commands/command.hpp"
#include "commands/name_index.hpp"

#include <algorithm>

namespace commands {

Vocabulary vocabulary_from(std::vector<std::string> repositories, std::vector<std::string> teams,
                           const std::vector<std::string>& private_repositories) {
    auto index = std::make_shared<const NameIndex>(repositories);
    auto every = index;
    if (!private_repositories.empty()) {
        auto names = repositories;
        names.insert(names.end(), private_repositories.begin(), private_repositories.end());
        every = std::make_shared<const NameIndex>(names);
    }
    return {std::move(repositories), std::move(teams), std::move(index), std::move(every)};
}

Vocabulary vocabulary_of(const storage::Reader& reader) {
    std::vector<std::string> open, hidden;
    // Only names and visibility are read, and they do not depend on the time.
    for (auto& row : reader.repositories(Time{})) {
        auto& names = row.visibility == insight::Visibility::private_ ? hidden : open;
        names.push_back(std::move(row.name));
    }
    // Sorted by the reader; a name that several have is one word.
    for (auto* names : {&open, &hidden})
        names->erase(std::unique(names->begin(), names->end()), names->end());
    return vocabulary_from(std::move(open), reader.team_names(), hidden);
}

}  // namespace commands
