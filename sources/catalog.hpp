// SPDX-License-Identifier: Apache-2.0
// catalog-info.yaml: what a software catalogue knows of a repository. Source: Backstage "Descriptor Format of
// Catalog Entities".
#pragma once

#include "insight/facts.hpp"

#include <optional>
#include <string_view>

namespace sources {

// The first component of the file. Empty for other files, and where neither owner nor description is there.
std::optional<insight::CatalogEntry> parse_catalog(std::string_view path, std::string_view bytes);

}  // namespace sources
