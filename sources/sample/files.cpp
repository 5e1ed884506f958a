// SPDX-License-Identifier: Apache-2.0
#include "sources/sample/files.hpp"

#include "core/json.hpp"
#include "core/text.hpp"
#include "sources/sample/texts.hpp"
#include "sources/sample/toolchain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace sources::sample {
namespace {

using Files = std::vector<TextFile>;

void add(Files& files, std::string path, std::string text) {
    if (!text.empty()) files.push_back({std::move(path), std::move(text)});
}

// Two texts of different repositories are not the same, or a search would find forty equal files.
std::string source_text(const Project& project, const Toolchain& tools, std::string_view what) {
    return fmt::format("{0} {1}: {2}.\n{0} Fictitious: part of the sample company.\n", tools.comment,
                       project.name, what);
}

void add_code(Files& files, const Project& project, const Story& story, const Toolchain& tools) {
    add(files, std::string(tools.manifest), std::string(tools.manifest_text));
    add(files, std::string(tools.source), source_text(project, tools, "what it does"));
    if (!tools.lock_file.empty()) add(files, std::string(tools.lock_file), "# locked versions\n");
    if (story.tests != Tests::none && !tools.test_source.empty())
        add(files, std::string(tools.test_source), source_text(project, tools, "what it must do"));
    for (int part = 1; part <= 6; ++part)
        add(files, fmt::format("src/part{}/notes.txt", part), source_text(project, tools, "one part"));
}

std::string workflow(const Story& story, const Toolchain& tools) {
    if (story.ci == Ci::none) return {};
    auto text = std::string("name: build\non:\n  push:\n    branches: [main]\n");
    if (story.ci == Ci::on_changes) text += "  pull_request:\n";
    if (story.security) text += "permissions:\n  contents: read\n";
    return text +
           fmt::format(
               "jobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n"
               "      - run: {}\n      - run: {}\n",
               tools.set_up, tools.test);
}

// "payments" of "payments-api": a team of that name was dissolved.
std::string gone_team(const Project& project) {
    return "@examplia/" + project.name.substr(0, project.name.rfind('-')) + "-core";
}

std::string code_owners(const Project& project, const Story& story) {
    const auto living = core::join(live_owners_of(project), " ");
    switch (story.owners) {
        case Owners::live:
            return living.empty() ? "" : fmt::format("# Who reviews what\n* {}\n", living);
        case Owners::gaps:
            return fmt::format("# Who reviews what\n* {}\n/docs/ {}\n/.github/ {}\n", gone_team(project),
                               living, living);
        case Owners::dead:
            return fmt::format("* {}\n", gone_team(project));
        case Owners::none:
            return {};
    }
    return {};
}

void add_templates(Files& files, const Story& story) {
    if (story.templates >= 1)
        add(files, ".github/ISSUE_TEMPLATE/bug.md",
            "---\nname: Something is broken\nabout: Tell us what you did and what happened\n---\n\nWhat did "
            "you do?\n\nWhat happened?\n");
    if (story.templates >= 2)
        add(files, ".github/pull_request_template.md",
            "What does this change, and for whom?\n\n- [ ] Tests pass\n- [ ] The page for users is still "
            "right\n");
}

std::string listing(const Project& project) {
    if (project.topics.find("innersource") == std::string::npos) return {};
    core::Json out;
    out["title"] = project.name;
    out["motivation"] = project.purpose;
    out["contributions"] = core::Json::array({"Bug fixes", "Features", "Documentation"});
    out["skills"] = core::Json::array({project.language});
    return core::dump_json_pretty(out);
}

std::string declaration(const Project& project, const Story& story) {
    auto text = std::string("version: 1\n");
    if (story.docs_only) text += "profile: docs-only\n";
    if (story.stable) text += "lifecycle: stable\n";
    if (!story.docs_only && !story.stable) return {};
    return text + fmt::format("contact: \"{}\"\n", project.contact);
}

void add_community(Files& files, const Project& project, const Story& story, const Toolchain& tools) {
    add(files, "GOVERNANCE.md", governance(project, story));
    if (story.licence) add(files, "LICENSE", licence());
    if (story.conduct) add(files, "CODE_OF_CONDUCT.md", code_of_conduct());
    if (story.releases) add(files, "CHANGELOG.md", change_log(project));
    if (story.conventions) add(files, "docs/decisions/0001-record-decisions.md", decision(project));
    if (story.conventions) add(files, "AGENTS.md", agents(tools));
    if (!story.security) return;
    add(files, "SECURITY.md", security(project));
    add(files, ".github/dependabot.yml",
        "version: 2\nupdates:\n  - package-ecosystem: github-actions\n    directory: /\n    schedule: "
        "{interval: weekly}\n");
}

}  // namespace

std::vector<TextFile> files_of(const Project& project, const Story& story) {
    const auto& tools = toolchain_of(project.language);
    Files files;
    if (story.readme != Readme::none) add(files, "README.md", readme(project, story, tools));
    add(files, "CONTRIBUTING.md", contributing(project, story, tools));
    add(files, ".github/CODEOWNERS", code_owners(project, story));
    if (!story.docs_only) add(files, ".github/workflows/build.yml", workflow(story, tools));
    add_templates(files, story);
    add(files, "innersource.json", listing(project));
    add(files, ".innersource-readiness.yml", declaration(project, story));
    add_community(files, project, story, tools);
    add_code(files, project, story, tools);
    std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return files;
}

std::vector<std::string> live_owners_of(const Project& project) {
    std::vector<std::string> out;
    for (const auto team : core::split(project.owners, ' '))
        if (!team.empty()) out.push_back("@examplia/" + std::string(team));
    return out;
}

}  // namespace sources::sample
