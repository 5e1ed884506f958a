// SPDX-License-Identifier: Apache-2.0
#include "sources/catalog.hpp"

#include "core/text.hpp"
#include "sources/yaml.hpp"

namespace sources {
namespace {

constexpr std::size_t longest = 500;

std::string line_of(const yaml::Node& node) { return core::one_line(yaml::text_of(node).substr(0, longest)); }

}  // namespace

OwnerReference owner_reference(std::string_view written) {
    OwnerReference out{"group", std::string(written)};
    if (const auto kind = out.name.find(':'); kind != std::string::npos) {
        out.kind = core::lower(out.name.substr(0, kind));
        out.name.erase(0, kind + 1);
    }
    if (out.name.starts_with("default/")) out.name.erase(0, 8);
    return out;
}

std::optional<insight::CatalogEntry> parse_catalog(std::string_view path, std::string_view bytes) {
    const auto name = core::lower(path.substr(path.rfind('/') + 1));
    if (name != "catalog-info.yaml" && name != "catalog-info.yml") return std::nullopt;
    const auto file = yaml::parse(bytes);
    for (const auto& document : file.documents) {
        const auto kind = yaml::text_of(yaml::find(*document, "kind"));
        if (!kind.empty() && kind != "Component") continue;
        insight::CatalogEntry entry{
            .owner = owner_reference(line_of(yaml::find(yaml::find(*document, "spec"), "owner"))).name,
            .description = line_of(yaml::find(yaml::find(*document, "metadata"), "description"))};
        if (!entry.owner.empty() || !entry.description.empty()) return entry;
    }
    return std::nullopt;
}

}  // namespace sources
