// SPDX-License-Identifier: Apache-2.0
// Which file plays which part, by its path alone: any letter case, in /, .github/, docs/, .gitlab/; without
// extension or md, markdown, rst, adoc, asciidoc, txt, org; with the usual other spellings. Source: GitHub
// "Creating a default community health file" and practice.
#pragma once

#include <string_view>
#include <vector>

namespace insight {

enum class Role {
    readme,        // only the top folder, .github/, docs/ (in this order of preference)
    contributing,  // CONTRIBUTING, CONTRIBUTE, HACKING, DEVELOPMENT, DEVELOPING, contributing/index.md
    code_of_conduct,
    security,
    support,      // SUPPORT, COMMUNICATION
    governance,   // GOVERNANCE
    licence,      // LICENSE, LICENCE, COPYING, UNLICENSE, LICENSES/*
    change_log,   // CHANGELOG, CHANGES, HISTORY, NEWS, RELEASES
    conventions,  // ARCHITECTURE, AGENTS.md, CLAUDE.md, copilot-instructions.md, decision records (docs/adr,
                  // docs/decisions …)
    roadmap,
    owners,  // CODEOWNERS, OWNERS, MAINTAINERS, TRUSTED-COMMITTERS, component_owners.yml, OWNERS_ALIASES
    issue_template,
    change_template,
    template_config,  // ISSUE_TEMPLATE/config.yml: alone it is no template
    ci,
    listing,    // innersource.json, catalog-info.yaml
    readiness,  // .innersource-readiness.yml
    manifest,   // package.json, pom.xml, Cargo.toml, go.mod, pyproject.toml, CMakeLists.txt, …
    lock_file,
    setup,               // devcontainer, compose, flake.nix, Makefile, justfile, Taskfile, setup.sh, …
    dependency_updates,  // dependabot.yml, renovate.json
    test,                // a test by folder or name, in any language
};

// Every part that `path` may play; empty for an ordinary source file. Pure and cheap: it is asked for every
// file of a tree.
std::vector<Role> roles_of(std::string_view path);
bool has_role(std::string_view path, Role role);

// The text of a file with one of these parts is worth reading (a source then reads it, within its limits).
bool wants_text(std::string_view path);
// By the folders that it lies in, not only by its name.
bool lies_among_tests(std::string_view path);

}  // namespace insight
