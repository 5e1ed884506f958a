// SPDX-License-Identifier: Apache-2.0
#include "insight/check.hpp"
#include "insight/risky_files.hpp"

#include "core/text.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <span>

namespace insight {
namespace {

bool holds_any(std::string_view text, std::span<const std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](auto word) { return core::contains_ignoring_case(text, word); });
}

constexpr std::string_view git_commands[] = {"git fetch", "git checkout", "git pull", "git clone"};

bool checks_out_the_change(const CiStep& step) {
    static constexpr std::string_view foreign[] = {"head.sha",         "head.ref",    "head_ref",
                                                   "head_sha",         "head_branch", "head_commit",
                                                   "merge_commit_sha", "refs/pull",   "head.repo"};
    if (core::contains_ignoring_case(step.uses, "checkout") && holds_any(step.ref, foreign)) return true;
    const bool fetches = holds_any(step.run, git_commands);
    return core::contains_ignoring_case(step.run, "gh pr checkout") ||
           (fetches && (holds_any(step.run, foreign) || core::contains_ignoring_case(step.run, "pull/")));
}

// Both run with the secrets of the repository, whoever opened the change.
bool is_privileged(const CiFile& file) {
    return std::any_of(file.triggers.begin(), file.triggers.end(), [](const auto& trigger) {
        return trigger.name == "pull_request_target" || trigger.name == "workflow_run";
    });
}

// A workflow that is only called has the permissions of its caller.
bool lacks_permissions(const CiFile& file) {
    const bool only_called = !file.triggers.empty() &&
                             std::all_of(file.triggers.begin(), file.triggers.end(),
                                         [](const auto& trigger) { return trigger.name == "workflow_call"; });
    return !only_called && !file.permissions_line;
}

struct Found {
    std::vector<Evidence> dangers, gaps;
    std::string unread;     // the first CI file that cannot be parsed
    std::string elsewhere;  // the first one whose secrets are kept by its server

    void add(std::vector<Evidence>& list, std::string where, std::string note) const {
        if (list.size() < 5) list.push_back({std::move(where), std::move(note)});
    }
};

void inspect(const CiFile& file, Found& out) {
    if (!file.parsed) {
        if (out.unread.empty()) out.unread = file.path;
        return;
    }
    if (file.vendor != "github") {
        if (out.elsewhere.empty())
            out.elsewhere =
                file.vendor == "gitlab"
                    ? "whether secrets are kept from foreign changes (protected variables)"
                    : "whether the server of " + file.path + " keeps secrets from foreign changes";
        return;
    }
    if (is_privileged(file))
        for (const auto& step : file.steps)
            if (checks_out_the_change(step))
                out.add(out.dangers, fmt::format("{}:{}", file.path, step.line),
                        "runs the foreign change with secrets");
    if (lacks_permissions(file))
        out.add(out.gaps, file.path, "no top-level permissions that limit the token");
}

const std::string* text_of(const File& file, const std::vector<SmallFile>& texts) {
    const auto found = std::ranges::find(texts, file.path, &SmallFile::path);
    return found == texts.end() ? nullptr : &found->text;
}

void inspect(const Facts& facts, Found& out) {
    for (const auto& file : facts.tree->files) {
        auto risk = risk_of(file);
        // Most names settle it; only for the few others the texts are searched.
        if (risk == FileRisk::possible_secret) risk = risk_of(file, text_of(file, facts.small_files));
        if (risk == FileRisk::possible_secret) out.add(out.gaps, file.path, "may be a secret");
        if (risk == FileRisk::secret) out.add(out.dangers, file.path, "looks like a secret");
        if (risk == FileRisk::test_secret)
            out.add(out.gaps, file.path, "looks like a secret among the tests");
        if (risk == FileRisk::binary) out.add(out.gaps, file.path, "a built program");
    }
}

Verdict with(Outcome outcome, const std::vector<Evidence>& evidence) {
    return {.outcome = outcome, .evidence = evidence};
}

Verdict run(const Facts& facts, const Policy&, Time) {
    if (!facts.tree && facts.ci.empty()) return unknown("reading the files");
    Found found;
    for (const auto& file : facts.ci) inspect(file, found);
    if (facts.tree) inspect(facts, found);
    if (!found.dangers.empty()) return with(Outcome::no, found.dangers);
    if (!found.unread.empty()) {
        auto verdict = unknown(found.unread + ", which cannot be parsed");
        verdict.remedy = "Mend " + found.unread + " so that it can be parsed.";
        return verdict;
    }
    if (!found.gaps.empty()) return with(Outcome::partly, found.gaps);
    if (facts.ci.empty())
        return facts.tree->truncated ? unknown("reading all files") : not_applicable("no CI, no risky files");
    if (found.elsewhere.empty())
        return yes(facts.ci.front().path, "permissions stated, no foreign code with secrets");
    auto verdict = partly(facts.ci.front().path, "nothing dangerous found");
    verdict.at_least = true;
    add_not_seen(verdict, found.elsewhere);
    return verdict;
}

}  // namespace

extern const Check has_safe_ci;
const Check has_safe_ci{
    .id = "S3",
    .name = "has_safe_ci",
    .group = Group::safe,
    .question = "Is it safe to run strangers' changes here?",
    .statement = "Its CI is safe with outside changes",
    .why = "One careless workflow hands the secrets to whoever opens a change.",
    .rule =
        "Yes when no workflow runs a foreign change with secrets, permissions are stated at the top, and no "
        "binaries or files like secrets lie there; partly when only the permissions are missing; no with a "
        "danger.",
    .remedy = {.text = "Drop triggers that run foreign code with secrets; add top-level permissions.",
               .effort = Effort::medium},
    .patterns = {"Balancing Openness and Security"},
    .weight = 2,
    .settled_by = "reading the CI files",
    .run = run,
};

}  // namespace insight
