// SPDX-License-Identifier: Apache-2.0
// Owners files as rules with lines: CODEOWNERS (GitHub and GitLab spelling), Prow OWNERS,
// component_owners.yml, lists of maintainers. Parsing only; whose rule wins is insight/owners.
#pragma once

#include "insight/facts.hpp"

#include <string_view>

namespace sources {

// Reads by the file's name. Never fails: what cannot be read becomes a fault with its line. `size_bytes` is
// the whole file's size.
insight::OwnersFile parse_owners(std::string_view path, std::string_view bytes, std::uint64_t size_bytes);

}  // namespace sources
