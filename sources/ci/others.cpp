// SPDX-License-Identifier: Apache-2.0
#include "sources/ci/azure.hpp"
#include "sources/ci/walker.hpp"

#include <algorithm>

namespace sources::ci {
namespace {

using Text = std::string_view;
using yaml::Node;

void bitbucket_triggers(const Node& root, insight::CiFile& file) {
    const auto& pipelines = yaml::find(root, "pipelines");
    for (const Text kind : {"pull-requests", "default", "branches", "tags", "custom"}) {
        const int line = yaml::line_of_key(pipelines, kind);
        const Text name = kind == "default" || kind == "branches" ? "push"
                          : kind == "tags"                        ? "tag"
                          : kind == "custom"                      ? "manual"
                                                                  : kind;
        if (line > 0) add_trigger(file, name, line);
    }
}

// What stands under `pull-requests` runs on changes, by patterns of their branches; steps under `definitions`
// run where they are repeated. Source: Atlassian, "Pipeline start conditions".
void walk_bitbucket(const Node& root, Walker& walker) {
    for (const auto& [key, value] : root.fields) {
        if (yaml::text_of(*key) != "pipelines") {
            walker.walk(*value, On::other_events);
            continue;
        }
        for (const auto& [kind, pipelines] : value->fields) {
            if (yaml::text_of(*kind) != "pull-requests") {
                walker.walk(*pipelines, On::other_events);
                continue;
            }
            for (const auto& [branches, steps] : pipelines->fields) {
                const auto pattern = yaml::text_of(*branches);
                const bool is_all = pattern == "**" || pattern == "*";
                walker.walk(*steps, is_all ? On::changes : On::some_changes);
            }
        }
    }
}

// trigger: {event: […]}, when: {event: …}, when: [{event: …}, …].
void event_triggers(const Node& when, yaml::Budget& budget, insight::CiFile& file) {
    const auto& event = yaml::find(when, "event");
    const auto& included = event.is_map() ? yaml::find(event, "include") : event;
    for (const auto* name : yaml::scalars_of(included, budget)) add_trigger(file, name->text, name->line);
    for (const auto& item : when.items)
        if (budget.spend() && item->is_map()) event_triggers(*item, budget, file);
}

// if: type = push
void travis_triggers(const Node& root, insight::CiFile& file) {
    const auto& condition = yaml::find(root, "if");
    const auto text = yaml::text_of(condition);
    if (text.find("type") == Text::npos || text.find("!=") != Text::npos) return;
    if (text.find("pull_request") != Text::npos) add_trigger(file, "pull_request", condition.line);
    if (text.find("push") != Text::npos) add_trigger(file, "push", condition.line);
}

// Each document of Drone's is a pipeline with events of its own; a file of Woodpecker's is one.
void read_by_events(const std::vector<yaml::NodePtr>& documents, Walker& walker, insight::CiFile& file) {
    yaml::Budget budget;
    const bool is_drone = file.vendor == "drone";
    int on_changes = 0;
    for (const auto& root : documents) {
        const auto& trigger = yaml::find(*root, is_drone ? "trigger" : "when");
        event_triggers(trigger, budget, file);
        const bool on = allows_changes(trigger, budget);
        const bool is_pipeline = !is_drone || yaml::text_of(yaml::find(*root, "kind")) == "pipeline";
        if (on && is_pipeline && on_changes == 0) on_changes = std::max(root->line, 1);
        walker.walk(*root, on ? On::changes : On::other_events);
    }
    // One pipeline that names no event starts on changes, whatever the others name.
    if (on_changes > 0 && !file.triggers.empty()) add_trigger(file, "pull_request", on_changes);
}

}  // namespace

void read_other(const std::vector<yaml::NodePtr>& documents, insight::CiFile& file) {
    Walker walker(file);
    if (file.vendor == "drone" || file.vendor == "woodpecker") {
        read_by_events(documents, walker, file);
        return;
    }
    for (const auto& root : documents) {
        if (file.vendor == "azure") azure_triggers(*root, file);
        if (file.vendor == "travis") travis_triggers(*root, file);
        if (file.vendor == "bitbucket") {
            bitbucket_triggers(*root, file);
            walk_bitbucket(*root, walker);
        } else if (file.vendor == "circleci") {
            walk_circleci(*root, walker);
        } else {
            walker.walk(*root, On::changes);
        }
    }
}

}  // namespace sources::ci
