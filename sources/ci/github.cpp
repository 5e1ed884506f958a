// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "sources/ci/github_condition.hpp"
#include "sources/ci/readers.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace sources::ci {
namespace {

using Text = std::string_view;
using yaml::Node;

// A pattern of `paths` that every path fits, so that the ones beside it take nothing away.
bool is_catch_all(Text pattern) { return pattern == "**" || pattern == "**/*"; }

// paths: ["src/**"], paths-ignore: ["**"], types: [closed]: a contribution may well start nothing. What
// leaves out some paths (paths-ignore: ["docs/**"]) still runs on changes to the rest. branches-ignore:
// [main] leaves out what most changes are for.
bool is_narrowed(const Node& details, yaml::Budget& budget) {
    const auto any = [&](Text key, auto fits) {
        const auto values = yaml::scalars_of(yaml::find(details, key), budget);
        return std::ranges::any_of(values, [&](const auto* value) { return fits(value->text); });
    };
    const auto is_new_change = [](Text type) {
        return type == "opened" || type == "synchronize" || type == "reopened" || type == "checks_requested";
    };
    const bool has_paths = yaml::find(details, "paths").kind != yaml::Kind::null;
    const bool has_types = yaml::find(details, "types").kind != yaml::Kind::null;
    const auto is_main = [](Text branch) {
        return branch == "main" || branch == "master" || is_catch_all(branch);
    };
    if (any("branches-ignore", is_main)) return true;
    return (has_paths && !any("paths", is_catch_all)) || any("paths-ignore", is_catch_all) ||
           (has_types && !any("types", is_new_change));
}

// on: push | on: [push, pull_request] | on: {push: {branches: …}}. Readers of YAML 1.1 make a truth of the
// key; ours keeps it.
void read_triggers(const Node& on, yaml::Budget& budget, insight::CiFile& file) {
    for (const auto* name : yaml::scalars_of(on, budget)) add_trigger(file, name->text, name->line);
    for (const auto& [name, details] : on.fields) {
        std::vector<Text> branches;
        for (const auto* branch : yaml::scalars_of(yaml::find(*details, "branches"), budget))
            branches.emplace_back(branch->text);
        add_trigger(file, yaml::text_of(*name), name->line, is_narrowed(*details, budget), branches);
    }
}

// A checkout of another repository without a ref takes that one's default branch: its name says as much.
std::string checked_out(const Node& with) {
    const auto ref = yaml::text_of(yaml::find(with, "ref"));
    return std::string(ref.empty() ? yaml::text_of(yaml::find(with, "repository")) : ref);
}

std::string condition_of(const Node& node) { return plain_condition(yaml::text_of(yaml::find(node, "if"))); }
bool is_switched_off(const Node& node) { return condition_of(node) == "false"; }

// What `env` gives that stands nowhere in the file: "NAME=${{ … }}", one a line.
std::string environment_of(const Node& node, const std::string& around) {
    constexpr std::size_t longest = 2'000;
    std::string text;
    for (const auto& [name, value] : yaml::find(node, "env").fields) {
        const auto line = yaml::text_of(*value);
        if (line.find("${{") == Text::npos || text.size() + line.size() > longest) continue;
        text.append(yaml::text_of(*name).substr(0, 100)).append("=").append(line).append("\n");
    }
    return text.size() + around.size() > longest ? text : text + around;
}

// What a job hands to the workflow that it calls: "${{ … }}" of `with`, in one text.
std::string handed_over(const Node& with) {
    std::string text;
    for (const auto& [name, value] : with.fields) {
        const auto given = yaml::text_of(*value);
        if (given.find("${{") != Text::npos && text.size() < 500) text.append(given).append(" ");
    }
    return text;
}

// What a job or a step says of when it counts; a step has its job's as well.
struct Terms {
    On on = On::changes;
    bool failure_ignored = false;
    std::string environment = {};
};
Terms terms_of(const Node& node, const Terms& around, const insight::CiFile& file) {
    return {.on = std::max(around.on, runs_on(condition_of(node), file)),
            .failure_ignored =
                around.failure_ignored || yaml::text_of(yaml::find(node, "continue-on-error")) == "true",
            .environment = environment_of(node, around.environment)};
}

// What an action is told to run, as the command that it runs.
std::string command_of_action(Text uses, const Node& with) {
    struct Runner {
        Text action, input, program;
    };
    constexpr auto runners = std::to_array<Runner>({{"gradle/gradle-build-action@", "arguments", "gradle"},
                                                    {"gradle/actions/setup-gradle@", "arguments", "gradle"},
                                                    {"actions-rs/cargo@", "command", "cargo"},
                                                    {"borales/actions-yarn@", "cmd", "yarn"}});
    for (const auto& runner : runners) {
        const auto given = yaml::text_of(yaml::find(with, runner.input));
        if (!given.empty() && core::lower(uses).starts_with(runner.action))
            return std::string(runner.program) + " " + std::string(given.substr(0, longest_run));
    }
    return {};
}

void read_step(const Node& step, const Terms& around, insight::CiFile& file) {
    if (is_switched_off(step)) return;
    const auto terms = terms_of(step, around, file);
    const auto& uses = yaml::find(step, "uses");
    const auto& with = yaml::find(step, "with");
    const auto& run = yaml::find(step, "run");
    const int line = uses.is_text() ? yaml::line_of_key(step, "uses") : yaml::line_of_key(step, "run");
    add_step(file, {.uses = std::string(yaml::text_of(uses)),
                    .run = run.is_text() ? std::string(yaml::text_of(run))
                                         : command_of_action(yaml::text_of(uses), with),
                    .ref = checked_out(with),
                    .line = line > 0 ? line : step.line,
                    .never_on_changes = terms.on == On::other_events,
                    .on_some_changes = terms.on == On::some_changes,
                    .failure_ignored = terms.failure_ignored,
                    .environment = terms.environment});
}

void read_job(const Node& job, const Terms& around, yaml::Budget& budget, insight::CiFile& file) {
    if (is_switched_off(job)) {
        if (file.switched_off == 0) file.switched_off = yaml::line_of_key(job, "if");
        return;
    }
    const auto terms = terms_of(job, around, file);
    const auto& uses = yaml::find(job, "uses");
    add_step(file, {.uses = std::string(yaml::text_of(uses)),
                    .run = {},
                    .ref = handed_over(yaml::find(job, "with")),
                    .line = uses.line,
                    .never_on_changes = terms.on == On::other_events,
                    .on_some_changes = terms.on == On::some_changes,
                    .failure_ignored = terms.failure_ignored});
    for (const auto& step : yaml::find(job, "steps").items)
        if (budget.spend()) read_step(*step, terms, file);
}

}  // namespace

void read_github(const Node& root, insight::CiFile& file) {
    yaml::Budget budget{.nodes = 5'000};
    read_triggers(yaml::find(root, "on"), budget, file);
    // "write-all" states as much as nothing at all.
    const bool limits = yaml::text_of(yaml::find(root, "permissions")) != "write-all";
    if (const int line = yaml::line_of_key(root, "permissions"); line > 0 && limits)
        file.permissions_line = line;
    const auto& jobs = yaml::find(root, "jobs");
    const Terms around{.environment = environment_of(root, {})};
    for (const auto& [name, job] : jobs.fields)
        if (budget.spend()) read_job(*job, around, budget, file);
    if (file.triggers.empty() && jobs.fields.empty()) {
        file.parsed = false;
        file.fault = "This is no workflow: it has neither triggers nor jobs.";
    }
}

}  // namespace sources::ci
