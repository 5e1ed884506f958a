// SPDX-License-Identifier: Apache-2.0
#include "sources/owners.hpp"

#include "core/text.hpp"
#include "sources/documents.hpp"
#include "sources/yaml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

namespace sources {

namespace {

using insight::OwnersFile;
using insight::OwnersKind;
using insight::OwnersRule;

constexpr std::uint64_t github_limit = 3U << 20U;  // Source: GitHub "About code owners", CODEOWNERS file size
constexpr std::size_t most_rules = 20'000;

std::string_view name_of(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

bool is_owner(std::string_view word) {
    if (word.starts_with('@')) return word.size() > 1;
    const auto at = word.find('@');
    return at != std::string_view::npos && at > 0 && word.find('.', at) != std::string_view::npos;
}

// Splits at blanks that no backslash quotes; a comment starts with # at a word's beginning.
std::vector<std::string> words_of(std::string_view line) {
    std::vector<std::string> words;
    std::string word;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '\\' && i + 1 < line.size() && (line[i + 1] == ' ' || line[i + 1] == '#')) {
            word += line[i] == '\\' && line[i + 1] == '#' ? "\\#" : " ";
            ++i;
        } else if (line[i] == ' ' || line[i] == '\t') {
            if (!word.empty()) words.push_back(std::move(word));
            word.clear();
        } else if (line[i] == '#' && word.empty()) {
            break;
        } else {
            word += line[i];
        }
    }
    if (!word.empty()) words.push_back(std::move(word));
    return words;
}

struct Section {
    std::string name;
    bool optional = false;
    std::vector<std::string> defaults;
};

// "[Name]", "^[Name][2] @default": GitLab's heading of a section. Source: GitLab "Code Owners syntax".
std::optional<Section> section_of(std::string_view line) {
    Section section;
    if (line.starts_with('^')) {
        section.optional = true;
        line.remove_prefix(1);
    }
    const auto close = line.find(']');
    if (!line.starts_with('[') || close == std::string_view::npos || close == 1) return std::nullopt;
    const auto name = core::trim(line.substr(1, close - 1));
    auto rest = line.substr(close + 1);
    if (rest.starts_with('[')) {
        const auto end = rest.find(']');
        if (end == std::string_view::npos) return std::nullopt;
        rest.remove_prefix(end + 1);
    } else if (!rest.empty() && rest[0] != ' ' && rest[0] != '\t') {
        return std::nullopt;  // "[abc]def" is a pattern with a character class
    }
    section.name = core::lower(core::one_line(name));
    for (const auto& word : words_of(rest)) {
        if (!is_owner(word)) return std::nullopt;
        section.defaults.push_back(core::one_line(word));
    }
    return section;
}

void add_fault(OwnersFile& file, int line, std::string what) {
    if (file.faults.size() < 100) file.faults.push_back({line, std::move(what)});
}

void read_codeowners(OwnersFile& file, std::string_view bytes) {
    Section section;
    int number = 0;
    for (const auto raw : core::lines(bytes)) {
        ++number;
        const auto line = core::trim(raw);
        if (line.empty() || line.starts_with('#')) continue;
        if (file.rules.size() >= most_rules)
            return add_fault(file, number, "There are more rules than can be read; the rest was not read.");
        if (auto found = section_of(line)) {
            section = std::move(*found);
            continue;
        }
        auto words = words_of(line);
        if (words.empty()) continue;
        OwnersRule rule{
            .pattern = words.front(), .line = number, .section = section.name, .optional = section.optional};
        if (rule.pattern.starts_with('!') && rule.pattern.size() > 1) {
            rule.negated = true;
            rule.pattern.erase(0, 1);
        }
        bool faulty = false;
        for (std::size_t i = 1; i < words.size(); ++i) {
            if (is_owner(words[i])) {
                rule.owners.push_back(core::one_line(words[i]));
            } else {
                faulty = true;
                add_fault(file, number,
                          fmt::format("'{}' is no owner: write @user, @org/team or an e-mail address.",
                                      core::shorten(core::one_line(words[i]), 40)));
            }
        }
        if (faulty && rule.owners.empty()) continue;  // hosts skip a line that they cannot read
        if (rule.owners.empty() && !rule.negated) rule.owners = section.defaults;
        file.rules.push_back(std::move(rule));
    }
}

std::vector<std::string> names_in(const YAML::Node& list) {
    std::vector<std::string> names;
    if (list.IsScalar()) names.push_back("@" + core::one_line(list.Scalar()));
    if (!list.IsSequence()) return names;
    for (const auto& each : list) {
        const auto name = core::one_line(scalar(each));
        if (!name.empty() && names.size() < 1000)
            names.push_back(name.find('@') == std::string::npos ? "@" + name : name);
    }
    return names;
}

// Kubernetes' OWNERS: approvers and reviewers of the folder and what lies below. Source: kubernetes "OWNERS
// spec".
void read_prow(OwnersFile& file, std::string_view bytes) {
    auto root = parse_yaml(bytes);
    if (!root) return add_fault(file, 1, root.error().sentence);
    const auto folder = file.path.substr(0, file.path.size() - name_of(file.path).size());
    const auto add_rule = [&](const std::string& pattern, const YAML::Node& holder) {
        OwnersRule rule{.pattern = pattern};
        for (const auto* key : {"approvers", "reviewers"}) {
            const auto list = child(holder, key);
            if (rule.line == 0 && !list.IsNull()) rule.line = line_of(list);
            for (auto& name : names_in(list))
                if (std::find(rule.owners.begin(), rule.owners.end(), name) == rule.owners.end())
                    rule.owners.push_back(std::move(name));
        }
        if (!rule.owners.empty()) file.rules.push_back(std::move(rule));
    };
    add_rule(folder.empty() ? "*" : "/" + folder, *root);
    const auto filters = child(*root, "filters");
    if (!filters.IsMap()) return;
    for (const auto& filter : filters)
        if (scalar(filter.first) == ".*") add_rule(folder.empty() ? "*" : "/" + folder, filter.second);
}

void read_components(OwnersFile& file, std::string_view bytes) {
    auto root = parse_yaml(bytes);
    if (!root) return add_fault(file, 1, root.error().sentence);
    const auto components = child(*root, "components");
    if (!components.IsMap()) return add_fault(file, 1, "It names no components.");
    for (const auto& each : components) {
        OwnersRule rule{.pattern = "/" + scalar(each.first) + "/",
                        .owners = names_in(each.second),
                        .line = line_of(each.first)};
        if (rule.pattern.size() > 2) file.rules.push_back(std::move(rule));
    }
}

// A list for people: every @name, e-mail address, or profile link in it maintains everything.
void read_maintainers(OwnersFile& file, std::string_view bytes) {
    OwnersRule rule{.pattern = "*"};
    std::set<std::string> seen;
    const auto add_owner = [&](std::string owner, int line) {
        if (rule.line == 0) rule.line = line;
        if (rule.owners.size() < 1000 && seen.insert(core::lower(owner)).second)
            rule.owners.push_back(std::move(owner));
    };
    for (const auto& block : parse_document(file.path, bytes).blocks) {
        if (block.kind == insight::BlockKind::code) continue;
        std::string word;
        for (const char c : block.text + " ") {
            if (std::isalnum(static_cast<unsigned char>(c)) != 0 ||
                std::string_view("@-_./+").find(c) != std::string_view::npos) {
                word += c;
                continue;
            }
            while (word.ends_with('.')) word.pop_back();
            if (is_owner(word)) add_owner(word, block.line);
            word.clear();
        }
        for (const auto& link : block.links) {
            const std::string_view target = link.target;
            for (const std::string_view host : {"https://github.com/", "https://gitlab.com/"})
                if (target.starts_with(host) && target.find('/', host.size()) == std::string_view::npos &&
                    target.size() > host.size())
                    add_owner("@" + core::one_line(target.substr(host.size())), block.line);
        }
    }
    if (!rule.owners.empty()) file.rules.push_back(std::move(rule));
}

}  // namespace

insight::OwnersFile parse_owners(std::string_view path, std::string_view bytes, std::uint64_t size_bytes) {
    OwnersFile file{.path = std::string(path)};
    const auto name = core::lower(name_of(path));
    if (bytes.substr(0, 8192).find('\0') != std::string_view::npos) {
        add_fault(file, 1, "It is no text.");
    } else if (name.starts_with("codeowners")) {
        file.too_large = size_bytes > github_limit;
        read_codeowners(file, bytes);
    } else if (name == "owners") {
        file.kind = OwnersKind::prow_owners;
        read_prow(file, bytes);
    } else if (name.starts_with("component_owners")) {
        file.kind = OwnersKind::component_owners;
        read_components(file, bytes);
    } else {
        file.kind = OwnersKind::maintainers;
        read_maintainers(file, bytes);
    }
    return file;
}

}  // namespace sources
