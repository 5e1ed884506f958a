// SPDX-License-Identifier: Apache-2.0
#include "insight/file_roles.hpp"

#include "insight/ci_places.hpp"
#include "insight/path_parts.hpp"
#include "insight/translated_guide.hpp"

#include <algorithm>
#include <array>

namespace insight {
namespace {

using Text = std::string_view;

bool is_document(const Path& path) {
    return path.extension.empty() || is_one_of(path.extension, text_extensions);
}
bool is_home(const Path& path) { return is_one_of(path.folder, home_folders); }

struct NamedRole {
    Text stem;
    Role role;
};
constexpr std::array document_names = std::to_array<NamedRole>({
    {"contributing", Role::contributing},
    {"contribute", Role::contributing},
    {"contribution", Role::contributing},
    {"contributions", Role::contributing},
    {"contribution_guide", Role::contributing},
    {"contribution-guide", Role::contributing},
    {"contributing_guide", Role::contributing},
    {"contributing-guide", Role::contributing},
    {"contributing guide", Role::contributing},
    {"contribution guide", Role::contributing},
    {"contributing.en", Role::contributing},
    {"contribution-guidelines", Role::contributing},
    {"contribution_guidelines", Role::contributing},
    {"contribution guidelines", Role::contributing},
    {"contributing-guidelines", Role::contributing},
    {"contributing_guidelines", Role::contributing},
    {"contributing guidelines", Role::contributing},
    {"contributor-guide", Role::contributing},
    {"contributor_guide", Role::contributing},
    {"how-to-contribute", Role::contributing},
    {"how_to_contribute", Role::contributing},
    {"how to contribute", Role::contributing},
    {"hacking", Role::contributing},
    {"development", Role::contributing},
    {"developing", Role::contributing},
    {"code_of_conduct", Role::code_of_conduct},
    {"code-of-conduct", Role::code_of_conduct},
    {"codeofconduct", Role::code_of_conduct},
    {"conduct", Role::code_of_conduct},
    {"security", Role::security},
    {"support", Role::support},
    {"communication", Role::support},
    {"governance", Role::governance},
    {"changelog", Role::change_log},
    {"change_log", Role::change_log},
    {"changes", Role::change_log},
    {"history", Role::change_log},
    {"news", Role::change_log},
    {"releases", Role::change_log},
    {"release_notes", Role::change_log},
    {"release-notes", Role::change_log},
    {"releasenotes", Role::change_log},
    {"architecture", Role::conventions},
    {"roadmap", Role::roadmap},
    {"pull_request_template", Role::change_template},
    {"merge_request_template", Role::change_template},
    {"issue_template", Role::issue_template},
});

// docs/contributing/index.md, contributing/README.md: the first page of a folder called so.
bool opens_folder_of_guide(const Path& path) {
    if (!is_document(path) || !(same(path.stem, "index") || same(path.stem, "readme"))) return false;
    const auto folder = parse(path.folder);
    return is_home(folder) && (same(folder.name, "contributing") || same(folder.name, "contribute"));
}

void add_document_roles(const Path& path, std::vector<Role>& roles) {
    if (opens_folder_of_guide(path)) roles.push_back(Role::contributing);
    if (!is_home(path)) return;
    if (same(path.stem, "readme") && !same(path.folder, ".gitlab") && is_document(path))
        roles.push_back(Role::readme);
    if (!is_document(path)) return;
    for (const auto& named : document_names)
        if (same(path.stem, named.stem)) roles.push_back(named.role);
    if (is_translated_guide(path.stem)) roles.push_back(Role::contributing);
}

// LICENSE, LICENSE-MIT, COPYING.LESSER, MIT-LICENSE.txt, LICENSES/Apache-2.0.txt; not license_check.py.
bool is_licence(const Path& path) {
    if (same(path.folder, "licenses") || same(path.folder, "licences")) return !path.name.empty();
    if (!is_home(path)) return false;
    constexpr auto words = std::to_array<Text>({"license", "licence", "copying", "unlicense"});
    for (const Text word : words) {
        const auto rest = starts(path.name, word) ? path.name.substr(word.size()) : Text{};
        if (same(path.name, word) || (!rest.empty() && (rest[0] == '-' || rest[0] == '.') &&
                                      (is_document(path) || ends(path.name, ".lesser") || rest[0] == '-')))
            return true;
        if (is_document(path) && ends(path.stem, word) && path.stem.size() > word.size() + 1 &&
            path.stem[path.stem.size() - word.size() - 1] == '-')
            return true;
    }
    return same(path.name, "innersource-license.md") || same(path.name, "innersource_license.md");
}

bool is_convention(const Path& path) {
    constexpr auto names =
        std::to_array<Text>({"agents.md", "claude.md", "copilot-instructions.md", "gemini.md"});
    constexpr auto record_folders = std::to_array<Text>(
        {"adr", "adrs", "decisions", "decision-records", "rfcs", "architecture-decisions"});
    if (is_one_of(path.name, names) && (is_home(path) || same(path.folder, ".claude"))) return true;
    if (path.extension.empty() || !is_document(path) || path.folder.empty()) return false;
    return std::ranges::any_of(record_folders, [&](Text folder) { return lies_in(path, folder); });
}

bool is_owners(const Path& path) {
    constexpr auto stems = std::to_array<Text>({"maintainers", "trusted-committers", "trusted_committers"});
    if (same(path.name, "owners") || same(path.name, "owners_aliases")) return true;
    if (!is_home(path)) return false;
    return same(path.name, "codeowners") || same(path.name, "component_owners.yml") ||
           (is_document(path) && is_one_of(path.stem, stems));
}

bool is_yaml(const Path& path) { return same(path.extension, "yml") || same(path.extension, "yaml"); }

void add_template_roles(const Path& path, std::vector<Role>& roles) {
    constexpr auto issue_folders =
        std::to_array<Text>({".github/issue_template", "issue_template", "docs/issue_template",
                             ".gitlab/issue_templates", ".gitea/issue_template", ".forgejo/issue_template"});
    constexpr auto change_folders = std::to_array<Text>(
        {".github/pull_request_template", "pull_request_template", "docs/pull_request_template",
         ".gitlab/merge_request_templates", ".gitea/pull_request_template", ".forgejo/pull_request_template",
         ".azuredevops/pull_request_template"});
    const bool in_forgejo = same(path.folder, ".gitea") || same(path.folder, ".forgejo");
    if (in_forgejo && is_document(path) && same(path.stem, "issue_template"))
        roles.push_back(Role::issue_template);
    const bool takes_change_template = in_forgejo || same(path.folder, ".azuredevops");
    if (takes_change_template && is_document(path) && same(path.stem, "pull_request_template"))
        roles.push_back(Role::change_template);
    if (is_one_of(path.folder, change_folders) && is_document(path)) roles.push_back(Role::change_template);
    if (!is_one_of(path.folder, issue_folders)) return;
    if (same(path.stem, "config") && is_yaml(path))
        roles.push_back(Role::template_config);
    else if (is_document(path) || is_yaml(path))
        roles.push_back(Role::issue_template);
}

bool is_ci(const Path& path) { return !ci_vendor_of(path.whole).empty(); }

bool is_manifest(const Path& path) {
    constexpr auto names = std::to_array<Text>(
        {"package.json",  "pom.xml",         "build.gradle",  "build.gradle.kts", "cargo.toml",
         "go.mod",        "pyproject.toml",  "setup.py",      "setup.cfg",        "requirements.txt",
         "pipfile",       "gemfile",         "composer.json", "mix.exs",          "cmakelists.txt",
         "meson.build",   "configure.ac",    "build.sbt",     "module.bazel",     "workspace",
         "package.swift", "pubspec.yaml",    "deno.json",     "conanfile.txt",    "conanfile.py",
         "vcpkg.json",    "environment.yml", "stack.yaml",    "project.clj",      "deps.edn",
         "build.zig",     "rebar.config",    "build.xml",     "description"});
    return is_one_of(path.name, names) || ends(path.name, ".csproj") || ends(path.name, ".sln") ||
           ends(path.name, ".gemspec") || ends(path.name, ".cabal");
}

bool is_lock_file(const Path& path) {
    constexpr auto names = std::to_array<Text>({"package-lock.json", "npm-shrinkwrap.json",
                                                "yarn.lock",         "pnpm-lock.yaml",
                                                "bun.lockb",         "bun.lock",
                                                "cargo.lock",        "go.sum",
                                                "poetry.lock",       "uv.lock",
                                                "pdm.lock",          "pipfile.lock",
                                                "gemfile.lock",      "composer.lock",
                                                "mix.lock",          "gradle.lockfile",
                                                "flake.lock",        "packages.lock.json",
                                                "pubspec.lock",      "package.resolved",
                                                "conan.lock",        "deno.lock",
                                                "module.bazel.lock", "requirements.lock"});
    return is_one_of(path.name, names);
}

bool is_setup(const Path& path) {
    constexpr auto names = std::to_array<Text>({"makefile",           "gnumakefile",         "justfile",
                                                ".justfile",          "taskfile.yml",        "taskfile.yaml",
                                                "flake.nix",          "shell.nix",           "default.nix",
                                                "docker-compose.yml", "docker-compose.yaml", "compose.yml",
                                                "compose.yaml",       "vagrantfile",         "devbox.json",
                                                ".devcontainer.json", "devenv.nix",          ".gitpod.yml",
                                                "setup.sh",           "bootstrap.sh",        "mise.toml",
                                                ".mise.toml"});
    constexpr auto scripts =
        std::to_array<Text>({"bin/setup", "script/setup", "script/bootstrap", "scripts/setup",
                             "scripts/bootstrap", "scripts/setup.sh", "scripts/bootstrap.sh"});
    if (is_one_of(path.name, names) && path.folder.empty()) return true;
    return (lies_in(path, ".devcontainer") && same(path.name, "devcontainer.json")) ||
           is_one_of(path.whole, scripts);
}

bool is_dependency_update(const Path& path) {
    constexpr auto files =
        std::to_array<Text>({".github/dependabot.yml", ".github/dependabot.yaml", "renovate.json",
                             "renovate.json5", ".renovaterc", ".renovaterc.json", ".github/renovate.json",
                             ".github/renovate.json5", ".gitlab/renovate.json"});
    return is_one_of(path.whole, files);
}

constexpr auto source_extensions = std::to_array<Text>(
    {"c",   "cc",    "cpp", "cxx",  "h",    "hpp",  "py",  "js",    "mjs", "cjs",    "jsx",
     "ts",  "tsx",   "go",  "rs",   "rb",   "java", "kt",  "scala", "cs",  "fs",     "swift",
     "php", "ex",    "exs", "erl",  "hs",   "ml",   "clj", "cljs",  "lua", "pl",     "t",
     "r",   "jl",    "sh",  "bats", "dart", "m",    "mm",  "vue",   "zig", "groovy", "feature",
     "el",  "robot", "sql", "nim",  "d",    "f90",  "ps1", "vb",    "pas", "elm",    "svelte"});

bool has_test_name(const Path& path) {
    constexpr auto suffixes = std::to_array<Text>(
        {"_test", "_tests", "_spec", "-test", "-spec", ".test", ".spec", ".tests", "_unittest", "_suite"});
    if (starts(path.stem, "test_") || starts(path.stem, "test-") || same(path.stem, "test") ||
        same(path.stem, "tests"))
        return true;
    if (std::ranges::any_of(suffixes, [&](Text suffix) { return ends(path.stem, suffix); })) return true;
    // CamelCase keeps its capital: "FooTest.java" is a test, "latest.js" is none.
    return path.stem.ends_with("Test") || path.stem.ends_with("Tests") || path.stem.ends_with("Spec") ||
           path.stem.ends_with("TestCase");
}

bool lies_among_tests(const Path& path) {
    constexpr auto folders =
        std::to_array<Text>({"test", "tests", "__tests__", "spec", "specs", "testing", "unittests",
                             "integration-tests", "e2e", "unit_tests", "t"});
    return std::ranges::any_of(folders, [&](Text folder) { return lies_in(path, folder); });
}

bool is_test(const Path& path) {
    if (same(path.extension, "t") || same(path.extension, "bats")) return true;
    if (path.extension.empty() || !is_one_of(path.extension, source_extensions)) return false;
    return has_test_name(path) || lies_among_tests(path);
}

bool is_listing(const Path& path) {
    return path.folder.empty() &&
           (same(path.name, "innersource.json") || same(path.name, "catalog-info.yaml") ||
            same(path.name, "catalog-info.yml"));
}

bool is_readiness(const Path& path) {
    return path.folder.empty() && path.stem == ".innersource-readiness" && is_yaml(path);
}

// The parts that have no question of their own.
bool is_by_name_and_place(const Path& path, Role role) {
    if (role == Role::readiness) return is_readiness(path);
    std::vector<Role> roles;
    add_document_roles(path, roles);
    add_template_roles(path, roles);
    return std::ranges::count(roles, role) > 0;
}

}  // namespace

std::vector<Role> roles_of(std::string_view text) {
    const auto path = parse(text);
    std::vector<Role> roles;
    add_document_roles(path, roles);
    add_template_roles(path, roles);
    const auto add_if = [&](bool holds, Role role) {
        if (holds) roles.push_back(role);
    };
    add_if(is_licence(path), Role::licence);
    add_if(is_convention(path), Role::conventions);
    add_if(is_owners(path), Role::owners);
    add_if(is_ci(path), Role::ci);
    add_if(is_listing(path), Role::listing);
    add_if(is_readiness(path), Role::readiness);
    add_if(is_manifest(path), Role::manifest);
    add_if(is_lock_file(path), Role::lock_file);
    add_if(is_setup(path), Role::setup);
    add_if(is_dependency_update(path), Role::dependency_updates);
    add_if(is_test(path), Role::test);
    return roles;
}

// One question instead of all of roles_of(): checks ask it for each file of a tree.
bool has_role(std::string_view text, Role role) {
    const auto path = parse(text);
    switch (role) {
        case Role::licence:
            return is_licence(path);
        case Role::conventions:
            return is_convention(path) ||
                   (is_home(path) && is_document(path) && same(path.stem, "architecture"));
        case Role::owners:
            return is_owners(path);
        case Role::ci:
            return is_ci(path);
        case Role::listing:
            return is_listing(path);
        case Role::manifest:
            return is_manifest(path);
        case Role::lock_file:
            return is_lock_file(path);
        case Role::setup:
            return is_setup(path);
        case Role::dependency_updates:
            return is_dependency_update(path);
        case Role::test:
            return is_test(path);
        default:
            return is_by_name_and_place(path, role);
    }
}

bool wants_text(std::string_view path) {
    const auto roles = roles_of(path);
    return std::ranges::any_of(roles,
                               [](Role role) { return role != Role::test && role != Role::lock_file; });
}

bool lies_among_tests(std::string_view path) { return lies_among_tests(parse(path)); }

}  // namespace insight
