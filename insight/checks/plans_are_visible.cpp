// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "insight/check.hpp"
#include "insight/file_search.hpp"
#include "insight/prose.hpp"

namespace insight {
namespace {

bool leads_to_tracker(const Link& link) {
    const auto target = core::lower(link.target);
    return target.find("/issues") != std::string::npos || target.find("jira") != std::string::npos ||
           target.find("/projects/") != std::string::npos || target.find("/-/boards") != std::string::npos ||
           target.find("/milestones") != std::string::npos || target.find("bugzilla") != std::string::npos ||
           target.find("/browse/") != std::string::npos;
}

std::optional<std::string> find_link(const Facts& facts) {
    for (const auto* readme : documents_with(facts, Role::readme))
        for (const auto& block : readme->blocks)
            for (const auto& link : block.links)
                if (leads_to_tracker(link)) return place(*readme, link.line);
    if (facts.declared && facts.declared->tracker) return facts.declared->path;
    return std::nullopt;
}

}  // namespace

extern const Check plans_are_visible;
const Check plans_are_visible{
    .id = "B5",
    .name = "plans_are_visible",
    .group = Group::contributable,
    .question = "Can a stranger see what is planned?",
    .statement = "Its plans are visible",
    .why = "Nobody offers help with work that cannot be seen.",
    .remedy = {.text = "Link the issue tracker from README.", .effort = Effort::small},
    .patterns = {"Issue Tracker Use Cases"},
    .weight = 2,
    .settled_by = "whether issues are switched on and alive at the host",
    .run = [](const Facts& facts, const Policy&, Time) -> Verdict {
        for (const auto* file : files_with(facts, Role::roadmap))
            if (file->size_bytes > 0) return yes(file->path, "a roadmap");
        const bool alive = facts.conversations && facts.conversations->tracker_alive.value_or(false);
        const bool dead = facts.conversations && facts.conversations->tracker_alive && !alive;
        const auto& issues = facts.settings.issues_enabled;
        const auto link = find_link(facts);
        if (alive) return yes("issues", "an open one was touched within 180 days");
        if (link || (issues && issues->value)) {
            auto verdict = partly(link ? *link : issues->where, dead ? "a tracker without life" : "a tracker",
                                  "an open issue touched within 180 days");
            verdict.at_least = !dead;
            verdict.declared = !link && issues->declared;
            return verdict;
        }
        if (!issues) return unknown("whether issues are switched on at the host");
        return no("issues are switched off and no tracker is linked");
    },
};

}  // namespace insight
