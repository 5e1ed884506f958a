// SPDX-License-Identifier: Apache-2.0
#include "sources/ci.hpp"

#include "core/text.hpp"
#include "sources/yaml.hpp"

#include <algorithm>

namespace sources {

namespace {

using insight::CiFile;
using insight::CiStep;

constexpr std::size_t most_steps = 2000;

struct Vendor {
    std::string_view part, name;
};
constexpr Vendor vendors[] = {
    {".github/workflows/", "github"},  {".gitlab-ci", "gitlab"},
    {"jenkinsfile", "jenkins"},        {".circleci/", "circleci"},
    {"azure-pipelines", "azure"},      {".travis.yml", "travis"},
    {".buildkite/", "buildkite"},      {".drone.", "drone"},
    {".woodpecker", "woodpecker"},     {"bitbucket-pipelines", "bitbucket"},
    {"appveyor", "appveyor"},          {".cirrus.", "cirrus"},
    {".forgejo/workflows/", "github"}, {".gitea/workflows/", "github"},
    {".semaphore/", "semaphore"},      {".teamcity/", "teamcity"},
};

void add_step(CiFile& file, CiStep step) {
    if (file.steps.size() < most_steps) file.steps.push_back(std::move(step));
}

void add_trigger(CiFile& file, const YAML::Node& name) {
    if (const auto text = core::one_line(scalar(name)); !text.empty())
        file.triggers.push_back({text, line_of(name)});
}

// `on:` in its spellings: a word, a list, or a map. YAML 1.1 readers call the key true.
void github_triggers(CiFile& file, const YAML::Node& root) {
    for (const auto* key : {"on", "true"}) {
        const auto on = child(root, key);
        if (on.IsScalar()) add_trigger(file, on);
        if (on.IsSequence())
            for (const auto& each : on) add_trigger(file, each);
        if (on.IsMap())
            for (const auto& each : on) add_trigger(file, each.first);
    }
}

void github_job(CiFile& file, const YAML::Node& job) {
    if (const auto uses = child(job, "uses"); uses.IsScalar())
        add_step(file, {.uses = core::one_line(uses.Scalar()), .line = line_of(uses)});
    const auto steps = child(job, "steps");
    if (!steps.IsSequence()) return;
    for (const auto& each : steps) {
        const auto with = child(each, "with");
        add_step(file, {.uses = core::one_line(scalar(child(each, "uses"))),
                        .run = core::clean(scalar(child(each, "run"))),
                        .ref = core::one_line(scalar(child(with, "ref"))),
                        .line = line_of(each)});
    }
}

void read_github(CiFile& file, const YAML::Node& root) {
    github_triggers(file, root);
    if (const auto permissions = child(root, "permissions"); !permissions.IsNull()) {
        file.permissions_line = line_of(permissions);
        if (permissions.IsMap() && root.IsMap())
            for (const auto& each : root)
                if (scalar(each.first) == "permissions") file.permissions_line = line_of(each.first);
    }
    const auto jobs = child(root, "jobs");
    if (jobs.IsMap())
        for (const auto& job : jobs) github_job(file, job.second);
}

void add_script(CiFile& file, const YAML::Node& script) {
    if (script.IsScalar()) add_step(file, {.run = core::clean(script.Scalar()), .line = line_of(script)});
    if (script.IsSequence())
        for (const auto& each : script) add_script(file, each);
}

// What decides when a GitLab pipeline or job runs: `workflow: rules`, `rules: if`, `only`.
void gitlab_rules(CiFile& file, const YAML::Node& holder) {
    const auto trigger = [&](std::string name, int line) {
        file.triggers.push_back({std::move(name), line});
    };
    const auto rules = child(holder, "rules");
    if (rules.IsSequence())
        for (const auto& rule : rules) {
            const auto condition = scalar(child(rule, "if"));
            const bool never = scalar(child(rule, "when")) == "never";
            if (never) continue;
            if (condition.find("merge_request_event") != std::string::npos ||
                condition.find("CI_MERGE_REQUEST") != std::string::npos)
                trigger("merge_request_event", line_of(rule));
            else if (condition.find("CI_COMMIT_BRANCH") != std::string::npos ||
                     condition.find("CI_COMMIT_TAG") != std::string::npos ||
                     condition.find("CI_DEFAULT_BRANCH") != std::string::npos)
                trigger("push", line_of(rule));
            else if (condition.find("schedule") != std::string::npos)
                trigger("schedule", line_of(rule));
        }
    auto only = child(holder, "only");
    if (const auto refs = child(only, "refs"); !refs.IsNull()) only = refs;
    const auto take = [&](const YAML::Node& name) {
        const auto word = scalar(name);
        if (word == "merge_requests")
            trigger("merge_request_event", line_of(name));
        else if (!word.empty())
            trigger("push", line_of(name));
    };
    if (only.IsScalar()) take(only);
    if (only.IsSequence())
        for (const auto& each : only) take(each);
}

void read_gitlab(CiFile& file, const YAML::Node& root) {
    if (!root.IsMap()) return;
    gitlab_rules(file, child(root, "workflow"));
    for (const auto& each : root) {
        const auto name = scalar(each.first);
        const auto& job = each.second;
        if (name == "workflow") continue;
        if (name == "include") {
            add_step(file, {.uses = "include", .line = line_of(each.first)});
            continue;
        }
        if (!job.IsMap()) continue;
        gitlab_rules(file, job);
        for (const auto* key : {"before_script", "script", "after_script"}) add_script(file, child(job, key));
    }
}

// Any other vendor's YAML: every `script`, `run`, `command` … wherever it stands; triggers where they are
// spelt out.
void read_any(CiFile& file, const YAML::Node& node, int depth = 0) {
    if (depth > 40) return;
    if (node.IsSequence())
        for (const auto& each : node) read_any(file, each, depth + 1);
    if (!node.IsMap()) return;
    for (const auto& each : node) {
        const auto key = scalar(each.first);
        if (key == "pr" || key == "pull-requests" || key == "pull_request")
            file.triggers.push_back({"pull_request", line_of(each.first)});
        if (key == "script" || key == "run" || key == "command" || key == "commands" || key == "bash" ||
            key == "install" || key == "before_script" || key == "test_script" || key == "build_script") {
            add_script(file, each.second);
            if (each.second.IsMap()) add_script(file, child(each.second, "command"));
        } else if (key == "event" || key == "events") {
            if (each.second.IsScalar()) add_trigger(file, each.second);
            if (each.second.IsSequence())
                for (const auto& event : each.second) add_trigger(file, event);
        } else {
            read_any(file, each.second, depth + 1);
        }
    }
}

// Jenkins is Groovy: the shell steps by their lines.
void read_jenkins(CiFile& file, std::string_view bytes) {
    int number = 0;
    for (const auto line : core::lines(bytes)) {
        ++number;
        const auto text = core::trim(line);
        if (text.starts_with("sh ") || text.starts_with("sh(") || text.starts_with("bat ") ||
            text.find("mvn ") != std::string_view::npos || text.find("gradlew") != std::string_view::npos ||
            text.find("make ") != std::string_view::npos || text.find("npm ") != std::string_view::npos)
            add_step(file, {.run = core::one_line(text), .line = number});
    }
    file.parsed = true;
}

}  // namespace

insight::CiFile parse_ci(std::string_view path, std::string_view bytes) {
    CiFile file{.path = std::string(path), .vendor = "other"};
    const auto lowered = core::lower(path);
    for (const auto& vendor : vendors)
        if (lowered.find(vendor.part) != std::string::npos) {
            file.vendor = vendor.name;
            break;
        }
    if (file.vendor == "jenkins" || file.vendor == "teamcity") {
        read_jenkins(file, bytes);
        return file;
    }
    const auto root = parse_yaml(bytes);
    if (!root) {
        file.fault = root.error().sentence;
        return file;
    }
    try {
        if (file.vendor == "github")
            read_github(file, *root);
        else if (file.vendor == "gitlab")
            read_gitlab(file, *root);
        else
            read_any(file, *root);
        file.parsed = root->IsMap() || root->IsSequence();
        if (!file.parsed) file.fault = "It holds no configuration.";
    } catch (const YAML::Exception&) {
        file.fault = "It is not what its name says.";
    }
    return file;
}

}  // namespace sources
