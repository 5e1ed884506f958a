// SPDX-License-Identifier: Apache-2.0
#include "sources/ci/walker.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>

namespace sources::ci {
namespace {

using Text = std::string_view;
using yaml::Node;

// filters: {branches: {only: main}}: of a change the branch is another one. A pattern in slashes may fit it.
On branches_of(const Node& entry, yaml::Budget& budget) {
    const auto& branches = yaml::find(yaml::find(entry, "filters"), "branches");
    const auto holds = [&](const Node& names, auto fits) {
        const auto all = yaml::scalars_of(names, budget);
        return std::ranges::any_of(all, [&](const Node* name) { return fits(Text(name->text)); });
    };
    const auto is_all = [](Text name) { return name == "/.*/" || name == "/.+/"; };
    const auto& only = yaml::find(branches, "only");
    if (holds(yaml::find(branches, "ignore"), is_all)) return On::other_events;
    if (only.kind == yaml::Kind::null || holds(only, is_all)) return On::changes;
    return holds(only, [](Text name) { return name.starts_with('/'); }) ? On::some_changes : On::other_events;
}

// `when: << pipeline.parameters.x >>` waits for somebody who says so; `unless` and `not` do not. A workflow
// with `triggers` runs by the clock.
On start_of(const Node& workflow) {
    if (!yaml::find(workflow, "triggers").items.empty()) return On::other_events;
    const auto& when = yaml::find(workflow, "when");
    const bool waits = when.kind != yaml::Kind::null && yaml::find(when, "not").kind == yaml::Kind::null;
    return waits ? On::some_changes : On::changes;
}

// By the name of what it is said of: the best of all.
class Standings {
  public:
    void note(Text name, On on) {
        const auto [known, is_new] = all_.try_emplace(name, on);
        if (!is_new) known->second = std::min(known->second, on);
    }
    On of(Text name, On otherwise) const {
        const auto known = all_.find(name);
        return known == all_.end() ? otherwise : known->second;
    }
    bool is_empty() const { return all_.empty(); }

  private:
    std::map<Text, On> all_;
};

// The jobs of a workflow that wait for a click: `type: approval`, and what requires it, however far behind.
std::set<Text> jobs_that_wait(const Node& workflow) {
    std::set<Text> waiting;
    yaml::Budget budget{.nodes = 5'000};
    for (bool grows = true; grows;) {
        grows = false;
        for (const auto& entry : yaml::find(workflow, "jobs").items)
            for (const auto& [job, details] : entry->fields) {
                if (!budget.spend()) return waiting;
                const auto required = yaml::scalars_of(yaml::find(*details, "requires"), budget);
                const bool waits = yaml::text_of(yaml::find(*details, "type")) == "approval" ||
                                   std::ranges::any_of(required, [&](const Node* one) {
                                       return waiting.contains(one->text);
                                   });
                const auto name = yaml::text_of(yaml::find(*details, "name"));
                if (waits && waiting.insert(name.empty() ? yaml::text_of(*job) : name).second) grows = true;
            }
    }
    return waiting;
}

Standings jobs_of(const Node& workflows, yaml::Budget& budget) {
    Standings jobs;
    for (const auto& [name, workflow] : workflows.fields) {
        const auto start = start_of(*workflow);
        const auto waiting = jobs_that_wait(*workflow);
        for (const auto& entry : yaml::find(*workflow, "jobs").items) {
            if (!budget.spend()) return jobs;
            if (entry->is_text()) jobs.note(entry->text, start);
            for (const auto& [job, details] : entry->fields) {
                const auto alias = yaml::text_of(yaml::find(*details, "name"));
                const bool waits = waiting.contains(alias.empty() ? yaml::text_of(*job) : alias);
                jobs.note(yaml::text_of(*job), std::max({start, branches_of(*details, budget),
                                                         waits ? On::some_changes : On::changes}));
            }
        }
    }
    return jobs;
}

// "node/test" is what an orb calls so.
bool is_of_orb(Text name) { return name.find('/') != Text::npos; }

// The name of an entry of `jobs` or `steps`: "node/test", {node/test: …}.
template <class Visit>
void visit_names(const Node& entries, yaml::Budget& budget, Visit visit) {
    for (const auto& entry : entries.items) {
        if (!budget.spend()) return;
        if (entry->is_text()) visit(Text(entry->text), entry->line);
        for (const auto& [name, details] : entry->fields) visit(yaml::text_of(*name), name->line);
    }
}

// By the namespace of an orb: those whose jobs and commands do what their names say. What others run is
// described elsewhere.
bool is_known_orb(Text orb) {
    constexpr auto namespaces =
        std::to_array<Text>({"circleci", "codecov", "coveralls", "cypress-io", "snyk", "sonarsource"});
    return std::ranges::find(namespaces, orb.substr(0, orb.find('/'))) != namespaces.end();
}

// "acme/build" where `orbs` says {acme: acme-corp/ci@1}: "acme-corp/ci/build", so that it is told from
// "node/build".
std::string full_name(Text name, const Node& orbs) {
    const auto slash = name.find('/');
    const auto orb = yaml::text_of(yaml::find(orbs, name.substr(0, slash)));
    if (orb.find('/') == Text::npos || is_known_orb(orb)) return std::string(name);
    return std::string(orb.substr(0, std::min(orb.find('@'), orb.size()))) + std::string(name.substr(slash));
}

void call_jobs_of_orbs(const Node& root, const Standings& jobs, yaml::Budget& budget, Walker& walker) {
    const auto& workflows = yaml::find(root, "workflows");
    const auto& orbs = yaml::find(root, "orbs");
    std::set<Text> called;
    for (const auto& [name, workflow] : workflows.fields)
        visit_names(yaml::find(*workflow, "jobs"), budget, [&](Text job, int line) {
            if (is_of_orb(job) && called.insert(job).second)
                walker.call(full_name(job, orbs), line, jobs.of(job, On::other_events));
        });
}

}  // namespace

// Source: CircleCI, "Configuration reference".
void walk_circleci(const Node& root, Walker& walker) {
    yaml::Budget budget;
    const auto jobs = jobs_of(yaml::find(root, "workflows"), budget);
    const auto unlisted = jobs.is_empty() ? On::changes : On::other_events;
    const auto& orbs = yaml::find(root, "orbs");
    Standings commands;
    for (const auto& [name, job] : yaml::find(root, "jobs").fields) {
        const auto on = jobs.of(yaml::text_of(*name), unlisted);
        walker.walk(*job, on);
        visit_names(yaml::find(*job, "steps"), budget, [&](Text command, int line) {
            commands.note(command, on);
            if (is_of_orb(command)) walker.call(full_name(command, orbs), line, on);
        });
    }
    call_jobs_of_orbs(root, jobs, budget, walker);
    for (const auto& [name, command] : yaml::find(root, "commands").fields)
        walker.walk(*command, commands.of(yaml::text_of(*name), On::changes));
    for (const auto& [name, value] : root.fields) {
        const auto key = yaml::text_of(*name);
        if (key != "jobs" && key != "commands" && key != "workflows") walker.walk(*value, On::changes);
    }
}

}  // namespace sources::ci
