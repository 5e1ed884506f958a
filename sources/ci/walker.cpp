// SPDX-License-Identifier: Apache-2.0
#include "sources/ci/walker.hpp"

#include "core/text.hpp"
#include "sources/ci/azure.hpp"

#include <algorithm>
#include <array>

namespace sources::ci {
namespace {

using Text = std::string_view;
using yaml::Node;

constexpr int deepest = 24;

bool is_one_of(Text word, const auto& list) { return std::ranges::find(list, word) != list.end(); }

// Keys whose texts are commands, whoever the vendor.
bool holds_commands(Text key) {
    constexpr auto keys = std::to_array<Text>({"script", "scripts", "command", "commands", "run", "bash",
                                               "sh", "pwsh", "powershell", "cmd", "ps", "install", "args"});
    return is_one_of(key, keys) || key.ends_with("_script") || key.starts_with("before_") ||
           key.starts_with("after_");
}
bool holds_uses(Text key) {
    constexpr auto keys = std::to_array<Text>({"uses", "template", "task", "extends", "import"});
    return is_one_of(key, keys);
}

std::string without_spaces(Text text) {
    std::string out;
    for (const char c : text.substr(0, 2'000))
        if (Text(" \t\n").find(c) == Text::npos) out += c == '"' ? '\'' : c;
    return out;
}

// if: type = push. Source: Travis CI, "Conditions".
bool is_for_other_travis_builds(Text condition) {
    const auto text = core::lower(condition.substr(0, 2'000));
    if (text.find(" or ") != Text::npos || text.find("||") != Text::npos) return false;
    const auto plain = without_spaces(text);
    const auto holds = [&](Text part) { return plain.find(part) != Text::npos; };
    if (holds("type!=pull_request") || plain == "nottype=pull_request" || plain == "nottypein(pull_request)")
        return true;
    if (holds("pull_request") || text.find("not ") != Text::npos) return false;
    return holds("type=") || holds("typein(") || holds("tagispresent") || holds("tag=");
}

// condition: ne(variables['Build.Reason'], 'PullRequest'). Of a change the source branch is
// refs/pull/1/merge.
bool is_for_other_azure_builds(Text condition) {
    const auto text = core::lower(without_spaces(condition));
    if (text == "false" || text.starts_with("never(")) return true;
    if (text.find("or(") != Text::npos || text.find("not(") != Text::npos) return false;
    return text.find("ne(variables['build.reason'],'pullrequest')") != Text::npos ||
           text.find("eq(variables['build.sourcebranch'],'refs/heads/") != Text::npos ||
           text.find("startswith(variables['build.sourcebranch'],'refs/heads/") != Text::npos ||
           text.find("startswith(variables['build.sourcebranch'],'refs/tags/") != Text::npos ||
           (text.find("eq(variables['build.sourcebranchname'],'") != Text::npos &&
            text.find("'merge'") == Text::npos);
}

// only_if: $CIRRUS_PR == ''. Of a change the branch is pull/….
bool is_for_other_cirrus_builds(Text condition) {
    const auto text = without_spaces(condition);
    return text.find("||") == Text::npos &&
           (text == "false" || text.find("$CIRRUS_PR==''") != Text::npos ||
            text.find("$CIRRUS_BRANCH=='") != Text::npos || text.starts_with("$CIRRUS_TAG!=''"));
}

// if: build.pull_request.id == null, branches: "main release". Of a change the branch is its own. Source:
// Buildkite, "Conditionals" and "Branch configuration".
bool is_for_other_buildkite_builds(const Node& step) {
    const auto branches = yaml::text_of(yaml::find(step, "branches"));
    if (!branches.empty() && branches.find_first_of("*!") == Text::npos) return true;
    const auto text = without_spaces(yaml::text_of(yaml::find(step, "if")));
    if (text.find("||") != Text::npos || text.find("!(") != Text::npos) return false;
    constexpr auto others = std::to_array<Text>({"build.pull_request.id==null", "build.branch=='",
                                                 "build.branch==pipeline.default_branch", "build.tag!=null",
                                                 "build.source=='schedule'"});
    return std::ranges::any_of(others, [&](Text other) { return text.find(other) != Text::npos; });
}
// What comes after it waits until somebody lets it on.
bool is_gate(const Node& step) {
    const auto is_called = [&](Text kind) {
        return step.is_map() ? yaml::line_of_key(step, kind) > 0 : yaml::text_of(step) == kind;
    };
    return is_called("block") || is_called("input");
}

}  // namespace

// event: […], event: {include: […], exclude: […]}, a list of such; nothing said is every event. Sources:
// Drone "Triggers", Woodpecker "Workflow syntax".
bool allows_changes(const Node& when, yaml::Budget& budget) {
    if (when.is_sequence())
        return when.items.empty() || std::ranges::any_of(when.items, [&](const auto& item) {
                   return !budget.spend() || allows_changes(*item, budget);
               });
    const auto& event = yaml::find(when, "event");
    const auto names_changes = [&](const Node& names) {
        const auto all = yaml::scalars_of(names, budget);
        return std::ranges::any_of(all, [](const Node* name) { return name->text == "pull_request"; });
    };
    const auto& included = event.is_map() ? yaml::find(event, "include") : event;
    if (event.is_map() && names_changes(yaml::find(event, "exclude"))) return false;
    return included.kind == yaml::Kind::null || names_changes(included);
}

void Walker::walk(const Node& node, On on) {
    on_ = on;
    walk(node, 0);
}

void Walker::call(Text name, int line, On on) {
    on_ = on;
    add({}, std::string(name), line);
}

void Walker::walk(const Node& node, int depth) {
    if (!budget_.spend() || depth > deepest) return;
    const auto around = on_;
    if (is_for_other_events(node)) on_ = On::other_events;
    if (is_for_some_commits(node)) on_ = std::max(on_, On::some_changes);
    for (const auto& item : node.items) {
        if (file_.vendor == "buildkite" && is_gate(*item)) on_ = std::max(on_, On::some_changes);
        walk(*item, depth + 1);
    }
    if (const auto& args = yaml::find(node, "args"); !args.items.empty()) whole_command(node, args);
    const bool is_known_task = is_task(node);
    for (const auto& [key, value] : node.fields) {
        const auto name = yaml::text_of(*key);
        if (is_known_task && (name == "task" || name == "inputs")) continue;
        if (holds_named_steps(name))
            named_steps(*value, depth);
        else if (file_.vendor == "zuul" && name.ends_with("run"))
            playbooks(*value);
        else if (holds_commands(name))
            commands(*value, depth);
        else if (holds_uses(name) && value->is_text())
            add({}, value->text, value->line);
        else
            walk(*value, depth + 1);
    }
    on_ = around;
}

// A task of Azure's that runs what its inputs say.
bool Walker::is_task(const Node& node) {
    if (file_.vendor != "azure" || !node.is_map()) return false;
    const auto& task = yaml::find(node, "task");
    if (!task.is_text()) return false;
    auto run = command_of_task(task.text, yaml::find(node, "inputs"));
    if (run.empty()) return false;
    add(std::move(run), task.text, task.line);
    return true;
}

// steps: [{test: npm test}]: the key is a name.
bool Walker::holds_named_steps(Text key) const {
    return (file_.vendor == "screwdriver" && key == "steps") ||
           (file_.vendor == "sourcehut" && key == "tasks");
}

void Walker::named_steps(const Node& steps, int depth) {
    for (const auto& step : steps.items) {
        if (!budget_.spend()) return;
        if (step->is_text()) add(step->text, {}, step->line);
        for (const auto& [name, value] : step->fields)
            value->is_text() ? add(value->text, {}, value->line) : walk(*value, depth + 1);
    }
}

// run: playbooks/test.yaml, pre-run: [a.yaml, b.yaml]: what these do is not read.
void Walker::playbooks(const Node& names) {
    for (const auto* name : yaml::scalars_of(names, budget_)) add({}, name->text, name->line);
}

bool Walker::is_for_other_events(const Node& node) {
    if (!node.is_map()) return false;
    const Text vendor = file_.vendor;
    if (vendor == "drone" || vendor == "woodpecker")
        return !allows_changes(yaml::find(node, "when"), budget_);
    if (vendor == "travis") return is_for_other_travis_builds(yaml::text_of(yaml::find(node, "if")));
    if (vendor == "azure")
        return yaml::text_of(yaml::find(node, "enabled")) == "false" ||
               is_for_other_azure_builds(yaml::text_of(yaml::find(node, "condition")));
    if (vendor == "buildkite") return is_for_other_buildkite_builds(node);
    if (vendor == "appveyor") return yaml::text_of(yaml::find(node, "skip_non_tags")) == "true";
    if (vendor == "cirrus") return is_for_other_cirrus_builds(yaml::text_of(yaml::find(node, "only_if")));
    return false;
}

// Source: AppVeyor, "Commits filtering".
bool Walker::is_for_some_commits(const Node& node) const {
    return file_.vendor == "appveyor" && node.is_map() &&
           yaml::find(node, "only_commits").kind != yaml::Kind::null;
}

void Walker::add(std::string run, std::string uses, int line) {
    add_step(file_, {.uses = std::move(uses),
                     .run = std::move(run),
                     .ref = {},
                     .line = line,
                     .never_on_changes = on_ == On::other_events,
                     .on_some_changes = on_ == On::some_changes});
}

// No longer than what is kept: an alias repeats a long word at no cost.
void Walker::append(std::string& run, const Node& words) {
    for (const auto* word : yaml::scalars_of(words, budget_)) {
        if (run.size() >= longest_run) return;
        run.append(Text(word->text).substr(0, longest_run)).append(1, ' ');
    }
}

// Cloud Build: {name: gcr.io/cloud-builders/npm, args: [test]}, {entrypoint: npm, args: [test]}; Tekton:
// {command: [npm], args: [test]}.
void Walker::whole_command(const Node& node, const Node& args) {
    std::string run;
    for (const Text key : {"entrypoint", "command", "name"}) {
        append(run, yaml::find(node, key));
        if (!run.empty()) break;
    }
    run.erase(0, run.find(' ') == std::string::npos ? 0 : run.rfind('/', run.find(' ')) + 1);
    append(run, args);
    add(std::move(run), {}, args.line);
}

void Walker::commands(const Node& value, int depth) {
    if (value.is_map()) {
        walk(value, depth + 1);
        return;
    }
    if (value.is_text()) add(value.text, {}, value.line);
    for (const auto& item : value.items) {
        if (!budget_.spend()) return;
        if (item->is_text()) add(item->text, {}, item->line);
        // AppVeyor: "- cmd: make test"; CircleCI: "- run: make".
        if (item->is_map()) walk(*item, depth + 1);
    }
}

}  // namespace sources::ci
