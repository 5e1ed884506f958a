// SPDX-License-Identifier: Apache-2.0
// What a person chose to follow, and short views of repositories beyond the full answer: on the person's own
// page and under a link.
#pragma once

#include "commands/command.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace commands {

// Those that the asker chose and may know of here, in their order.
std::vector<storage::RepositoryRow> chosen_repositories(const Context& context,
                                                        const storage::Reader& reader);

// One row for each: name, level, score, owner.
Table readiness_table(const std::vector<storage::RepositoryRow>& rows, std::string caption,
                      const Request& request);
// Up to `most` buttons that ask for the readiness of one.
void add_ready_actions(Answer& answer, const std::vector<storage::RepositoryRow>& rows,
                       const storage::Reader& reader, const Request& request, std::size_t most);

std::vector<Answer> my_readiness(const Context& context, const storage::Reader& reader);

// Level and score of the repository that an address names ("https://host/acme/payments-api/…"): only one that
// every colleague may read.
std::optional<Answer> preview_of_link(const Context& context, const storage::Reader& reader,
                                      std::string_view url);

}  // namespace commands
