// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "insight/check.hpp"
#include "insight/file_search.hpp"
#include "insight/unread.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace insight {
namespace {

// Each host looks into folders of its own; of an unknown one, as Forgejo's are, any may be meant. Sources:
// GitHub "About issue and pull request templates", GitLab "Description templates", Forgejo "Issue and pull
// request templates".
bool is_read_by(Host host, const Template& each) {
    const auto path = core::lower(each.path);
    if (host == Host::unknown) return true;
    if (path.starts_with(".gitea/") || path.starts_with(".forgejo/")) return false;
    return path.starts_with(".gitlab/") == (host == Host::gitlab);
}

const Template* find_template(const Facts& facts, TemplateKind kind) {
    const auto found = std::ranges::find_if(facts.templates, [&](const Template& each) {
        return each.kind == kind && each.complete && is_read_by(facts.host, each);
    });
    return found == facts.templates.end() ? nullptr : &*found;
}

std::string_view name_of(Host host) { return host == Host::gitlab ? "GitLab" : "GitHub"; }
std::string_view place_of(Host host, TemplateKind kind) {
    if (host == Host::gitlab)
        return kind == TemplateKind::issue ? ".gitlab/issue_templates/" : ".gitlab/merge_request_templates/";
    return kind == TemplateKind::issue ? ".github/ISSUE_TEMPLATE/" : ".github/pull_request_template.md";
}

// A template of a kind that has none to be seen, where only another host looks for it.
void tell_passed_over(const Facts& facts, Verdict& verdict) {
    bool first = true;
    for (const auto& each : facts.templates) {
        if (is_read_by(facts.host, each) || find_template(facts, each.kind) != nullptr) continue;
        const auto path = core::one_line(each.path);
        verdict.evidence.push_back({each.path, fmt::format("{} does not read it", name_of(facts.host))});
        if (first)
            verdict.remedy = fmt::format("Move {} to {}: {} reads it there.", core::shorten(path, 120),
                                         place_of(facts.host, each.kind), name_of(facts.host));
        first = false;
    }
}

}  // namespace

extern const Check has_templates;
const Check has_templates{
    .id = "B1",
    .name = "has_templates",
    .group = Group::contributable,
    .question = "Do templates ask for what maintainers need?",
    .statement = "It has templates for issues and changes",
    .why = "A good report saves the first round of questions.",
    .rule = "Yes with an issue template and a change template; partly with one of the two; no with neither.",
    .remedy = {.text = "Add the drafts of an issue template and a change template.",
               .effort = Effort::small,
               .draft = ".github/ISSUE_TEMPLATE/problem.md"},
    .patterns = {"Issue Tracker Use Cases"},
    .weight = 3,
    .settled_by = "reading the files and the organisation's defaults",
    .run = [](const Facts& facts, const Policy&, Time) -> Verdict {
        const auto* issue = find_template(facts, TemplateKind::issue);
        const auto* change = find_template(facts, TemplateKind::change);
        if (issue != nullptr && change != nullptr) {
            auto verdict = yes(issue->path, "issue template");
            verdict.evidence.push_back({change->path, "change template"});
            return verdict;
        }
        const auto* unread = find_unread(facts, {Role::issue_template, Role::change_template});
        if (issue == nullptr && change == nullptr) {
            if (unread != nullptr) return unknown("reading " + unread->path);
            auto verdict = not_found(facts, Role::issue_template, "no usable template", true);
            for (const auto& each : facts.templates)
                if (!each.complete && is_read_by(facts.host, each))
                    verdict.evidence.push_back(
                        {each.path, each.missing.empty() ? "incomplete" : each.missing});
            if (!facts.templates.empty() && verdict.outcome == Outcome::unknown)
                verdict.outcome = Outcome::no;
            tell_passed_over(facts, verdict);
            return verdict;
        }
        auto verdict = issue != nullptr ? partly(issue->path, "issue template", "a change template")
                                        : partly(change->path, "change template", "an issue template");
        verdict.at_least = facts.organisation_default_not_read || unread != nullptr;
        if (unread != nullptr)
            add_not_seen(verdict, "what " + unread->path + " says");
        else if (verdict.at_least)
            add_not_seen(verdict, organisation_default);
        tell_passed_over(facts, verdict);
        return verdict;
    },
};

}  // namespace insight
