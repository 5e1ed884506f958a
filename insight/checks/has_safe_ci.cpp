// SPDX-License-Identifier: Apache-2.0
#include "insight/check.hpp"
#include "insight/foreign_code.hpp"
#include "insight/risky_files.hpp"
#include "insight/secrets.hpp"
#include "insight/unread.hpp"

#include "core/text.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <unordered_map>

namespace insight {
namespace {

// All run with the secrets of the repository, whoever opened the change or wrote the comment.
bool is_privileged(const CiFile& file) {
    return std::any_of(file.triggers.begin(), file.triggers.end(), [](const auto& trigger) {
        return trigger.name == "pull_request_target" || trigger.name == "workflow_run" ||
               trigger.name == "issue_comment";
    });
}

// Whose steps run with secrets, or may when a workflow that has them calls it.
bool may_be_privileged(const CiFile& file) {
    return is_privileged(file) ||
           std::ranges::find(file.triggers, "workflow_call", &CiTrigger::name) != file.triggers.end();
}

// A workflow that is only called has the permissions of its caller.
bool lacks_permissions(const CiFile& file) {
    const bool only_called = !file.triggers.empty() &&
                             std::all_of(file.triggers.begin(), file.triggers.end(),
                                         [](const auto& trigger) { return trigger.name == "workflow_call"; });
    return !only_called && !file.permissions_line;
}

// What is at fault tells what mends it.
enum class Fault { secret, possible_secret, foreign_code, test_secret, built_program, permissions };

struct Found {
    std::vector<Evidence> dangers, gaps;
    std::string unread;     // the first CI file that cannot be parsed
    std::string cut;        // the first one of which only part was read
    std::string elsewhere;  // the first one whose secrets are kept by its server
    std::optional<Fault> danger, gap;
    std::string at_danger, at_gap;  // where the first of each was found

    void add_danger(Fault fault, const std::string& where, std::string note) {
        if (!danger || (fault == Fault::secret && *danger != fault)) at_danger = where, danger = fault;
        if (dangers.size() < 5) dangers.push_back({where, std::move(note)});
    }
    void add_gap(Fault fault, const std::string& where, std::string note) {
        if (!gap) at_gap = where, gap = fault;
        if (gaps.size() < 5) gaps.push_back({where, std::move(note)});
    }
};

void inspect(const CiFile& file, ForeignCode& foreign, Found& out) {
    if (!file.parsed) {
        auto& unread = file.is_cut ? out.cut : out.unread;  // cut: nothing of it was looked at
        if (unread.empty()) unread = file.path;
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
            if (foreign.is_checked_out_by(step))
                out.add_danger(Fault::foreign_code, fmt::format("{}:{}", file.path, step.line),
                               "runs the foreign change with secrets");
    if (file.is_cut && may_be_privileged(file) && out.cut.empty()) out.cut = file.path;
    if (lacks_permissions(file))
        out.add_gap(Fault::permissions, file.path, "no top-level permissions that limit the token");
}

void inspect(const Facts& facts, Found& out) {
    std::unordered_map<std::string_view, const std::string*> texts;
    for (const auto& suspect : facts.suspects) texts.emplace(suspect.path, &suspect.text);
    for (const auto& file : facts.tree->files) {
        const auto found = texts.find(file.path);
        const auto* text = found == texts.end() ? nullptr : found->second;
        const auto risk = risk_of(file, text);
        if (risk == FileRisk::none) continue;
        const bool has_key = text != nullptr && holds_private_key(*text);
        if (risk == FileRisk::possible_secret)
            out.add_gap(Fault::possible_secret, file.path, "may be a secret");
        if (risk == FileRisk::secret)
            out.add_danger(Fault::secret, file.path, has_key ? "holds a private key" : "looks like a secret");
        if (risk == FileRisk::test_secret)
            out.add_gap(Fault::test_secret, file.path, "looks like a secret among the tests");
        if (risk == FileRisk::binary) out.add_gap(Fault::built_program, file.path, "a built program");
    }
}

// A path as part of a command, where a shell would take it as it is.
std::string command_to_remove(const std::string& path) {
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._/-";
    const bool is_plain =
        !path.starts_with('-') && path.size() <= 100 && path.find_first_not_of(plain) == std::string::npos;
    return is_plain ? "git rm --cached " + path : "git rm --cached";
}

// What keeps the next one out, where the host has it.
std::string_view guard_of(Host host) {
    if (host == Host::github) return "; GitHub's push protection keeps the next one out";
    if (host == Host::gitlab)
        return "; GitLab's secret detection (the template Jobs/Secret-Detection.gitlab-ci.yml) finds the "
               "next "
               "one";
    return "";
}

std::string remedy_of(Fault fault, const std::string& where, Host host) {
    const auto place = core::shorten(core::one_line(where), 120);
    switch (fault) {
        case Fault::secret:
            return fmt::format(
                "Revoke what {} holds, then take the file out ({}, and its name into .gitignore), since the "
                "history keeps it{}.",
                place, command_to_remove(where), guard_of(host));
        case Fault::possible_secret:
            return fmt::format("Look whether {} holds a secret; if it does, revoke it and take the file out.",
                               place);
        case Fault::test_secret:
            return fmt::format("Let the tests make what {} holds, or make sure that it opens nothing.",
                               place);
        case Fault::built_program:
            return fmt::format("Take {} out of git and publish it as a package or with a release.", place);
        case Fault::permissions:
            return fmt::format("Write “permissions: contents: read” at the top of {}.", place);
        case Fault::foreign_code:
            break;
    }
    return fmt::format("Let {} run on pull_request, which has no secrets, or check out no foreign change.",
                       place);
}

Verdict with(Outcome outcome, const std::vector<Evidence>& evidence, std::string remedy) {
    Verdict verdict{.outcome = outcome, .evidence = evidence};
    verdict.remedy = std::move(remedy);
    return verdict;
}

Verdict decided_elsewhere(const Facts& facts, std::string_view not_seen) {
    auto verdict = partly(facts.ci.front().path, "nothing dangerous found");
    verdict.at_least = true;
    add_not_seen(verdict, not_seen);
    const bool is_gitlab = std::ranges::find(facts.ci, "gitlab", &CiFile::vendor) != facts.ci.end();
    verdict.remedy = is_gitlab
                         ? "Protect and mask the variables that hold secrets, and include GitLab's template "
                           "Jobs/Secret-Detection.gitlab-ci.yml."
                         : "Look in the settings of the CI server that no secret reaches a foreign change.";
    return verdict;
}

Verdict run(const Facts& facts, const Policy&, Time) {
    if (!facts.tree && facts.ci.empty()) return unknown("reading the files");
    Found found;
    ForeignCode foreign(facts);
    for (const auto& file : facts.ci) inspect(file, foreign, found);
    if (facts.tree) inspect(facts, found);
    if (found.danger)
        return with(Outcome::no, found.dangers, remedy_of(*found.danger, found.at_danger, facts.host));
    if (!found.unread.empty()) {
        auto verdict = unknown(found.unread + ", which cannot be parsed");
        verdict.remedy = "Mend " + found.unread + " so that it can be parsed.";
        return verdict;
    }
    if (const auto* unread = find_unread(facts, Role::ci)) return unknown("reading " + unread->path);
    if (!found.cut.empty()) {
        auto verdict = unknown("all steps of " + found.cut);
        verdict.remedy = "Shorten " + found.cut + " so that all its steps can be read.";
        return verdict;
    }
    if (found.gap) return with(Outcome::partly, found.gaps, remedy_of(*found.gap, found.at_gap, facts.host));
    if (facts.ci.empty())
        return facts.tree->truncated ? unknown("reading all files") : not_applicable("no CI, no risky files");
    if (found.elsewhere.empty())
        return yes(facts.ci.front().path, "permissions stated, no foreign code with secrets");
    return decided_elsewhere(facts, found.elsewhere);
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
