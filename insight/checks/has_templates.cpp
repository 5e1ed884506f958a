// SPDX-License-Identifier: Apache-2.0
#include "insight/check.hpp"
#include "insight/file_search.hpp"
#include "insight/unread.hpp"

#include <algorithm>

namespace insight {
namespace {

const Template* find_template(const Facts& facts, TemplateKind kind) {
    const auto found = std::ranges::find_if(
        facts.templates, [&](const Template& each) { return each.kind == kind && each.complete; });
    return found == facts.templates.end() ? nullptr : &*found;
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
        if (issue == nullptr && change == nullptr) {
            auto verdict = not_found(facts, Role::issue_template, "no usable template", true);
            for (const auto& each : facts.templates)
                if (!each.complete)
                    verdict.evidence.push_back(
                        {each.path, each.missing.empty() ? "incomplete" : each.missing});
            if (!facts.templates.empty() && verdict.outcome == Outcome::unknown)
                verdict.outcome = Outcome::no;
            return verdict;
        }
        auto verdict = issue != nullptr ? partly(issue->path, "issue template", "a change template")
                                        : partly(change->path, "change template", "an issue template");
        verdict.at_least = facts.organisation_default_not_read;
        if (verdict.at_least) add_not_seen(verdict, organisation_default);
        return verdict;
    },
};

}  // namespace insight
