// SPDX-License-Identifier: Apache-2.0
// catalog-info.yaml: owners of components, and the groups themselves. Source: Backstage "Descriptor Format of
// Catalog Entities", "Well-known Annotations".
#include "core/text.hpp"
#include "sources/catalog.hpp"
#include "sources/directory/readers.hpp"
#include "sources/directory/repository_name.hpp"
#include "sources/yaml.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <set>
#include <tuple>

namespace sources::directory {
namespace {

using yaml::Node;

struct Place {
    std::string repository, path;
};

std::string line_of(const Node& node) { return core::one_line(yaml::text_of(node).substr(0, longest_cell)); }

// "url:https://host/acme/shop/tree/main/api/", of GitLab with "/-/tree/main/api".
Place place_in(std::string location) {
    if (location.starts_with("url:")) location.erase(0, 4);
    std::string path;
    for (const std::string mark : {"/-/tree/", "/-/blob/", "/tree/", "/blob/"}) {
        const auto at = location.find(mark);
        if (at == std::string::npos) continue;
        const auto branch = location.find('/', at + mark.size());
        if (branch != std::string::npos) path = location.substr(branch + 1);
        location.erase(at);
        break;
    }
    while (path.ends_with('/')) path.pop_back();
    if (path.ends_with(".yaml") || path.ends_with(".yml"))
        path.erase(path.rfind('/') == std::string::npos ? 0 : path.rfind('/'));
    return {repository_in(location), path};
}

Place place_of(const Node& metadata) {
    const auto& annotations = yaml::find(metadata, "annotations");
    const auto location = line_of(yaml::find(annotations, "backstage.io/source-location"));
    auto place = location.find("://") == std::string::npos ? Place() : place_in(location);
    for (const auto* name : {"github.com/project-slug", "gitlab.com/project-slug"})
        if (const auto slug = line_of(yaml::find(annotations, name)); !slug.empty()) place.repository = slug;
    if (place.repository.empty()) place.repository = line_of(yaml::find(metadata, "name"));
    return place;
}

void take_group(const Node& metadata, const Node& spec, Import& import) {
    const auto name = line_of(yaml::find(metadata, "name"));
    const auto shown = line_of(yaml::find(yaml::find(spec, "profile"), "displayName"));
    const auto parent = owner_reference(line_of(yaml::find(spec, "parent"))).name;
    if (const auto key = team_key(name); !key.empty())
        import.teams.push_back({key, shown.empty() ? name : shown, team_key(parent), ""});
}

struct Seen {
    TeamsSeen teams;
    std::set<std::string> owners;
    Periods periods;
};

// Many components of one repository may have one owner.
void add_owner(const Place& place, std::string team, int line, Seen& seen, FileRead& out) {
    const auto subject = core::lower(place.repository) + '\n' + place.path;
    if (!seen.owners.insert(place.repository + '\n' + place.path + '\n' + team).second) return;
    if (seen.periods.take(subject, place.repository, line, out.faults))
        out.import.ownerships.push_back({place.repository, place.path, std::move(team)});
}

void take_component(const Node& document, const Node& metadata, const Node& spec, Seen& seen, FileRead& out) {
    const auto place = place_of(metadata);
    const auto& written = yaml::find(spec, "owner");
    const auto owner = owner_reference(line_of(written));
    const auto line = written.line > 0 ? written.line : document.line;
    if (place.repository.empty()) return out.faults.add(document.line, "This component has no name.");
    if (owner.name.empty())
        return note(out, fmt::format("Line {}: {} names no owner.", line, in_quotes(place.repository)));
    if (owner.kind == "user") {
        note(out, fmt::format("Line {}: the owner of {} is a person, {}; name a group.", line,
                              in_quotes(place.repository), in_quotes(owner.name)));
        return add_owner(place, "user:" + core::lower(owner.name), line, seen, out);
    }
    if (auto key = seen.teams.key_of(owner.name, line, out.faults); !key.empty())
        add_owner(place, std::move(key), line, seen, out);
}

bool is_owned(std::string_view kind) {
    return kind.empty() || kind == "Component" || kind == "API" || kind == "Resource" || kind == "Template";
}

}  // namespace

FileRead read_catalog(std::string_view bytes) {
    FileRead out;
    const auto text = text_of(bytes, out.notes, out.faults);
    if (!text) return out;
    const auto file = yaml::parse(*text);
    for (const auto& fault : file.faults)
        out.faults.add(fault.line, "This is no YAML that can be read: " + fault.what);
    Seen seen;
    for (const auto& document : file.documents) {
        if (!document->is_map()) continue;
        const auto kind = yaml::text_of(yaml::find(*document, "kind"));
        const auto& metadata = yaml::find(*document, "metadata");
        const auto& spec = yaml::find(*document, "spec");
        if (kind == "Group") take_group(metadata, spec, out.import);
        if (is_owned(kind)) take_component(*document, metadata, spec, seen, out);
    }
    std::set<std::string> groups;
    for (const auto& team : out.import.teams) groups.insert(team.key);
    for (const auto& [key, name] : seen.teams.names)
        if (!groups.contains(key)) out.import.teams.push_back({key, name, "", ""});
    auto& rows = out.import.ownerships;
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
        return std::tie(a.repository, a.path, a.team) < std::tie(b.repository, b.path, b.team);
    });
    if (rows.empty() && out.import.teams.empty() && out.faults.are_none())
        out.faults.add(1, "It holds no component with an owner and no group.");
    return out;
}

}  // namespace sources::directory
