// SPDX-License-Identifier: Apache-2.0
#include "commands/command.hpp"
#include "commands/name_index.hpp"

namespace commands {

Vocabulary vocabulary_from(std::vector<std::string> repositories, std::vector<std::string> teams) {
    auto index = std::make_shared<const NameIndex>(repositories);
    return {std::move(repositories), std::move(teams), std::move(index)};
}

Vocabulary vocabulary_of(const storage::Reader& reader) {
    return vocabulary_from(reader.repository_names(), reader.team_names());
}

}  // namespace commands
