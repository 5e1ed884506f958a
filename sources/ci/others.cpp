// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "sources/ci/readers.hpp"

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

// Everything that looks like a command, wherever it stands.
class Walker {
  public:
    explicit Walker(insight::CiFile& file) : file_(file) {}

    void walk(const Node& node, int depth) {
        if (!budget_.spend() || depth > deepest) return;
        for (const auto& item : node.items) walk(*item, depth + 1);
        if (const auto& args = yaml::find(node, "args"); !args.items.empty()) whole_command(node, args);
        for (const auto& [key, value] : node.fields) {
            const auto name = yaml::text_of(*key);
            if (holds_commands(name))
                commands(*value, depth);
            else if (holds_uses(name) && value->is_text())
                add_step(file_, {.uses = value->text, .run = {}, .ref = {}, .line = value->line});
            else
                walk(*value, depth + 1);
        }
    }

  private:
    // Cloud Build: {name: gcr.io/cloud-builders/npm, args: [test]}, {entrypoint: npm, args: [test]}; Tekton:
    // {command: [npm], args: [test]}.
    void whole_command(const Node& node, const Node& args) {
        std::string run;
        for (const Text key : {"entrypoint", "command", "name"}) {
            const auto& program = yaml::find(node, key);
            for (const auto* word : yaml::scalars_of(program, budget_)) run += word->text + " ";
            if (!run.empty()) break;
        }
        run.erase(0, run.find(' ') == std::string::npos ? 0 : run.rfind('/', run.find(' ')) + 1);
        for (const auto* word : yaml::scalars_of(args, budget_)) run += word->text + " ";
        add_step(file_, {.uses = {}, .run = std::move(run), .ref = {}, .line = args.line});
    }

    void commands(const Node& value, int depth) {
        if (value.is_map()) {
            walk(value, depth + 1);
            return;
        }
        if (value.is_text()) add_step(file_, {.uses = {}, .run = value.text, .ref = {}, .line = value.line});
        for (const auto& item : value.items) {
            if (!budget_.spend()) return;
            if (item->is_text())
                add_step(file_, {.uses = {}, .run = item->text, .ref = {}, .line = item->line});
            // AppVeyor: "- cmd: make test"; CircleCI: "- run: make".
            if (item->is_map()) walk(*item, depth + 1);
        }
    }

    insight::CiFile& file_;
    yaml::Budget budget_;
};

// pr: none | pr: [main] | nothing: changes are built by default.
void azure_triggers(const Node& root, insight::CiFile& file) {
    const auto& pr = yaml::find(root, "pr");
    if (yaml::text_of(pr) == "none") {
        if (yaml::text_of(yaml::find(root, "trigger")) != "none")
            add_trigger(file, "push", yaml::line_of_key(root, "pr"));
        else
            add_trigger(file, "manual", yaml::line_of_key(root, "pr"));
    } else if (const int line = yaml::line_of_key(root, "pr"); line > 0) {
        add_trigger(file, "pr", line);
    }
}

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

}  // namespace

void read_other(const std::vector<yaml::NodePtr>& documents, insight::CiFile& file) {
    yaml::Budget budget;
    Walker walker(file);
    for (const auto& root : documents) {
        if (file.vendor == "azure") azure_triggers(*root, file);
        if (file.vendor == "bitbucket") bitbucket_triggers(*root, file);
        if (file.vendor == "travis") travis_triggers(*root, file);
        if (file.vendor == "drone") event_triggers(yaml::find(*root, "trigger"), budget, file);
        if (file.vendor == "woodpecker") event_triggers(yaml::find(*root, "when"), budget, file);
        walker.walk(*root, 0);
    }
}

}  // namespace sources::ci
