// SPDX-License-Identifier: Apache-2.0
// OWNERS of Prow (YAML) and of Chromium (a line for each owner), OWNERS_ALIASES, component_owners.yml.
#include "core/text.hpp"
#include "sources/owners/readers.hpp"
#include "sources/yaml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace sources::owners {
namespace {

using Text = std::string_view;

constexpr std::size_t most_owners = 500;

// Prow names people without "@".
std::string as_owner(Text name) {
    if (name.starts_with('@') || is_mail(name)) return std::string(name);
    return fmt::format("@{}", name);
}

void add_owner(Text name, insight::OwnersFile& file, int line, std::vector<std::string>& owners) {
    auto owner = as_owner(core::trim(name));
    if (!is_account(owner) && !is_mail(owner))
        add_fault(file, line, "An entry that is no account or e-mail address.");
    else if (owners.size() < most_owners && std::ranges::find(owners, owner) == owners.end())
        owners.push_back(std::move(owner));
}

std::vector<std::string> expanded(const std::vector<const yaml::Node*>& names, const OwnersAliases& aliases,
                                  insight::OwnersFile& file) {
    std::vector<std::string> owners;
    std::set<std::string> unfolded;
    for (const auto* name : names) {
        const auto alias = aliases.find(core::lower(name->text));
        if (alias == aliases.end()) {
            add_owner(name->text, file, name->line, owners);
            continue;
        }
        if (!unfolded.insert(alias->first).second) continue;
        for (const auto& person : alias->second) add_owner(person, file, name->line, owners);
    }
    return owners;
}

// Only approvers own: reviewers may look.
void add_approvers(const yaml::Node& map, std::string pattern, const OwnersAliases& aliases,
                   yaml::Budget& budget, insight::OwnersFile& file) {
    int line = yaml::line_of_key(map, "approvers");
    if (line == 0) return;
    const auto names = yaml::scalars_of(yaml::find(map, "approvers"), budget);
    auto owners = expanded(names, aliases, file);
    // An alias may stand for nobody, and a wrong name has its own fault.
    if (names.empty()) add_fault(file, line, "There is nobody under approvers.");
    if (!names.empty()) line = names.front()->line;
    file.rules.push_back({.pattern = std::move(pattern), .owners = std::move(owners), .line = line});
}

void check_keys(const yaml::Node& map, insight::OwnersFile& file) {
    constexpr auto known =
        std::to_array<Text>({"approvers", "reviewers", "required_reviewers", "labels", "options", "filters",
                             "emeritus_approvers", "emeritus_reviewers", "component", "security_contacts"});
    for (const auto& [key, value] : map.fields)
        if (std::ranges::find(known, key->text) == known.end() && !key->text.empty())
            add_fault(file, key->line, fmt::format("Prow does not know the key {}.", in_quotes(key->text)));
}

void read_prow(const yaml::Node& root, const OwnersAliases& aliases, insight::OwnersFile& file) {
    check_keys(root, file);
    yaml::Budget budget;
    add_approvers(root, "*", aliases, budget, file);
    // Filters are regular expressions; ".*" is everything.
    for (const auto& [expression, map] : yaml::find(root, "filters").fields)
        add_approvers(*map, expression->text == ".*" ? "*" : core::one_line(expression->text), aliases,
                      budget, file);
    file.no_parent = yaml::text_of(yaml::find(yaml::find(root, "options"), "no_parent_owners")) == "true";
    // Folders below have the approvers of those above, and may add no more than labels.
    if (file.rules.empty() && file.path.find('/') == std::string::npos)
        add_fault(file, 1, "No approvers are named.");
}

// "ann@x.org", "per-file *.gn = ann@x.org", "*", "set noparent", "file://…".
void read_lines(Text text, insight::OwnersFile& file) {
    int number = 0;
    for (auto line : core::lines(text)) {
        ++number;
        line = core::trim(line.substr(0, line.find('#')));
        file.no_parent = file.no_parent || line == "set noparent";
        if (line.empty() || line.starts_with("set ") || line.starts_with("file:") ||
            line.starts_with("include "))
            continue;
        std::string pattern = "*";
        if (line.starts_with("per-file")) {
            const auto equals = std::min(line.find('='), line.size());
            pattern = core::one_line(line.substr(8, equals - 8));
            line = equals < line.size() ? line.substr(equals + 1) : Text{};
        }
        std::vector<std::string> owners;
        for (const auto name : core::split(line, ','))
            if (const auto trimmed = core::trim(name); !trimmed.empty() && trimmed != "*")
                add_owner(trimmed, file, number, owners);
        if (!owners.empty())
            file.rules.push_back(
                {.pattern = std::move(pattern), .owners = std::move(owners), .line = number});
    }
}

bool looks_like_yaml(Text text) {
    return std::ranges::any_of(core::lines(text), [](Text line) {
        return line.starts_with("approvers:") || line.starts_with("reviewers:") ||
               line.starts_with("filters:") || line.starts_with("options:");
    });
}

void take_fault(const yaml::File& parsed, insight::OwnersFile& file) {
    for (const auto& fault : parsed.faults) add_fault(file, fault.line, fault.what);
}

}  // namespace

void read_folder_owners(Text text, const OwnersAliases& aliases, insight::OwnersFile& file) {
    const auto parsed = yaml::parse(text);
    if (!parsed.documents.empty() && parsed.documents.front()->is_map()) {
        read_prow(*parsed.documents.front(), aliases, file);
    } else if (parsed.is_broken() && looks_like_yaml(text)) {
        take_fault(parsed, file);
    } else {
        read_lines(text, file);
    }
}

void read_component_owners(Text text, insight::OwnersFile& file) {
    const auto parsed = yaml::parse(text);
    take_fault(parsed, file);
    if (parsed.documents.empty()) return;
    const auto& components = yaml::find(*parsed.documents.front(), "components");
    if (!parsed.is_broken() && !components.is_map()) add_fault(file, 1, "There are no components.");
    yaml::Budget budget;
    for (const auto& [path, list] : components.fields) {
        std::vector<std::string> owners;
        for (const auto* name : yaml::scalars_of(*list, budget))
            add_owner(name->text, file, name->line, owners);
        auto pattern = core::one_line(path->text);
        if (!pattern.starts_with('/') && !pattern.starts_with('*')) pattern.insert(0, "/");
        file.rules.push_back(
            {.pattern = std::move(pattern), .owners = std::move(owners), .line = path->line});
    }
}

}  // namespace sources::owners

namespace sources {

OwnersAliases parse_owners_aliases(std::string_view bytes, std::vector<insight::Fault>& faults) {
    OwnersAliases out;
    const auto parsed = yaml::parse(bytes);
    for (const auto& fault : parsed.faults) faults.push_back({fault.line, fault.what});
    if (parsed.documents.empty()) return out;
    yaml::Budget budget;
    for (const auto& [name, list] : yaml::find(*parsed.documents.front(), "aliases").fields) {
        if (!name->is_text()) continue;
        auto& people = out[core::lower(name->text)];
        for (const auto* person : yaml::scalars_of(*list, budget))
            people.push_back(core::one_line(std::string_view(person->text).substr(0, 200)));
    }
    return out;
}

}  // namespace sources
