// SPDX-License-Identifier: Apache-2.0
// Repositories by what people paste: addresses of pages, and names with their organisation.
#pragma once

#include "storage/store.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace commands {

using core::Time;

// Which of them may be met at all: one that may not must not hide another, which would show that it is there.
using Fits = std::function<bool(const storage::RepositoryRow&)>;

// Those that are called so with their organisation ("acme/payments-api"); a checkout by the end of its path.
std::vector<storage::RepositoryRow> repositories_at(std::string_view full_name, const storage::Reader& reader,
                                                    Time now, const Fits& fits);
bool is_link(std::string_view word);  // https://, http://, ssh:// or git@host:
// The full names that an address may mean, without scheme and host, longest first: "https://host/a/b/c" names
// "a/b/c" (groups of GitLab) or "a/b".
std::vector<std::string> full_names_in(std::string_view url);
// The repositories that an address leads to, or into.
std::vector<storage::RepositoryRow> repositories_behind(std::string_view url, const storage::Reader& reader,
                                                        Time now, const Fits& fits);

}  // namespace commands
