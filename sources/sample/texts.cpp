// SPDX-License-Identifier: Apache-2.0
#include "sources/sample/texts.hpp"

#include <fmt/format.h>

namespace sources::sample {
namespace {

std::string set_up_text(const Toolchain& tools) {
    return fmt::format(
        "## Set up\n\nClone the repository and build it once; everything it needs comes with the build:\n\n"
        "```sh\n{}\n```\n\n",
        tools.set_up);
}

std::string tests_text(const Toolchain& tools) {
    return fmt::format(
        "## Tests\n\nRun all tests before you push; they take about two minutes:\n\n```sh\n{}\n```\n\n",
        tools.test);
}

std::string submitting_text(const Project& project) {
    return fmt::format(
        "## Send a change\n\nFor anything larger than a typing mistake, open an issue first, so that nobody "
        "works in vain.\n"
        "Then fork the repository, create a branch and open a pull request against `main`. Keep it small and "
        "say\n"
        "which team needs it. Questions go to {} on Slack.\n\n",
        project.contact);
}

std::string review_text(const Project& project) {
    return fmt::format(
        "## Review\n\nA maintainer of {} looks at every pull request within two business days. One approval "
        "is needed;\n"
        "whoever approves also merges. If you hear nothing, ping us in {}.\n",
        project.name, project.contact);
}

std::string full_guide(const Project& project, const Toolchain& tools) {
    if (tools.language == "Markdown")
        return submitting_text(project) + review_text(project) + set_up_text(tools);
    return set_up_text(tools) + tests_text(tools) + submitting_text(project) + review_text(project);
}

// Under a heading of README the headings of the guide are sub-headings.
std::string one_level_down(std::string text) {
    for (auto at = text.find("## "); at != std::string::npos; at = text.find("## ", at + 4))
        text.insert(at, "#");
    return text;
}

std::string refusal(const Story& story) {
    if (story.refuses)
        return "The privacy office signs off every line of this service. We do not accept pull requests.\n\n";
    if (story.display_only)
        return "This is a read-only copy of what the designers draw. Please do not open pull requests "
               "here.\n\n";
    return {};
}

std::string purpose_text(const Project& project) {
    if (project.purpose.empty()) return {};
    return fmt::format(
        "{}. Teams use it so that each of them need not build the same thing again, and so that\n"
        "our customers meet one behaviour everywhere.\n\n",
        project.purpose);
}

std::string first_use_text(const Project& project, const Toolchain& tools) {
    if (tools.language == "Markdown")
        return "## Usage\n\nStart with [naming](docs/naming.md), then copy the checklist into the "
               "description of your interface.\n\n";
    return fmt::format(
        "## Usage\n\nBuild it and start it on your machine:\n\n```sh\n{}\n./run-local {}\n```\n\n",
        tools.set_up, project.name);
}

std::string help_text(const Project& project) {
    return fmt::format("## Help\n\nAsk in {} on Slack; somebody of the team reads it in working hours.\n\n",
                       project.contact);
}

std::string inside_text(const Project& project) {
    return fmt::format(
        "## What is inside\n\nThe parts of {} lie under `src`, one folder each. Every part has a page of "
        "notes; the entry\n"
        "point is small and only wires them together. Dashboards and alerts are set up by the usual job.\n\n",
        project.name);
}

std::string contribution_text(const Project& project, const Story& story, const Toolchain& tools) {
    if (story.guide == GuideText::in_readme)
        return "## Contributing\n\n" + one_level_down(full_guide(project, tools));
    if (story.guide == GuideText::none) return {};
    return "## Contributing\n\nColleagues of every team are welcome: see [how to "
           "contribute](CONTRIBUTING.md).\n\n";
}

}  // namespace

std::string readme(const Project& project, const Story& story, const Toolchain& tools) {
    auto text = fmt::format("# {}\n\n", project.name);
    if (story.readme == Readme::brief) return text + "Build with the usual job. Ask the team.\n";
    text += purpose_text(project) + refusal(story) + first_use_text(project, tools);
    text += story.readme == Readme::full ? help_text(project) : inside_text(project);
    return text + contribution_text(project, story, tools);
}

std::string contributing(const Project& project, const Story& story, const Toolchain& tools) {
    const auto title = fmt::format(
        "# Contributing to {}\n\nThank you for helping. This page says all you need.\n\n", project.name);
    switch (story.guide) {
        case GuideText::full:
            return title + full_guide(project, tools);
        case GuideText::partial:
            return title + set_up_text(tools) + submitting_text(project);
        case GuideText::line:
            return "# Contributing\n\nOpen a pull request.\n";
        case GuideText::legal:
            return "# Contributing\n\nBy contributing you agree that your work is licensed under the "
                   "Examplia InnerSource Licence.\n"
                   "Copyright stays with the company. Contributors certify that the work is their own. All "
                   "rights reserved.\n";
        case GuideText::in_readme:
        case GuideText::none:
            return {};
    }
    return {};
}

std::string governance(const Project& project, const Story& story) {
    if (story.governance == Governance::none) return {};
    auto text = fmt::format(
        "# How {} is run\n\nThe owning team decides in the open, in issues, and writes down why.\n",
        project.name);
    if (story.governance == Governance::path)
        text +=
            "\nContributions welcome: after five merged changes anybody may become a maintainer, from "
            "whichever team. Ask two\n"
            "maintainers to nominate you; being a maintainer comes with write access and a turn in the "
            "review rota.\n";
    return text;
}

std::string licence() {
    return "Examplia InnerSource Licence\n\nEvery part of the Examplia group may use, copy, change and share "
           "this work inside the group.\n"
           "Nothing of it may be given to others without the consent of the owning team.\n";
}

std::string code_of_conduct() {
    return "# Code of conduct\n\nWe are kind, we argue about code and not about people, and we answer "
           "newcomers first.\n"
           "Whoever is treated badly writes to the InnerSource office in #innersource.\n";
}

std::string security(const Project& project) {
    return fmt::format(
        "# Security\n\nFound a hole in {}? Tell the on-call engineer through the security form, not in an "
        "issue.\n",
        project.name);
}

std::string change_log(const Project& project) {
    return fmt::format(
        "# Changes of {}\n\n## Latest\n\n- Smaller start-up time\n- Clearer messages when a setting is "
        "missing\n",
        project.name);
}

std::string decision(const Project& project) {
    return fmt::format(
        "# 1. Record decisions\n\nEverybody should see why {} is built as it is, so we keep a page for each "
        "decision.\n",
        project.name);
}

std::string agents(const Toolchain& tools) {
    return fmt::format(
        "# For coding assistants\n\nKeep functions small, name things as users do, and run `{}` before you "
        "finish.\n",
        tools.test);
}

}  // namespace sources::sample
