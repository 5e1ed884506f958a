// SPDX-License-Identifier: Apache-2.0
#include "sources/ci/readers.hpp"

#include <string>

namespace sources::ci {
namespace {

using yaml::Node;

// on: push | on: [push, pull_request] | on: {push: {branches: …}}. Readers of YAML 1.1 make a truth of the
// key; ours keeps it.
void read_triggers(const Node& on, yaml::Budget& budget, insight::CiFile& file) {
    for (const auto* name : yaml::scalars_of(on, budget)) add_trigger(file, name->text, name->line);
    for (const auto& [name, details] : on.fields) add_trigger(file, yaml::text_of(*name), name->line);
}

// A checkout of another repository without a ref takes that one's default branch: its name says as much.
std::string checked_out(const Node& with) {
    const auto ref = yaml::text_of(yaml::find(with, "ref"));
    return std::string(ref.empty() ? yaml::text_of(yaml::find(with, "repository")) : ref);
}

void read_step(const Node& step, insight::CiFile& file) {
    const auto& uses = yaml::find(step, "uses");
    const auto& run = yaml::find(step, "run");
    const int line = uses.is_text() ? yaml::line_of_key(step, "uses") : yaml::line_of_key(step, "run");
    add_step(file, {.uses = std::string(yaml::text_of(uses)),
                    .run = std::string(yaml::text_of(run)),
                    .ref = checked_out(yaml::find(step, "with")),
                    .line = line > 0 ? line : step.line});
}

void read_job(const Node& job, yaml::Budget& budget, insight::CiFile& file) {
    const auto& uses = yaml::find(job, "uses");
    add_step(file, {.uses = std::string(yaml::text_of(uses)), .run = {}, .ref = {}, .line = uses.line});
    for (const auto& step : yaml::find(job, "steps").items)
        if (budget.spend()) read_step(*step, file);
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
    for (const auto& [name, job] : jobs.fields)
        if (budget.spend()) read_job(*job, budget, file);
    if (file.triggers.empty() && jobs.fields.empty()) {
        file.parsed = false;
        file.fault = "This is no workflow: it has neither triggers nor jobs.";
    }
}

}  // namespace sources::ci
