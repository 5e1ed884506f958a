// SPDX-License-Identifier: Apache-2.0
#include "insight/file_search.hpp"

#include "insight/left_template.hpp"
#include "insight/path_parts.hpp"
#include "insight/translated_guide.hpp"

#include <algorithm>
#include <array>

namespace insight {
namespace {

using Text = std::string_view;

// A guide in another language tells nothing beside the own one that everybody reads.
void leave_out_translations(auto& found, auto is_own) {
    const auto is_the_guide = [&](const auto* each) {
        return is_own(*each) && starts(parse(each->path).stem, "contribut") &&
               !is_translated_guide(parse(each->path).stem);
    };
    if (std::ranges::any_of(found, is_the_guide))
        std::erase_if(found, [](const auto* each) { return is_translated_guide(parse(each->path).stem); });
}

int place_of(Text path) {
    const auto folder = parse(path).folder;
    const auto found = std::ranges::find_if(home_folders, [&](Text home) { return same(folder, home); });
    return static_cast<int>(found - home_folders.begin());
}

// Hosts show Markdown before other markup, and a file without an ending last.
std::size_t rank_of_format(Text path) {
    const auto extension = parse(path).extension;
    const auto found =
        std::ranges::find_if(text_extensions, [&](Text each) { return same(extension, each); });
    return static_cast<std::size_t>(found - text_extensions.begin());
}

// GitHub shows the README of .github/ first, but people look at the top folder: the header's order holds for
// all parts.
bool comes_first(const Document* a, const Document* b) {
    if (a->inherited != b->inherited) return !a->inherited;
    const auto first = place_of(a->path), second = place_of(b->path);
    return first != second ? first < second : rank_of_format(a->path) < rank_of_format(b->path);
}

// Examples, build scripts and foreign code hold files of every part, and tell the least.
bool lies_aside(const File* file) {
    constexpr auto folders = std::to_array<Text>(
        {"examples",  "example",    "_examples",    "samples",     "sample",      "demo",
         "demos",     "cmake",      "vendor",       "third_party", "third-party", "thirdparty",
         "external",  "extern",     "node_modules", "deps",        "fixtures",    "testdata",
         "benchmark", "benchmarks", "website",      ".github",     ".gitlab"});
    const auto path = parse(file->path);
    return std::ranges::any_of(folders, [&](Text folder) { return lies_in(path, folder); });
}

std::vector<const Document*> placed_documents(const Facts& facts, Role role) {
    std::vector<const Document*> found;
    for (const auto& document : facts.documents)
        if (has_role(document.path, role)) found.push_back(&document);
    std::ranges::stable_sort(found, comes_first);
    return found;
}

// Those of changes and issues are templates by their nature.
bool may_be_left(Role role) {
    return role == Role::contributing || role == Role::support || role == Role::security ||
           role == Role::code_of_conduct || role == Role::governance;
}

}  // namespace

const Document* shown_readme(const Facts& facts) {
    const auto found = placed_documents(facts, Role::readme);
    const auto shown =
        std::ranges::find_if(found, [](const Document* document) { return !document->blocks.empty(); });
    if (shown != found.end()) return *shown;
    return found.empty() ? nullptr : found.front();
}

std::vector<const Document*> documents_with(const Facts& facts, Role role) {
    // There is one README, the one that people see; a second one beside it only where that says nothing.
    if (role == Role::readme) {
        const auto* shown = shown_readme(facts);
        if (shown == nullptr || is_left_template(*shown)) return {};
        return {shown};
    }
    auto found = placed_documents(facts, role);
    if (may_be_left(role))
        std::erase_if(found, [](const Document* document) { return is_left_template(*document); });
    if (role == Role::contributing)
        leave_out_translations(
            found, [](const Document& document) { return !document.inherited && !document.blocks.empty(); });
    return found;
}

std::vector<const File*> files_with(const Facts& facts, Role role) {
    std::vector<const File*> found;
    if (!facts.tree) return found;
    for (const auto& file : facts.tree->files)
        if (has_role(file.path, role)) found.push_back(&file);
    if (role == Role::contributing) leave_out_translations(found, [](const File&) { return true; });
    // Parts that are known by their place lie where they have to.
    if (role == Role::test || role == Role::conventions || role == Role::manifest || role == Role::lock_file)
        std::stable_partition(found.begin(), found.end(), [](const File* file) { return !lies_aside(file); });
    // "cipher_suite.c" may be a test by its name; a file among the tests is one.
    if (role == Role::test)
        std::stable_partition(found.begin(), found.end(), [](const File* file) {
            return lies_among_tests(file->path) && !lies_aside(file);
        });
    return found;
}

}  // namespace insight
