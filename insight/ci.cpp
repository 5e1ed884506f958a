// SPDX-License-Identifier: Apache-2.0
#include "insight/ci.hpp"

#include "core/text.hpp"
#include "insight/content.hpp"
#include "insight/foreign_code.hpp"
#include "insight/links.hpp"
#include "insight/shell_words.hpp"
#include "insight/unread.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>

namespace insight {
namespace {

bool is_one_of(std::string_view word, const auto& list) {
    return std::ranges::find(list, word) != list.end();
}

enum class Start { never, on_some_changes, on_changes };

// The branches that changes are usually for. Which one is the default is the host's to say: the branch that
// is read may be any.
bool reaches_default_branch(const Facts& facts, const CiTrigger& trigger) {
    constexpr std::array usual = {"main", "master", "trunk", "develop", "development", "default"};
    const auto is_listed = [&](std::string_view name) {
        bool listed = false;
        for (const auto& branch : trigger.branches) {
            const bool taken_out = branch.starts_with('!');
            if (core::matches_glob(std::string_view(branch).substr(taken_out ? 1 : 0), name))
                listed = !taken_out;
        }
        return listed;
    };
    // A workflow for "master" that was copied into a repository with "main" never runs.
    const std::string_view other = facts.branch == "main" ? "master" : facts.branch == "master" ? "main" : "";
    return trigger.branches.empty() || (!facts.branch.empty() && is_listed(facts.branch)) ||
           std::ranges::any_of(usual,
                               [&](std::string_view name) { return name != other && is_listed(name); });
}

bool knows_default_branch(const Facts& facts) { return facts.branch == "main" || facts.branch == "master"; }

Start start_of(const Facts& facts, const CiFile& file) {
    constexpr std::array triggers = {
        "pull_request",  "pull_request_target", "merge_group", "merge_request_event",
        "merge_request", "merge_requests",      "pr",          "pull-request",
        "pull-requests"};
    // These build every change unless told otherwise.
    constexpr std::array willing = {"travis",   "circleci", "drone",  "azure",
                                    "appveyor", "cirrus",   "gitlab", "woodpecker"};
    auto start = file.triggers.empty() && is_one_of(file.vendor, willing) ? Start::on_changes : Start::never;
    for (const auto& trigger : file.triggers)
        if (is_one_of(trigger.name, triggers))
            start = std::max(start, trigger.narrowed || !reaches_default_branch(facts, trigger)
                                        ? Start::on_some_changes
                                        : Start::on_changes);
    return start;
}

// Started by pull_request_target, a checkout that names nothing else takes the base branch: what is tested is
// not the change. Source: GitHub, "Events that trigger workflows".
bool takes_base_branch(const CiFile& file, ForeignCode& foreign) {
    constexpr std::array with_change = {"pull_request", "merge_group"};
    const auto& triggers = file.triggers;
    return std::ranges::find(triggers, "pull_request_target", &CiTrigger::name) != triggers.end() &&
           std::ranges::none_of(triggers,
                                [&](const auto& trigger) { return is_one_of(trigger.name, with_change); }) &&
           std::ranges::none_of(file.steps,
                                [&](const auto& step) { return foreign.is_checked_out_by(step); });
}

bool is_decided_by_server(const CiFile& file) {
    constexpr std::array vendors = {"jenkins", "buildkite", "cloudbuild", "tekton", "semaphore"};
    return file.triggers.empty() && is_one_of(file.vendor, vendors);
}

std::string at(const CiFile& file, int line) {
    return line > 0 ? file.path + ":" + std::to_string(line) : file.path;
}

// "cd a && make check" holds "make check" as a command of its own, "echo make check" does not.
bool holds_command(std::string_view run, std::string_view command) {
    for (const auto line : core::lines(run)) {
        for (auto rest = line; !rest.empty();) {
            const auto end = std::min(rest.find_first_of(";&|"), rest.size());
            const auto one = core::trim(rest.substr(0, end));
            if (one.starts_with(command) && (one.size() == command.size() || one[command.size()] == ' '))
                return true;
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return false;
}

// A declaration says which command runs the tests, never that a step does.
bool runs_declared_tests(const Facts& facts, const std::string& run) {
    if (!facts.declared || !facts.declared->tests) return false;
    const auto command = core::trim(*facts.declared->tests);
    const bool is_long =
        core::split_words(std::string(command)).size() > 1 || command.find('/') != std::string_view::npos;
    return is_long && holds_command(run, command) && is_declared_command(facts, *facts.declared->tests);
}

bool runs_tests(const Facts& facts, const std::string& run) {
    if (use_of(run, false).tests) return true;
    return runs_declared_tests(facts, run);
}

// What of one line can make CI fail: "a; b || true; c" keeps "a" and "c", each in a line of its own.
void keep_heeded(std::string_view line, std::string& kept) {
    constexpr std::array swallowers = {"true", ":", "echo", "exit 0", "/bin/true"};
    for (auto at = line.find("||"); at != std::string_view::npos; at = line.find("||")) {
        const auto then = core::trim(line.substr(at + 2));
        if (std::ranges::none_of(swallowers, [&](std::string_view word) { return then.starts_with(word); }))
            break;
        if (const auto before = line.substr(0, at).rfind(';'); before != std::string_view::npos)
            kept.append(line.substr(0, before)).append(1, '\n');
        const auto more = then.find_first_of(";&");
        const auto next = more == std::string_view::npos ? more : then.find_first_not_of(";& ", more);
        if (next == std::string_view::npos) return;
        line = then.substr(next);
    }
    kept.append(line).append(1, '\n');
}

// Without the commands whose failure is swallowed: "make test || true".
std::string without_swallowed(const std::string& run) {
    std::string kept;
    for (const auto line : core::lines(run)) keep_heeded(line, kept);
    return kept;
}

// What a step comes to, over the workflow of the same repository that it calls. That one's own calls are not
// followed.
struct Use {
    bool tests = false;
    bool has_effect = false;  // CI is red when they fail
    bool calls_out = false;   // what it runs was not read
};

// A job or command of an orb of CircleCI's that is called so: "node/test", "ruby/rspec-test".
bool is_test_of_orb(const CiFile& file, const CiStep& step) {
    const std::string_view name = step.uses;
    if (file.vendor != "circleci" || name.find('/') == std::string_view::npos) return false;
    const auto last = name.substr(name.find_last_of("/-_") + 1);
    return last == "test" || last == "tests";
}

void add_use(const Facts& facts, const CiFile& file, const CiStep& step, Use& use) {
    if (is_test_of_orb(file, step)) use.tests = use.has_effect = true;
    if (!runs_tests(facts, step.run)) return;
    use.tests = true;
    use.has_effect =
        use.has_effect || (!step.failure_ignored && runs_tests(facts, without_swallowed(step.run)));
}

// A workflow or an action of the repository's own or the company's: what it runs was not read.
bool is_shared(const CiStep& step) {
    return step.uses.find(".yml") != std::string::npos || step.uses.find(".yaml") != std::string::npos ||
           step.uses.starts_with("./");
}

Use use_of_all(const Facts& facts, const CiFile& called) {
    Use use;
    for (const auto& inner : called.steps) {
        add_use(facts, called, inner, use);
        use.calls_out = use.calls_out || is_shared(inner);
    }
    use.calls_out = use.calls_out || called.is_cut;
    return use;
}

// A file that is called by a thousand steps is read once.
using Called = std::unordered_map<const CiFile*, Use>;

Use use_in(const Facts& facts, const CiFile& file, const CiStep& step, Called& all) {
    Use use;
    add_use(facts, file, step, use);
    if (const auto* called = called_by(facts, step)) {
        const auto [known, is_new] = all.try_emplace(called);
        if (is_new) known->second = use_of_all(facts, *called);
        const auto& theirs = known->second;
        use.tests = use.tests || theirs.tests;
        use.has_effect = (use.has_effect || theirs.has_effect) && !step.failure_ignored;
        use.calls_out = theirs.calls_out;
    } else {
        use.calls_out = is_shared(step);
    }
    return use;
}

void keep_first(std::optional<std::string>& place, std::string where) {
    if (!place) place = std::move(where);
}

void read(const Facts& facts, const CiFile& file, Called& called, ForeignCode& foreign, CiFindings& found) {
    if (file.steps.empty() && file.switched_off > 0) {
        keep_first(found.switched_off, at(file, file.switched_off));
        return;
    }
    const auto start = start_of(facts, file);
    const bool without_change = takes_base_branch(file, foreign);
    for (const auto& step : file.steps) {
        const auto use = use_in(facts, file, step, called);
        const bool tests = use.tests;
        const bool starts = start != Start::never && !step.never_on_changes;
        const bool on_changes = starts && start == Start::on_changes && !step.on_some_changes;
        const bool on_some_changes = starts && !on_changes;
        if (tests) keep_first(found.test_step, at(file, step.line));
        if (tests && starts && without_change) keep_first(found.tests_base_branch, at(file, step.line));
        if (tests && on_changes && !without_change)
            keep_first(use.has_effect ? found.tests_changes : found.tests_without_effect,
                       at(file, step.line));
        if (tests && on_some_changes && !without_change)
            keep_first(found.tests_some_changes, at(file, step.line));
        if (tests && is_decided_by_server(file) && !step.never_on_changes)
            keep_first(found.runs_elsewhere, at(file, step.line));
        if (use.calls_out && on_changes) keep_first(found.calls_out, at(file, step.line));
    }
    if (file.is_cut) keep_first(found.cut, at(file, file.steps.empty() ? 0 : file.steps.back().line));
    found.default_branch_unseen =
        found.default_branch_unseen ||
        (start == Start::on_some_changes && !knows_default_branch(facts) &&
         std::ranges::any_of(file.triggers, [](const auto& trigger) { return !trigger.branches.empty(); }));
    keep_first(found.other, at(file, file.triggers.empty() ? 0 : file.triggers.front().line));
}

}  // namespace

bool is_declared_command(const Facts& facts, const std::string& tests) {
    if (use_of(tests, false).tests) return true;
    const auto words = core::split_words(tests);
    return facts.tree && std::ranges::any_of(words, [&](const std::string& word) {
               const auto path = resolve_link("", word);
               const auto* file = path.empty() ? nullptr : find_file(*facts.tree, path);
               return file != nullptr && has_content(facts, *file);
           });
}

const CiFile* called_by(const Facts& facts, const CiStep& step) {
    if (!step.uses.starts_with("./")) return nullptr;
    const auto found = std::ranges::find(facts.ci, step.uses.substr(2), &CiFile::path);
    return found == facts.ci.end() || !found->parsed ? nullptr : &*found;
}

CiFindings find_ci(const Facts& facts) {
    CiFindings found;
    Called called;
    ForeignCode foreign(facts);
    for (const auto& file : facts.ci) {
        if (file.parsed)
            read(facts, file, called, foreign, found);
        else if (file.is_cut)
            keep_first(found.cut, file.path);
        else
            found.unreadable = file.path;
    }
    if (const auto* unread = find_unread(facts, Role::ci)) found.unread = unread->path;
    return found;
}

}  // namespace insight
