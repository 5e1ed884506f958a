// SPDX-License-Identifier: Apache-2.0
// Files that name owners, as rules. Reading only: which rule decides about a path is insight/owners. Never
// throws for what a file holds; a line that its host would skip gives a fault and no rule. Sources: GitHub
// "About code owners", GitLab "Code Owners syntax and error handling", Kubernetes "OWNERS spec", and practice
// for lists of maintainers.
#pragma once

#include "insight/facts.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sources {

// Prow: alias → people, without "@".
using OwnersAliases = std::map<std::string, std::vector<std::string>, std::less<>>;
OwnersAliases parse_owners_aliases(std::string_view bytes, std::vector<insight::Fault>& faults);
bool is_owners_aliases(std::string_view path);

// `bytes` may be the start of a file of `size_bytes`. CODEOWNERS follows the rules of `host`; of an unknown
// host, GitLab's if the file has sections or lies in .gitlab/, else GitHub's. Owners come as "@user",
// "@org/team", "@@role" or an e-mail address; a name without either stays as it is and gives a fault. No
// fault holds a name.
insight::OwnersFile parse_owners(std::string_view path, std::string_view bytes, std::uint64_t size_bytes,
                                 insight::Host host, const OwnersAliases& aliases = {});

}  // namespace sources
