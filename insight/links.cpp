// SPDX-License-Identifier: Apache-2.0
#include "insight/links.hpp"

#include "core/text.hpp"
#include "insight/file_search.hpp"
#include "insight/guide_titles.hpp"
#include "insight/prose.hpp"

#include <algorithm>
#include <array>

namespace insight {
namespace {

using Text = std::string_view;

constexpr auto page_endings =
    std::to_array<Text>({"", ".md", ".rst", ".adoc", "/README.md", "/index.md", "/index.rst", "/README.rst"});

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::string percent_decoded(Text text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool coded = text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
                           hex_value(text[i + 2]) >= 0;
        out += coded ? static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2])) : text[i];
        if (coded) i += 2;
    }
    return out;
}

// "https:", "mailto:", "//host": a colon before any slash, or two slashes.
bool is_address(Text target) {
    const auto colon = target.find(':');
    return target.starts_with("//") || (colon != Text::npos && colon < target.find('/'));
}

bool is_document(Text path) {
    constexpr auto endings =
        std::to_array<Text>({".md", ".markdown", ".rst", ".adoc", ".asciidoc", ".txt", ".org"});
    const auto lower = core::lower(path);
    return std::ranges::any_of(endings, [&](Text ending) { return lower.ends_with(ending); }) ||
           lower.substr(lower.rfind('/') + 1).find('.') == std::string::npos;
}

// "CONTRIBUTING.md", "how_to_contribute", "contributor-guide"; not "contributors", who are people.
bool is_guide_word(Text word) {
    return word.starts_with("contribut") && !word.starts_with("contributors") && word != "contributor";
}
// The name of a page, in lower case.
bool is_guide_name(Text name) {
    constexpr auto starts = std::to_array<Text>(
        {"developer-guide", "developer_guide", "contributors-guide", "contributors_guide"});
    if (std::ranges::any_of(starts, [&](Text start) { return name.starts_with(start); })) return true;
    return name.starts_with("contribut") && !name.starts_with("contributors") &&
           !name.starts_with("contributor-covenant");
}
// A page so called, or any page in a folder so called: "docs/contributing/getting-started".
bool is_guide_path(Text path) {
    constexpr auto folders =
        std::to_array<Text>({"contributing", "contribute", "contributor-guide", "contributor-handbook",
                             "contributors-guide", "developer-guide"});
    const auto lower = core::lower(path);
    const auto parts = core::split(lower, '/');
    return is_guide_name(parts.back()) || std::any_of(parts.begin(), parts.end() - 1, [&](Text part) {
               return std::ranges::find(folders, part) != folders.end();
           });
}
bool says_contributing(Text text) {
    static const Pattern titled(
        "contributor|contributors guide*|handbook|docs|documentation|manual|instructions");
    const auto words = words_of(text);
    return std::ranges::find(words, "covenant") == words.end() &&
           (std::ranges::any_of(words, is_guide_word) || titled.find(words));
}

constexpr std::size_t longest_context = 1'000;
constexpr std::size_t most_links_of_a_block = 20;

// Words that say nothing of where the link leads, or the bare address.
bool is_vague(const Link& link) {
    constexpr auto words = std::to_array<Text>({"here",
                                                "this",
                                                "link",
                                                "page",
                                                "wiki",
                                                "docs",
                                                "documentation",
                                                "guide",
                                                "handbook",
                                                "details",
                                                "instructions",
                                                "guidelines",
                                                "this page",
                                                "this document",
                                                "this guide",
                                                "the guide",
                                                "our guide",
                                                "the docs",
                                                "our docs",
                                                "the wiki",
                                                "our wiki",
                                                "the documentation",
                                                "our documentation",
                                                "full documentation",
                                                "website",
                                                "our website",
                                                "read more",
                                                "more"});
    const auto text = core::lower(core::trim(link.text));
    return std::ranges::find(words, text) != words.end() ||
           (text.size() > 8 && core::lower(link.target).ends_with(text));
}

// Where a sentence on contributing leads that is not about how: terms, conduct, tickets, money.
bool is_of_another_matter(const std::vector<std::string>& words) {
    static const Pattern other(
        "cla|dco|agreement*|agree|licen*|conduct|covenant|donat*|sponsor*|security|"
        "bug|bugs|issue|issues|style|chat|slack");
    return other.find(words).has_value();
}

bool is_said_to_be_a_guide(const Block& block, const Link& link, bool in_guide) {
    static const Pattern pointing(
        "see|read|find|found|described|explained|documented|documentation|guide|guidelines|details|steps");
    if (block.links.size() > most_links_of_a_block || !is_text(block) || !is_vague(link)) return false;
    // A question mark in an address ends the sentence for whoever splits it.
    const auto shown = Text(link.text).substr(0, link.text.find_first_of("?!"));
    return std::ranges::any_of(
        sentences(Text(block.text).substr(0, longest_context)), [&](const Sentence& sentence) {
            return sentence.text.find(shown) != std::string::npos && !is_of_another_matter(sentence.words) &&
                   (std::ranges::any_of(sentence.words, is_guide_word) ||
                    (in_guide && pointing.find(sentence.words)));
        });
}

// Pages that speak of contributions without telling how to make one.
bool is_another_page(const Address& address) {
    constexpr auto hosts = std::to_array<Text>(
        {"shields.io", "contributor-covenant.org", "contrib.rocks", "badge.fury.io", "allcontributors.org"});
    constexpr auto parts =
        std::to_array<Text>({"issues", "pull", "pulls", "merge_requests", "actions", "graphs", "badge",
                             "badges", "workflows", "commits", "releases", "discussions"});
    if (std::ranges::any_of(hosts, [&](Text host) { return address.host.ends_with(host); })) return true;
    const auto path = core::split(address.path, '/');
    return std::ranges::any_of(path, [&](Text part) {
        return std::ranges::find(parts, part) != parts.end() || part.ends_with(".svg");
    });
}

}  // namespace

std::string resolve_link(Text from, Text target) {
    target = core::trim(target.substr(0, target.find_first_of("#?")));
    if (target.empty() || is_address(target) || target.find('\\') != Text::npos) return {};
    const auto decoded = percent_decoded(target);
    std::vector<std::string> parts;
    const auto walk = [&](Text path) {
        for (const auto part : core::split(path, '/')) {
            if (part == "..") {
                if (parts.empty()) return false;
                parts.pop_back();
            } else if (!part.empty() && part != ".") {
                parts.emplace_back(part);
            }
        }
        return true;
    };
    if (!decoded.starts_with('/')) walk(from.substr(0, from.rfind('/') == Text::npos ? 0 : from.rfind('/')));
    return walk(decoded) ? core::join(parts, "/") : std::string{};
}

const File* find_file(const Tree& tree, Text path) {
    const auto found =
        std::ranges::lower_bound(tree.files, path, {}, [](const File& file) { return Text(file.path); });
    if (found == tree.files.end() || found->path != path) return nullptr;
    return found->kind == FileKind::regular || found->kind == FileKind::executable ? &*found : nullptr;
}

const File* find_page(const Tree& tree, Text path) {
    for (const auto ending : page_endings) {
        const auto* file = find_file(tree, std::string(path) + std::string(ending));
        if (file != nullptr && is_document(file->path)) return file;
    }
    return nullptr;
}

DocumentPaths::DocumentPaths(const Facts& facts) {
    for (const auto& document : facts.documents) by_path_.try_emplace(core::lower(document.path), &document);
}

const Document* DocumentPaths::find(Text path) const {
    const auto wanted = core::lower(path);
    for (const auto ending : page_endings)
        if (const auto found = by_path_.find(wanted + core::lower(ending)); found != by_path_.end())
            return found->second;
    return nullptr;
}

const Document* find_document(const Facts& facts, Text path) { return DocumentPaths(facts).find(path); }

Address address_of(Text target) {
    const auto lower = core::lower(core::trim(target));
    Text rest = lower;
    for (const Text scheme : {"http://", "https://"})
        if (rest.starts_with(scheme)) rest.remove_prefix(scheme.size());
    if (rest.size() == lower.size()) return {};
    rest = rest.substr(0, rest.find('#'));
    const auto question = std::min(rest.find('?'), rest.size());
    const auto slash = std::min(rest.find('/'), question);
    const auto host = rest.substr(0, slash);
    Address address{.host = std::string(host.substr(host.rfind('@') == Text::npos ? 0 : host.rfind('@') + 1)),
                    .path = std::string(rest.substr(slash, question - slash)),
                    .query = std::string(rest.substr(question))};
    address.host = address.host.substr(0, address.host.find(':'));
    while (address.path.ends_with('/')) address.path.pop_back();
    return address;
}

bool names_a_guide(const Link& link) {
    static const std::vector<Pattern> titles{Pattern("develop|developing|development"),
                                             Pattern("developer* guide|docs|documentation|handbook"),
                                             Pattern("hacking"),
                                             Pattern("building|build|compile|compiling ~ source"),
                                             Pattern("pull|merge request*"),
                                             Pattern("submitting ~ change*|patch*|code"),
                                             Pattern("get|getting involved")};
    const auto target = Text(link.target).substr(0, link.target.find_first_of("#?"));
    const bool by_path =
        is_guide_path(target) ||
        core::contains_ignoring_case(
            target.substr(target.rfind('/') == Text::npos ? 0 : target.rfind('/') + 1), "hacking");
    return by_path || says_contributing(link.text) || find_any(titles, words_of(link.text));
}

bool names_a_guide(const Block& block, const Link& link, bool in_guide) {
    return names_a_guide(link) || is_said_to_be_a_guide(block, link, in_guide);
}

bool names_a_part_of_a_guide(const Link& link) {
    static const std::vector<Pattern> parts{Pattern("guide|handbook|workflow|walkthrough")};
    const auto words = words_of(link.text);
    return std::ranges::find(words, "style") == words.end() &&
           (names_a_guide(link) || speaks_of_contributing(link.text) || may_stand_beside_a_guide(link.text) ||
            find_any(parts, words));
}

bool heads_guide(Text title) { return names_a_guide({std::string(title), {}, 0}); }

bool leads_to_foreign_guide(const Link& link) {
    const auto address = address_of(link.target);
    if (address.host.empty() || is_another_page(address)) return false;
    return is_guide_path(address.path) || says_contributing(link.text);
}

bool leads_to_foreign_guide(const Block& block, const Link& link, bool in_guide) {
    if (leads_to_foreign_guide(link)) return true;
    const auto address = address_of(link.target);
    return !address.host.empty() && !is_another_page(address) && is_said_to_be_a_guide(block, link, in_guide);
}

bool plays_another_part(Text path) {
    return std::ranges::any_of(
        roles_of(path), [](Role role) { return role != Role::contributing && role != Role::conventions; });
}

}  // namespace insight
