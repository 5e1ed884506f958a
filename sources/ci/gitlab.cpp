// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "sources/ci/readers.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace sources::ci {
namespace {

using Text = std::string_view;
using yaml::Node;

constexpr auto no_jobs =
    std::to_array<Text>({"default", "include", "stages", "variables", "workflow", "image", "services",
                         "cache", "before_script", "after_script", "spec", "pages:deploy", "<<"});
constexpr int deepest_extends = 8;

bool is_one_of(Text word, const auto& list) { return std::ranges::find(list, word) != list.end(); }

// When something runs: for merge requests, on every branch, on pushes to some.
struct When {
    int merge_requests = 0;  // lines; 0 = not at all
    int every_branch = 0;
    int some_pushes = 0;
    int schedules = 0;
    int tags = 0;
    bool always = false;     // a change starts it whatever it touches
    bool sometimes = false;  // only to some paths, or by hand
    bool unclear = false;    // it has conditions that say nothing of the branch or the event

    bool is_narrowed() const { return sometimes && !always; }
    bool is_on_changes() const { return merge_requests > 0 || every_branch > 0; }
};
void keep_first(int& line, int found) {
    if (line == 0) line = found;
}

// And in one kind of quotes.
std::string without_spaces(Text text) {
    std::string out;
    for (const char c : text.substr(0, 2'000))
        if (c != ' ' && c != '\n' && c != '\t') out += c == '\'' ? '"' : c;
    return out;
}

bool mentions_merge_requests(Text condition) {
    for (const Text positive : {"CI_PIPELINE_SOURCE==\"merge_request_event\"",
                                "CI_PIPELINE_SOURCE==\"external_pull_request_event\"",
                                "CI_PIPELINE_SOURCE=~/merge_request", "CI_PIPELINE_SOURCE=~/^merge_request"})
        if (condition.find(positive) != Text::npos) return true;
    const auto id = condition.find("CI_MERGE_REQUEST_");
    return id != Text::npos && condition.find("==null", id) == Text::npos;
}

// changes: ["src/**"] or {paths: […]}: a contribution to other files starts nothing. Source: GitLab, "CI/CD
// YAML syntax reference", rules:changes and only:changes.
bool names_some_paths(const Node& changes) {
    const auto& paths = changes.is_map() ? yaml::find(changes, "paths") : changes;
    yaml::Budget budget{.nodes = 500};
    const auto all = yaml::scalars_of(paths, budget);
    return !all.empty() && std::ranges::none_of(all, [](const Node* path) {
        return path->text == "**" || path->text == "**/*";
    });
}

void note_paths(const Node& changes, When& when) {
    (names_some_paths(changes) ? when.sometimes : when.always) = true;
}

constexpr Text not_for_a_tag = "$CI_COMMIT_TAG==null";

// A branch, a tag or an event is asked for: a change has none of them. "$CI_COMMIT_BRANCH != …" and patterns
// may be for branches that changes come from, and a pipeline that another one starts may be for a change.
bool asks_for_another_event(Text condition) {
    const bool is_equal = condition.find("==") != Text::npos && condition.find("!=") == Text::npos &&
                          condition.find("=~") == Text::npos;
    constexpr auto named = std::to_array<Text>(
        {"CI_COMMIT_BRANCH", "CI_COMMIT_REF_NAME", "CI_PIPELINE_SOURCE", "CI_DEFAULT_BRANCH"});
    const bool has_name =
        std::ranges::any_of(named, [&](Text name) { return condition.find(name) != Text::npos; });
    if (condition.find("CI_PIPELINE_SOURCE==\"schedule\"") != Text::npos) return true;
    // Every branch is pushed.
    if (condition == "$CI_PIPELINE_SOURCE==\"push\"" || condition.find("\"parent_pipeline\"") != Text::npos)
        return false;
    const bool has_tag =
        condition.find("CI_COMMIT_TAG") != Text::npos && condition.find(not_for_a_tag) == Text::npos;
    return has_tag || (is_equal && has_name);
}

// Each way in has to be for another event: "$CI_COMMIT_BRANCH == "main" || $RUN_TESTS" may hold for a change.
bool is_for_other_events(Text condition) {
    for (auto rest = condition; !rest.empty();) {
        const auto end = std::min(rest.find("||"), rest.size());
        if (!asks_for_another_event(rest.substr(0, end))) return false;
        rest.remove_prefix(std::min(end + 2, rest.size()));
    }
    return true;
}

// One entry of `rules`. Without `if` it holds always; "when: never" excludes and starts nothing, "when:
// manual" waits for somebody who may start it.
void read_rule(const Node& rule, When& when) {
    const auto word = rule.is_map() ? yaml::text_of(yaml::find(rule, "when")) : Text("never");
    if (word == "never") return;
    const auto& condition = yaml::find(rule, "if");
    const auto text = without_spaces(yaml::text_of(condition));
    const int line = condition.is_text() ? condition.line : rule.line;
    const bool is_every_branch = text.empty() || text == "$CI_COMMIT_BRANCH" || text == not_for_a_tag;
    if (is_every_branch || mentions_merge_requests(text)) {
        keep_first(is_every_branch ? when.every_branch : when.merge_requests, line);
        if (word == "manual")
            when.sometimes = true;
        else
            note_paths(yaml::find(rule, "changes"), when);
        return;
    }
    const bool asks_for_tag = text.find("CI_COMMIT_TAG") != std::string::npos &&
                              text.find("CI_COMMIT_BRANCH") == std::string::npos &&
                              text.find(not_for_a_tag) == std::string::npos;
    keep_first(text.find("==\"schedule\"") != std::string::npos ? when.schedules
               : asks_for_tag                                   ? when.tags
                                                                : when.some_pushes,
               line);
    when.unclear = when.unclear || !is_for_other_events(text);
}

// only: [merge_requests, branches, main]; only: {refs: […]}.
void read_only(const Node& only, yaml::Budget& budget, When& when) {
    const auto& refs = only.is_map() ? yaml::find(only, "refs") : only;
    if (only.is_map() && refs.kind == yaml::Kind::null) keep_first(when.every_branch, only.line);
    note_paths(yaml::find(only, "changes"), when);
    for (const auto* ref : yaml::scalars_of(refs, budget)) {
        if (ref->text == "merge_requests" || ref->text == "external_pull_requests")
            keep_first(when.merge_requests, ref->line);
        else if (ref->text == "branches" || ref->text == "pushes")
            keep_first(when.every_branch, ref->line);
        else if (ref->text == "schedules")
            keep_first(when.schedules, ref->line);
        else if (ref->text == "tags")
            keep_first(when.tags, ref->line);
        else
            keep_first(when.some_pushes, ref->line);
        // A pattern of branches may be for those that changes come from.
        when.unclear = when.unclear || ref->text.starts_with('/');
    }
}

class Reader {
  public:
    explicit Reader(insight::CiFile& file) : file_(file) {}

    void read(const Node& root) {
        root_ = &root;
        read_includes(yaml::find(root, "include"));
        const auto& workflow = yaml::find(yaml::find(root, "workflow"), "rules");
        for (const auto& rule : workflow.items) add_rule(*rule, workflow_, 0);
        const bool decides = !workflow.items.empty();
        for (const auto& [name, job] : root.fields) {
            if (!budget_.spend()) break;
            if (!name->is_text() || !job->is_map() || is_one_of(name->text, no_jobs) ||
                name->text.starts_with('.'))
                continue;
            has_job_ = true;
            read_job(*job, name->line, decides);
        }
        for (const Text script : {"before_script", "after_script"}) {
            add_lines(yaml::find(root, script), 0);
            add_lines(yaml::find(yaml::find(root, "default"), script), 0);
        }
        note_jobs_of_includes(yaml::find(root, "include"), decides);
        finish(decides);
    }

  private:
    // The job's own value of `key`, else that of what it extends.
    const Node& value_of(const Node& job, Text key, int depth = 0) {
        const auto& own = yaml::find(job, key);
        if (own.kind != yaml::Kind::null || depth >= deepest_extends) return own;
        const auto parents = yaml::scalars_of(yaml::find(job, "extends"), budget_);
        // The last one named wins.
        for (auto parent = parents.rbegin(); parent != parents.rend(); ++parent) {
            if (!budget_.spend()) break;
            const auto& found = value_of(yaml::find(*root_, (*parent)->text), key, depth + 1);
            if (found.kind != yaml::Kind::null) return found;
        }
        return own;
    }

    // !reference [.job, script] → what it names.
    const Node* referenced(const Node& node) {
        if (node.tag != "!reference") return &node;
        const auto* at = root_;
        for (const auto& name : node.items) at = &yaml::find(*at, yaml::text_of(*name));
        return at;
    }

    void add_rule(const Node& rule, When& when, int depth) {
        if (!budget_.spend() || depth > 4) return;
        const auto& meant = *referenced(rule);
        if (meant.is_map()) read_rule(meant, when);
        // What it refers to lies in a file that is included.
        if (meant.kind == yaml::Kind::null) when.unclear = true;
        for (const auto& item : meant.items) add_rule(*item, when, depth + 1);
    }

    void read_job(const Node& job, int line, bool workflow_decides) {
        const auto& rules = value_of(job, "rules");
        const auto& only = value_of(job, "only");
        When when;
        if (!rules.items.empty())
            for (const auto& rule : rules.items) add_rule(*rule, when, 0);
        else if (only.kind != yaml::Kind::null)
            read_only(only, budget_, when);
        else if (!workflow_decides)
            keep_first(when.every_branch, line);
        // Somebody has to start it by hand; what its rules say of "when" holds instead.
        const bool by_hand = rules.items.empty() && yaml::text_of(value_of(job, "when")) == "manual";
        const bool has_terms = !rules.items.empty() || only.kind != yaml::Kind::null;
        const bool other_events = has_terms && !when.is_on_changes();
        never_on_changes_ = other_events && !when.unclear;
        on_some_changes_ = when.is_narrowed() || by_hand || (other_events && when.unclear);
        failure_ignored_ = yaml::text_of(value_of(job, "allow_failure")) == "true";
        for (const Text script : {"before_script", "script", "after_script"})
            add_lines(value_of(job, script), 0);
        const auto& trigger = value_of(job, "trigger");
        add_used(trigger.is_map() ? yaml::find(trigger, "include") : trigger);
        never_on_changes_ = on_some_changes_ = failure_ignored_ = false;
        add_to_jobs(when);
    }

    void add_to_jobs(const When& when) {
        for (const auto part :
             {&When::merge_requests, &When::every_branch, &When::some_pushes, &When::schedules, &When::tags})
            if (when.*part > 0) keep_first(jobs_.*part, when.*part);
    }

    void add_lines(const Node& script, int depth) {
        if (!budget_.spend() || depth > 8) return;
        const auto& meant = *referenced(script);
        if (meant.is_text())
            add_step(file_, {.uses = {},
                             .run = meant.text,
                             .ref = {},
                             .line = meant.line,
                             .never_on_changes = never_on_changes_,
                             .on_some_changes = on_some_changes_,
                             .failure_ignored = failure_ignored_});
        for (const auto& line : meant.items) add_lines(*line, depth + 1);
    }

    void add_used(const Node& node) {
        if (node.is_text())
            add_step(file_, {.uses = node.text,
                             .run = {},
                             .ref = {},
                             .line = node.line,
                             .never_on_changes = never_on_changes_,
                             .on_some_changes = on_some_changes_});
        for (const Text key : {"local", "file", "remote", "template", "component", "project"}) {
            const auto& value = yaml::find(node, key);
            if (key == "project" && yaml::find(node, "file").kind != yaml::Kind::null) continue;
            for (const auto* name : yaml::scalars_of(value, budget_))
                add_step(file_, {.uses = name->text,
                                 .run = {},
                                 .ref = {},
                                 .line = name->line,
                                 .never_on_changes = never_on_changes_,
                                 .on_some_changes = on_some_changes_});
        }
    }

    void read_includes(const Node& include) {
        add_used(include);
        for (const auto& item : include.items)
            if (budget_.spend()) {
                add_used(*item);
                if (yaml::text_of(yaml::find(*item, "template")).find("MergeRequest-Pipelines") != Text::npos)
                    keep_first(workflow_.merge_requests, item->line);
            }
        if (yaml::text_of(yaml::find(include, "template")).find("MergeRequest-Pipelines") != Text::npos)
            keep_first(workflow_.merge_requests, include.line);
    }

    // Jobs that are included have terms of their own, and without any they run for every branch.
    void note_jobs_of_includes(const Node& include, bool workflow_decides) {
        if (workflow_decides || include.kind == yaml::Kind::null) return;
        keep_first(jobs_.every_branch, std::max(include.line, 1));
        jobs_.always = true;
    }

    // `workflow` decides whether there is a pipeline at all, jobs what is in it. Default pipelines stay
    // without a trigger.
    void finish(bool workflow_decides) {
        const auto& gate = workflow_decides || workflow_.merge_requests > 0 ? workflow_ : jobs_;
        if (gate.merge_requests > 0)
            add_trigger(file_, "merge_request_event", gate.merge_requests, gate.is_narrowed());
        if (gate.merge_requests == 0 && gate.every_branch > 0 && has_job_) {
            // Without a trigger every change starts it.
            if (gate.is_narrowed()) add_trigger(file_, "merge_request_event", gate.every_branch, true);
            return;
        }
        if (gate.some_pushes > 0) add_trigger(file_, "push", gate.some_pushes);
        if (gate.schedules > 0) add_trigger(file_, "schedule", gate.schedules);
        if (gate.tags > 0) add_trigger(file_, "tag", gate.tags);
    }

    insight::CiFile& file_;
    const Node* root_ = nullptr;
    yaml::Budget budget_{.nodes = 20'000};
    When workflow_, jobs_;
    bool has_job_ = false;
    // Of the job that is being read.
    bool never_on_changes_ = false, on_some_changes_ = false, failure_ignored_ = false;
};

}  // namespace

void read_gitlab(const std::vector<yaml::NodePtr>& documents, insight::CiFile& file) {
    // A first document may declare inputs ("spec"); the jobs stand in the last one.
    for (auto root = documents.rbegin(); root != documents.rend(); ++root)
        if ((*root)->is_map()) {
            Reader(file).read(**root);
            return;
        }
}

}  // namespace sources::ci
