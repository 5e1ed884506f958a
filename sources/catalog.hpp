// SPDX-License-Identifier: Apache-2.0
// catalog-info.yaml: what a software catalogue knows of a repository. Source: Backstage "Descriptor Format of
// Catalog Entities".
#pragma once

#include "insight/facts.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace sources {

// "group:default/payments" is how Backstage writes a reference in full: kind "group" unless another is said,
// in small letters; the namespace stays in the name unless it is the default one.
struct OwnerReference {
    std::string kind, name;
};
OwnerReference owner_reference(std::string_view written);

// The first component of the file. Empty for other files, and where neither owner nor description is there.
std::optional<insight::CatalogEntry> parse_catalog(std::string_view path, std::string_view bytes);

}  // namespace sources
