// SPDX-License-Identifier: Apache-2.0
#include "sources/assemble.hpp"

#include "core/text.hpp"
#include "insight/file_search.hpp"
#include "insight/guide.hpp"
#include "sources/ci.hpp"
#include "sources/declarations.hpp"
#include "sources/documents.hpp"
#include "sources/owners.hpp"
#include "sources/templates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace sources {

namespace {

using insight::Facts;
using insight::File;
using insight::Role;

constexpr std::size_t small_file_bytes = 64U << 10U;

bool is_text_file(const File& file) {
    return file.kind == insight::FileKind::regular || file.kind == insight::FileKind::executable;
}

bool is_document(Role role) {
    switch (role) {
        case Role::readme:
        case Role::contributing:
        case Role::code_of_conduct:
        case Role::security:
        case Role::support:
        case Role::governance:
        case Role::licence:
        case Role::change_log:
        case Role::conventions:
        case Role::roadmap:
        case Role::change_template:
            return true;
        default:
            return false;
    }
}

bool is_small_file(Role role) {
    return role == Role::listing || role == Role::manifest || role == Role::setup ||
           role == Role::dependency_updates;
}

std::uint64_t size_of(const Blob& blob) { return blob.size_bytes > 0 ? blob.size_bytes : blob.bytes.size(); }

// One file in every part that it plays.
void take(Facts& facts, const File& file, const Blob& blob, const std::vector<Role>& roles) {
    const auto plays = [&](auto part) { return std::any_of(roles.begin(), roles.end(), part); };
    if (plays(is_document)) {
        facts.documents.push_back(parse_document(file.path, blob.bytes, blob.truncated));
        facts.documents.back().size_bytes = size_of(blob);
    }
    if (plays(is_small_file))
        facts.small_files.push_back(
            {file.path, core::clean(std::string_view(blob.bytes).substr(0, small_file_bytes))});
    for (const auto role : roles) {
        if (role == Role::ci)
            facts.ci.push_back(parse_ci(file.path, blob.bytes));
        else if (role == Role::issue_template)
            facts.templates.push_back(parse_template(file.path, blob.bytes, insight::TemplateKind::issue));
        else if (role == Role::change_template)
            facts.templates.push_back(parse_template(file.path, blob.bytes, insight::TemplateKind::change));
        else if (role == Role::readiness && !facts.declared)
            facts.declared = parse_declarations(file.path, blob.bytes);
    }
}

// Owners files wait until all are read: an alias may be defined in a file that comes later.
struct OwnersText {
    std::string path;
    Blob blob;
};
void take_owners(Facts& facts, const std::vector<OwnersText>& texts) {
    OwnersAliases aliases;
    std::vector<insight::Fault> faults;
    for (const auto& text : texts)
        if (is_owners_aliases(text.path)) aliases.merge(parse_owners_aliases(text.blob.bytes, faults));
    for (const auto& text : texts)
        if (!is_owners_aliases(text.path))
            facts.owners.push_back(
                parse_owners(text.path, text.blob.bytes, size_of(text.blob), facts.host, aliases));
    for (auto& fault : faults) facts.faults.push_back(std::move(fault));
}

insight::Host host_of(const insight::Tree& tree) {
    bool github = false, gitlab = false;
    for (const auto& file : tree.files) {
        github = github || file.path.starts_with(".github/");
        gitlab = gitlab || file.path.starts_with(".gitlab-ci.yml") || file.path.starts_with(".gitlab/");
    }
    if (github == gitlab) return insight::Host::unknown;
    return github ? insight::Host::github : insight::Host::gitlab;
}

// "docs/guide.md" as written in `from`: a path of the tree, or empty when it leads out or is no relative
// path.
std::string resolve(std::string_view from, std::string_view target) {
    target = target.substr(0, target.find_first_of("#?"));
    if (target.empty() || target.find(':') != std::string_view::npos) return {};
    std::vector<std::string> parts;
    if (!target.starts_with('/'))
        for (const auto part : core::split(from.substr(0, std::min(from.rfind('/'), from.size())), '/'))
            if (from.find('/') != std::string_view::npos) parts.emplace_back(part);
    for (const auto part : core::split(target, '/')) {
        if (part.empty() || part == ".") continue;
        if (part == "..") {
            if (parts.empty()) return {};
            parts.pop_back();
        } else {
            parts.emplace_back(part);
        }
    }
    return core::join(parts, "/");
}

const File* find_file(const insight::Tree& tree, std::string_view path) {
    const auto found =
        std::lower_bound(tree.files.begin(), tree.files.end(), path,
                         [](const File& file, std::string_view wanted) { return file.path < wanted; });
    return found != tree.files.end() && found->path == path ? &*found : nullptr;
}

// Paths that README or CONTRIBUTING link to as a guide, and the declared one; in the order found.
std::vector<std::string> linked_guides(const Facts& facts) {
    std::vector<std::string> paths;
    if (facts.declared && facts.declared->contribution_guide)
        paths.push_back(resolve("", *facts.declared->contribution_guide));
    for (const auto role : {Role::readme, Role::contributing})
        for (const auto* document : insight::documents_with(facts, role)) {
            bool section = role == Role::contributing;
            for (const auto& block : document->blocks) {
                if (block.kind == insight::BlockKind::heading && role == Role::readme)
                    section = insight::speaks_of_contributing(block.text);
                for (const auto& link : block.links)
                    if (section || insight::speaks_of_contributing(link.text))
                        paths.push_back(resolve(document->path, link.target));
            }
        }
    return paths;
}

bool is_prose(std::string_view path) {
    static const std::set<std::string, std::less<>> extensions = {"md",       "markdown", "rst", "adoc",
                                                                  "asciidoc", "txt",      "org"};
    const auto dot = path.rfind('.');
    return dot != std::string_view::npos && extensions.contains(core::lower(path.substr(dot + 1)));
}

// One guide is followed, once: a link from a linked document is not.
void follow_guide(Facts& facts, const ReadBlob& read_blob) {
    std::set<std::string> read;
    for (const auto& document : facts.documents) read.insert(document.path);
    for (const auto& path : linked_guides(facts)) {
        const auto* file = path.empty() || read.contains(path) ? nullptr : find_file(*facts.tree, path);
        if (!file || !is_text_file(*file)) continue;
        if (!is_prose(path)) continue;
        if (const auto blob = read_blob(*file))
            facts.documents.push_back(parse_document(path, blob->bytes, blob->truncated));
        return;
    }
}

}  // namespace

void assemble(insight::Facts& facts, insight::Tree tree, const ReadBlob& read_blob, std::size_t text_limit) {
    facts.host = facts.host == insight::Host::unknown ? host_of(tree) : facts.host;
    facts.tree = std::move(tree);
    std::size_t texts = 0;
    std::vector<OwnersText> owners;
    for (const auto& file : facts.tree->files) {
        if (!is_text_file(file) || !insight::wants_text(file.path)) continue;
        if (texts++ == text_limit) {
            facts.faults.push_back({0, fmt::format("Only the first {} texts were read.", text_limit)});
            break;
        }
        auto blob = read_blob(file);
        if (!blob) {
            facts.faults.push_back({0, fmt::format("{} could not be read.", core::one_line(file.path))});
            continue;
        }
        take(facts, file, *blob, insight::roles_of(file.path));
        if (insight::has_role(file.path, Role::owners)) owners.push_back({file.path, std::move(*blob)});
    }
    take_owners(facts, owners);
    follow_guide(facts, read_blob);
}

}  // namespace sources
