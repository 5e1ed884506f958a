// SPDX-License-Identifier: Apache-2.0
// How companies keep their directory, by name: which links of the chains are asked, which files they need and
// what tends to go wrong.
#pragma once

#include "insight/directory/links.hpp"

#include <span>
#include <string_view>

namespace insight::directory {

// What is imported from a file, and what each stands for in the chains. The word is also the name of the
// source that the rows are kept under.
enum class ImportKind { org_chart, teams, overrides, owners, org_data, catalog };
std::string_view word_of(ImportKind kind);  // "org-chart"
std::optional<ImportKind> import_kind_from(std::string_view word);

struct Preset {
    std::string_view name;
    std::string_view summary;
    // Asked in this order, after the office's own files (overrides, mapping), which always win.
    std::vector<PersonLink> people;
    std::vector<OwnerLink> owners;
    std::vector<ImportKind> files;  // it says nothing without them
    std::string_view watch;         // what to look at every week
};

std::span<const Preset> presets();
const Preset* preset_named(std::string_view name);  // null when none is called so
// Those of a preset with the office's own files before them; the whole chains for null.
Chains chains_of(const Preset* preset);

}  // namespace insight::directory
