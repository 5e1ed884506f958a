// SPDX-License-Identifier: Apache-2.0
#include "insight/directory/presets.hpp"

#include <algorithm>
#include <array>

namespace insight::directory {
namespace {

constexpr std::array<std::string_view, 6> import_words = {"org-chart", "teams",    "overrides",
                                                          "owners",    "org-data", "catalog"};

}  // namespace

std::string_view word_of(ImportKind kind) { return import_words.at(static_cast<std::size_t>(kind)); }

std::optional<ImportKind> import_kind_from(std::string_view word) {
    const auto* found = std::find(import_words.begin(), import_words.end(), word);
    if (found == import_words.end()) return std::nullopt;
    return static_cast<ImportKind>(found - import_words.begin());
}

std::span<const Preset> presets() {
    using P = PersonLink;
    using O = OwnerLink;
    using F = ImportKind;
    static const std::array<Preset, 8> all = {{
        {.name = "github-teams",
         .summary = "People by their teams on GitHub; a repository is its one team's with admin or maintain, "
                    "else by CODEOWNERS.",
         .people = {P::github_teams},
         .owners = {O::admin_team, O::codeowners},
         .files = {},
         .watch = "teams that are made to be mentioned, not to own something: leave them out"},
        {.name = "github-custom-properties",
         .summary = "People by their teams on GitHub; owners by a custom property of each repository.",
         .people = {P::github_teams},
         .owners = {O::custom_property},
         .files = {},
         .watch = "repositories whose property is not set"},
        {.name = "codeowners-monorepo",
         .summary = "One large repository: owners by CODEOWNERS, path by path.",
         .people = {P::org_chart, P::github_teams},
         .owners = {O::codeowners},
         .files = {F::org_chart},
         .watch = "paths with several owners"},
        {.name = "org-chart-csv",
         .summary = "People by an export of the HR system, owners by a mapping file.",
         .people = {P::org_chart},
         .owners = {O::mapping_file},
         .files = {F::org_chart, F::owners},
         .watch = "people who left, and a file that nobody exports any more"},
        {.name = "measure-innersource-org-data",
         .summary = "Managers from org-data.json, as github/measure-innersource reads it.",
         .people = {P::org_data},
         .owners = {O::mapping_file, O::approver},
         .files = {F::org_data},
         .watch = "the file knows no dates: a move counts from the import that first shows it"},
        {.name = "gitlab-groups",
         .summary = "People by their groups on GitLab; a project is its group's.",
         .people = {P::gitlab_groups},
         .owners = {O::name_prefix},
         .files = {},
         .watch = "members that a group inherits from the one above"},
        {.name = "backstage-catalog",
         .summary = "Owners by spec.owner of the software catalogue.",
         .people = {P::org_chart, P::github_teams},
         .owners = {O::catalog},
         .files = {F::catalog},
         .watch = "an owner who is a person instead of a group"},
        {.name = "multi-org",
         .summary = "Each organisation on the host is one team.",
         .people = {P::organisation},
         .owners = {O::organisation},
         .files = {},
         .watch = "people who are in several organisations"},
    }};
    return all;
}

const Preset* preset_named(std::string_view name) {
    const auto all = presets();
    const auto found = std::ranges::find(all, name, &Preset::name);
    return found == all.end() ? nullptr : &*found;
}

Chains chains_of(const Preset* preset) {
    if (preset == nullptr) return whole_chains();
    Chains chains{{PersonLink::overrides}, {OwnerLink::mapping_file}};
    for (const auto link : preset->people)
        if (link != PersonLink::overrides) chains.people.push_back(link);
    for (const auto link : preset->owners)
        if (link != OwnerLink::mapping_file) chains.owners.push_back(link);
    return chains;
}

}  // namespace insight::directory
