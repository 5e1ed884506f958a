// SPDX-License-Identifier: Apache-2.0
#include "insight/ci.hpp"

#include "insight/shell_words.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace insight {
namespace {

bool is_one_of(std::string_view word, const auto& list) {
    return std::ranges::find(list, word) != list.end();
}

enum class Start { never, on_some_changes, on_changes };

Start start_of(const CiFile& file) {
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
            start = std::max(start, trigger.narrowed ? Start::on_some_changes : Start::on_changes);
    return start;
}

bool is_decided_by_server(const CiFile& file) {
    constexpr std::array vendors = {"jenkins", "buildkite", "cloudbuild", "tekton", "semaphore"};
    return file.triggers.empty() && is_one_of(file.vendor, vendors);
}

std::string at(const CiFile& file, int line) {
    return line > 0 ? file.path + ":" + std::to_string(line) : file.path;
}

bool runs_tests(const Facts& facts, const CiStep& step) {
    if (use_of(step.run, false).tests) return true;
    const bool declared = facts.declared && facts.declared->tests && !facts.declared->tests->empty();
    return declared && step.run.find(*facts.declared->tests) != std::string::npos;
}

// A workflow or an action of the repository's own or the company's: what it runs was not read.
bool is_shared(const CiStep& step) {
    return step.uses.find(".yml") != std::string::npos || step.uses.find(".yaml") != std::string::npos ||
           step.uses.starts_with("./");
}

void keep_first(std::optional<std::string>& place, std::string where) {
    if (!place) place = std::move(where);
}

void read(const Facts& facts, const CiFile& file, CiFindings& found) {
    if (file.steps.empty() && file.switched_off > 0) {
        keep_first(found.switched_off, at(file, file.switched_off));
        return;
    }
    const auto start = start_of(file);
    for (const auto& step : file.steps) {
        const bool tests = runs_tests(facts, step);
        const bool starts = start != Start::never && !step.never_on_changes;
        const bool on_changes = starts && start == Start::on_changes && !step.on_some_changes;
        const bool on_some_changes = starts && !on_changes;
        if (tests) keep_first(found.test_step, at(file, step.line));
        if (tests && on_changes) keep_first(found.tests_changes, at(file, step.line));
        if (tests && on_some_changes) keep_first(found.tests_some_changes, at(file, step.line));
        if (tests && is_decided_by_server(file)) keep_first(found.runs_elsewhere, at(file, step.line));
        if (is_shared(step) && on_changes) keep_first(found.calls_out, at(file, step.line));
    }
    keep_first(found.other, at(file, file.triggers.empty() ? 0 : file.triggers.front().line));
}

}  // namespace

CiFindings find_ci(const Facts& facts) {
    CiFindings found;
    for (const auto& file : facts.ci) {
        if (file.parsed)
            read(facts, file, found);
        else
            found.unreadable = file.path;
    }
    return found;
}

}  // namespace insight
