// SPDX-License-Identifier: Apache-2.0
#include "sources/ci/azure.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>

namespace sources::ci {
namespace {

using Text = std::string_view;
using yaml::Node;

struct Task {
    Text name;     // lower case, without its version
    Text program;  // what it runs
    Text input;    // which is told what to do there
    Text otherwise;
    Text custom;   // takes the place of `input` where that says "custom"
    Text options;  // more arguments
};
constexpr auto tasks = std::to_array<Task>({
    {"dotnetcorecli", "dotnet", "command", "build", "custom", "arguments"},
    {"vstest", "dotnet test", "", "", "", ""},
    {"maven", "mvn", "goals", "package", "", "options"},
    {"gradle", "gradle", "tasks", "build", "", "options"},
    {"npm", "npm", "command", "install", "customcommand", ""},
    {"yarn", "yarn", "arguments", "", "", ""},
    {"go", "go", "command", "get", "customcommand", "arguments"},
    {"ant", "ant", "targets", "", "", "options"},
    {"xcode", "xcodebuild", "actions", "build", "", "args"},
    {"gulp", "gulp", "targets", "", "", "arguments"},
    {"grunt", "grunt", "targets", "", "", "arguments"},
    {"bash", "bash", "filepath", "", "", "arguments"},
    {"shellscript", "bash", "scriptpath", "", "", "args"},
    {"powershell", "pwsh", "filepath", "", "", "arguments"},
    {"batchscript", "cmd /c", "filename", "", "", "arguments"},
});

// The names of inputs are in any case.
Text input_called(const Node& inputs, Text lower_case) {
    if (lower_case.empty()) return {};
    std::size_t seen = 0;
    for (const auto& [key, value] : inputs.fields) {
        if (++seen > 100) break;
        const auto name = yaml::text_of(*key);
        if (name.size() == lower_case.size() && core::lower(name) == lower_case)
            return core::trim(yaml::text_of(*value));
    }
    return {};
}

}  // namespace

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

std::string command_of_task(Text task, const Node& inputs) {
    const auto name = core::lower(task.substr(0, std::min<std::size_t>(task.find('@'), 40)));
    const auto* known = std::ranges::find(tasks, name, &Task::name);
    if (known == tasks.end()) return {};
    std::string run(known->program);
    if (known->input.empty()) return run;
    auto told = input_called(inputs, known->input);
    if (told == "custom") told = input_called(inputs, known->custom);
    if (told.empty()) told = known->otherwise;
    if (told.empty()) return {};
    for (const auto part : {told, input_called(inputs, known->options)})
        if (!part.empty() && run.size() < longest_run) run.append(" ").append(part.substr(0, longest_run));
    return run;
}

}  // namespace sources::ci
